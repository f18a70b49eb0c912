"""Log-in, one's own profile, organisations, members, roles: `identity`."""

from __future__ import annotations

from fastapi import APIRouter, Request

from services.gateway.api.shapes import Answer, Body, Cursor, Day, RepeatKey, Search
from services.gateway.asking import Ask, AskOpenly
from services.gateway.record_access import record_access
from services.gateway.sessions import spend_attempt

router = APIRouter(tags=["identity"])
SERVICE = "identity"


class LogIn(Body):
    username: str
    keep: bool = False
    device: str = ""


class PasswordLogIn(LogIn):
    password: str


class CodeRequest(Body):
    username: str


class CodeLogIn(LogIn):
    code: str


class NewPassword(Body):
    new: str
    username: str | None = None
    current: str | None = None


class Resumption(Body):
    secret: str


class RoleGrant(Body):
    member_id: str
    role: str
    organisation_id: str
    valid_from: Day | None = None
    valid_until: Day | None = None


@router.post("/session/password")
async def log_in_with_password(body: PasswordLogIn, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.username)
    return await ask(SERVICE, "log_in_with_password", **body.fields())


@router.post("/session/code-request")
async def request_login_code(body: CodeRequest, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.username)
    return await ask(SERVICE, "request_login_code", **body.fields())


@router.post("/session/code")
async def log_in_with_code(body: CodeLogIn, request: Request, ask: AskOpenly) -> Answer:
    await spend_attempt(request, body.username)
    return await ask(SERVICE, "log_in_with_code", **body.fields())


@router.post("/session/resume")
async def resume_session(body: Resumption, ask: AskOpenly) -> Answer:
    return await ask(SERVICE, "resume_session", **body.fields())


@router.post("/session/refresh")
async def refresh_token(ask: Ask) -> Answer:
    return await ask(SERVICE, "refresh_token")


@router.delete("/session")
async def sign_out(ask: Ask) -> Answer:
    return await ask(SERVICE, "sign_out")


@router.get("/me/sign-in")
async def my_sign_in(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_sign_in")


@router.put("/me/password")
async def choose_password(body: NewPassword, ask: Ask) -> Answer:
    return await ask(SERVICE, "choose_password", **body.fields())


@router.get("/me/devices")
async def my_devices(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_devices")


@router.delete("/me/devices/others")
async def sign_out_elsewhere(ask: Ask) -> Answer:
    return await ask(SERVICE, "sign_out_elsewhere")


@router.delete("/me/devices/{session_id}")
async def sign_out_of_device(session_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "sign_out_of_device", session_id=session_id)


@router.get("/me/access")
async def my_record_access(ask: Ask) -> Answer:
    return await record_access(ask)


@router.get("/me")
async def my_profile(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_profile")


@router.get("/organisations")
async def list_organisations(ask: Ask, under: str | None = None) -> Answer:
    return await ask(SERVICE, "list_organisations", under=under)


@router.get("/members")
async def list_members(ask: Ask, organisation_path: str, search: Search = None, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_members", organisation_path=organisation_path, search=search, cursor=cursor)


@router.post("/members/{member_id}/login-code")
async def issue_login_code(member_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "issue_login_code", member_id=member_id)


@router.post("/roles", status_code=201)
async def grant_role(body: RoleGrant, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "grant_role", **body.fields())
