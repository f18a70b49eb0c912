"""The roll-out: numbers, the secretary's list, sign-up days, helpers: `identity`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["roll-out"])
SERVICE = "identity"
OrganisationPath = Annotated[str, Query(max_length=512, description="`ts/x01/`: the organisation and all below it")]


class Smartphone(Body):
    smartphone: str


class ArmedService(Body):
    armed: bool


class Contact(Body):
    contact: str
    appointed_on: str | None = None
    note: str = ""


class CountingRule(Body):
    excluded: list[str]
    counting: str


class StageChoice(Body):
    organisation_id: str
    stage: str


class NewSignUpDay(Body):
    organisation_path: str
    starts_at: str
    place: str
    helpers: str = ""


class Outcome(Body):
    came: int | None = None
    registered: int | None = None


class NewPairing(Body):
    cell_path: str
    helper_name: str
    helper_phone: str = ""
    first_day: str
    last_day: str
    member_id: str | None = None


class PairingOutcome(Body):
    done: bool
    note: str = ""


@router.get("/roll-out/numbers")
async def roll_out_numbers(organisation_path: OrganisationPath, ask: Ask) -> Answer:
    return await ask(SERVICE, "roll_out_numbers", organisation_path=organisation_path)


@router.get("/roll-out/course")
async def roll_out_course(organisation_path: OrganisationPath, ask: Ask) -> Answer:
    return await ask(SERVICE, "roll_out_course", organisation_path=organisation_path)


@router.post("/roll-out/rule")
async def set_roll_out_rule(body: CountingRule, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "set_roll_out_rule", **body.fields())


@router.post("/roll-out/stages")
async def open_stage(body: StageChoice, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "open_stage", **body.fields())


@router.get("/roll-out/mine")
async def my_roll_out(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_roll_out")


@router.post("/roll-out/mine/smartphone")
async def note_my_smartphone(body: Smartphone, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_smartphone", **body.fields())


@router.get("/roll-out/members")
async def chase_list(cell_path: OrganisationPath, ask: Ask, show: str = "waiting") -> Answer:
    return await ask(SERVICE, "chase_list", cell_path=cell_path, show=show)


@router.post("/roll-out/members/{member_id}/smartphone")
async def note_smartphone(member_id: str, body: Smartphone, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_smartphone", member_id=member_id, **body.fields())


@router.post("/roll-out/members/{member_id}/armed-service")
async def note_armed_service(member_id: str, body: ArmedService, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_armed_service", member_id=member_id, **body.fields())


@router.post("/roll-out/members/{member_id}/contact")
async def note_contact(member_id: str, body: Contact, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "note_contact", member_id=member_id, **body.fields())


@router.get("/roll-out/days")
async def list_sign_up_days(organisation_path: OrganisationPath, ask: Ask) -> Answer:
    return await ask(SERVICE, "list_sign_up_days", organisation_path=organisation_path)


@router.post("/roll-out/days", status_code=201)
async def plan_sign_up_day(body: NewSignUpDay, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "plan_sign_up_day", **body.fields())


@router.get("/roll-out/days/{day_id}")
async def read_sign_up_day(day_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_sign_up_day", day_id=day_id)


@router.post("/roll-out/days/{day_id}/close")
async def close_sign_up_day(day_id: str, body: Outcome, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Without numbers: the day did not take place."""
    return await ask(SERVICE, "close_sign_up_day", day_id=day_id, **body.fields())


@router.get("/roll-out/pairings")
async def list_pairings(organisation_path: OrganisationPath, ask: Ask) -> Answer:
    return await ask(SERVICE, "list_pairings", organisation_path=organisation_path)


@router.post("/roll-out/pairings", status_code=201)
async def pair_helper(body: NewPairing, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "pair_helper", **body.fields())


@router.post("/roll-out/pairings/{pairing_id}/settle")
async def settle_pairing(pairing_id: str, body: PairingOutcome, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "settle_pairing", pairing_id=pairing_id, **body.fields())
