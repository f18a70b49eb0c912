"""Registration by card and face for the mobile app: `identity`. `secret` is what the first call answered."""

from __future__ import annotations

from fastapi import APIRouter, Request

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask, AskOpenly

router = APIRouter(tags=["registrations"])
SERVICE = "identity"


class Mine(Body):
    secret: str


class Consent(Mine):
    purpose: str
    text_version: int


class Card(Mine):
    """`picture`: JPEG, PNG or WebP in base64."""

    picture: str


class Confirmed(Mine):
    card: dict[str, str]


class Face(Mine):
    """`selfie` and `frames` in base64; the frames in the order of their taking."""

    selfie: str
    frames: list[str] = []


class Person(Mine):
    full_name: str
    phone: str
    cell: str


class PhoneCode(Mine):
    code: str


class Enrolment(Mine):
    username: str
    password: str
    keep: bool = False
    device: str = ""


class Review(Body):
    outcome: str
    member_id: str | None = None
    note: str = ""


class InPerson(Body):
    papers: list[str]
    consents_in_person: bool


@router.get("/registrations/consents")
async def consent_texts(ask: AskOpenly) -> Answer:
    return await ask(SERVICE, "consent_texts")


@router.post("/registrations", status_code=201)
async def begin_registration(request: Request, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    address = request.client.host if request.client else "unknown"
    return await ask(SERVICE, "begin_registration", address=address)


@router.post("/registrations/assisted", status_code=201)
async def begin_assisted_registration(request: Request, ask: Ask, _key: RepeatKey = None) -> Answer:
    address = request.client.host if request.client else "unknown"
    return await ask(SERVICE, "begin_assisted_registration", address=address)


@router.post("/registrations/{registration_id}/status")
async def registration_status(registration_id: str, body: Mine, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    """A POST, so that the secret stands in no address and no log."""
    return await ask(SERVICE, "registration_status", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/consents")
async def give_consent(registration_id: str, body: Consent, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "give_consent", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/card")
async def send_card(registration_id: str, body: Card, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "send_card", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/confirm")
async def confirm_card(registration_id: str, body: Confirmed, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "confirm_card", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/challenge")
async def draw_challenge(registration_id: str, body: Mine, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "draw_challenge", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/face")
async def send_face(registration_id: str, body: Face, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "send_face", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/person")
async def ask_for_person(registration_id: str, body: Person, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask_for_person", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/phone/code")
async def send_registration_code(registration_id: str, body: Mine, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "send_registration_code", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/phone")
async def confirm_phone(registration_id: str, body: PhoneCode, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "confirm_phone", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/stop")
async def stop_registration(registration_id: str, body: Mine, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "stop_registration", registration_id=registration_id, **body.fields())


@router.post("/registrations/{registration_id}/account", status_code=201)
async def enrol(registration_id: str, body: Enrolment, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "enrol", registration_id=registration_id, **body.fields())


@router.get("/desk/registrations")
async def list_registrations(ask: Ask) -> Answer:
    return await ask(SERVICE, "list_registrations")


@router.get("/desk/registrations/{registration_id}")
async def read_registration(registration_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_registration", registration_id=registration_id)


@router.get("/desk/registrations/{registration_id}/pictures/{kind}")
async def registration_picture(registration_id: str, kind: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "registration_picture", registration_id=registration_id, kind=kind)


@router.post("/desk/registrations/{registration_id}/decision")
async def decide_registration(registration_id: str, body: Review, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "decide_registration", registration_id=registration_id, **body.fields())


@router.post("/members/{member_id}/registration", status_code=201)
async def register_in_person(member_id: str, body: InPerson, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "register_in_person", member_id=member_id, **body.fields())


@router.get("/me/consents")
async def my_consents(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_consents")


@router.delete("/me/consents/{consent_id}")
async def withdraw_consent(consent_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "withdraw_consent", consent_id=consent_id)
