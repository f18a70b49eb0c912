"""Đăng ký: from a photograph of the card to an account, one thing a page, for somebody nobody knows yet.

The page to show follows from how far the registration is; reloading is always right. A cookie holds the registration
and its secret, out of reach of scripts.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.gateway.asking import Asker, AskOpenly, asker
from services.gateway.sessions import begin
from services.gateway.web.devices import device_of
from services.gateway.web.forms import Fields, complaints, fields_of
from services.gateway.web.views import render
from shared.errors import AppError, Conflict, Forbidden, Invalid, NotFound, TooMany

router = APIRouter(prefix="/register")
COOKIE = "sotay_dang_ky"
COOKIE_SECONDS = 14 * 86_400
CAMERA = {"Permissions-Policy": "camera=(self), microphone=(), geolocation=()"}
REPAIRABLE = (Invalid, Conflict, TooMany, Forbidden)
LABELS = {
    "picture": "Ảnh thẻ",
    "selfie": "Ảnh khuôn mặt",
    "agreed": "Sự đồng ý",
    "full_name": "Họ và tên",
    "phone": "Số điện thoại",
    "cell": "Chi bộ",
    "code": "Mã xác nhận",
    "username": "Tên đăng nhập",
    "password": "Mật khẩu",
}
CARD_LABELS = {
    "card_number": "Số thẻ đảng viên",
    "citizen_number": "Số định danh cá nhân",
    "full_name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "admitted_on": "Ngày vào Đảng",
    "official_on": "Ngày chính thức",
}
CONFIRMED = tuple(CARD_LABELS)
"""What is shown to be checked; the rest of the card helps only where it was read well."""
PAGES = {
    "begun": "card", "card_unread": "card", "card_read": "confirm", "confirmed": "face", "face_unclear": "face",
    "card_sent": "wait", "face_sent": "wait", "phone_wanted": "phone",
    "in_review": "review", "verified": "account", "refused": "refused",
}  # fmt: skip
CONSENT_FOR = {"card": "card_picture", "face": "face"}


@router.get("")
async def start(request: Request) -> Response:
    return _page(request, "start", going_on=_known(request) is not None)


@router.post("")
async def begin_registration(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    address = request.client.host if request.client else "unknown"
    caller = request.app.state.callers.known(request)
    try:
        if caller is not None:
            helper = await asker(request, caller)
            begun = await helper("identity", "begin_assisted_registration", address=address)
        else:
            begun = await ask("identity", "begin_registration", address=address)
    except TooMany as error:
        return _page(request, "start", 429, errors=complaints(error, LABELS))
    response = RedirectResponse("/register/person" if fields.text("way") == "person" else "/register/step", 303)
    response.set_cookie(
        COOKIE, f"{begun['registration_id']}.{begun['secret']}", max_age=COOKIE_SECONDS, path="/register",
        httponly=True, samesite="lax", secure=request.app.state.settings.secure_cookies,
    )  # fmt: skip
    return response


@router.get("/step")
async def step(request: Request, ask: AskOpenly) -> Response:
    return await _step(request, ask)


@router.post("/consent")
async def consent(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    if fields.text("agreed") != "1":
        missing = Invalid(details={"agreed": "Đồng chí đánh dấu vào ô đồng ý, hoặc chọn nhờ bí thư chi bộ."})
        return await _step(request, ask, missing)
    return await _do(
        request, ask, fields, "give_consent", purpose=fields.text("purpose"), text_version=fields.integer("version")
    )


@router.post("/card")
async def card(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    return await _do(request, ask, fields, "send_card", picture=lambda: fields.file("picture").encoded)


@router.post("/confirm")
async def confirm(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    typed = {name: fields.text(f"card_{name}") for name in CONFIRMED if f"card_{name}" in fields.shown()}
    return await _do(request, ask, fields, "confirm_card", card=typed)


@router.post("/challenge")
async def challenge(request: Request, ask: AskOpenly) -> Response:
    return await _do(request, ask, await fields_of(request), "draw_challenge")


@router.post("/face")
async def face(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    frames = [frame.encoded for frame in fields.files("frames")]
    return await _do(request, ask, fields, "send_face", selfie=lambda: fields.file("selfie").encoded, frames=frames)


@router.get("/person")
async def person(request: Request) -> Response:
    return _page(request, "person") if _known(request) else RedirectResponse("/register", 303)


@router.post("/person")
async def ask_for_person(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    known = _known(request)
    if known is None:
        return RedirectResponse("/register", 303)
    try:
        fields.demand("full_name", "phone", "cell")
        told: dict[str, Any] = {name: fields.text(name) for name in ("full_name", "phone", "cell")}
        await ask("identity", "ask_for_person", **known, **told)
    except Invalid as error:
        error = error if error.details else Invalid(details={"phone": error.message})
        return _page(request, "person", 422, errors=complaints(error, LABELS), given=fields.shown())
    except (Conflict, NotFound):
        return RedirectResponse("/register/step", 303)
    return RedirectResponse("/register/step", 303)


@router.post("/code")
async def send_code(request: Request, ask: AskOpenly) -> Response:
    return await _do(request, ask, await fields_of(request), "send_registration_code")


@router.post("/phone")
async def confirm_phone(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    return await _do(request, ask, fields, "confirm_phone", code=lambda: _typed_code(fields))


@router.post("/stop")
async def stop(request: Request, ask: AskOpenly) -> Response:
    known = _known(request)
    if known is not None:
        with suppress(Conflict, NotFound):  # over already
            await ask("identity", "stop_registration", **known)
    return await leave()


@router.post("/enrol")
async def enrol(request: Request, ask: AskOpenly) -> Response:
    fields = await fields_of(request)
    known = _known(request)
    if known is None:
        return RedirectResponse("/register", 303)
    try:
        fields.demand("username", "password")
        if fields.text("agreed") != "1":
            raise Invalid(details={"agreed": "Cần sự đồng ý của đồng chí để mở tài khoản."})
        await ask("identity", "give_consent", **known, purpose="account", text_version=fields.integer("version"))
        device = device_of(request.headers.get("user-agent", ""))
        opened = await ask(
            "identity", "enrol", **known, username=fields.text("username"), password=fields.text("password"),
            keep=fields.text("keep") == "1", device=device,
        )  # fmt: skip
    except REPAIRABLE as error:
        return await _step(request, ask, error, fields.shown())
    if opened["session"] is None:
        response = _page(request, "helped", username=opened["username"])
        response.delete_cookie(COOKIE, path="/register")
        return response
    response = RedirectResponse("/?done=registered", 303)
    begin(response, opened["session"], secure=request.app.state.settings.secure_cookies)
    response.delete_cookie(COOKIE, path="/register")
    return response


@router.post("/leave")
async def leave() -> Response:
    """The next person at this telephone begins anew."""
    response = RedirectResponse("/register", 303)
    response.delete_cookie(COOKIE, path="/register")
    return response


def _typed_code(fields: Fields) -> str:
    fields.demand("code")
    return fields.text("code")


async def _do(request: Request, ask: Asker, fields: Fields, method: str, **told: Any) -> Response:
    """A value may be a function, so that a file that was not chosen is told like any other mistake."""
    known = _known(request)
    if known is None:
        return RedirectResponse("/register", 303)
    try:
        given = {name: value() if callable(value) else value for name, value in told.items()}
        await ask("identity", method, **known, **given)
    except REPAIRABLE as error:
        return await _step(request, ask, error, fields.shown())
    return RedirectResponse("/register/step", 303)


async def _step(
    request: Request, ask: Asker, error: AppError | None = None, given: dict[str, Any] | None = None
) -> Response:
    known = _known(request)
    if known is None:
        return RedirectResponse("/register", 303)
    try:
        going = await ask("identity", "registration_status", **known)
    except NotFound:
        response = RedirectResponse("/register", 303)
        response.delete_cookie(COOKIE, path="/register")
        return response
    if going["state"] in {"enrolled", "stopped"}:
        return RedirectResponse("/login", 303)
    page = PAGES[going["state"]]
    texts = (await ask("identity", "consent_texts"))["items"] if page in {"card", "face", "account"} else {}
    purpose = CONSENT_FOR.get(page)
    if purpose and purpose not in going["agreed"]:
        page = "consent"
    return _page(
        request, page, 422 if error else 200, going=going, purpose=purpose, texts=texts,
        errors=complaints(error, LABELS) if error else {}, given=given or {},
    )  # fmt: skip


def _known(request: Request) -> dict[str, Any] | None:
    registration_id, _, secret = request.cookies.get(COOKIE, "").partition(".")
    return {"registration_id": registration_id, "secret": secret} if registration_id and secret else None


def _page(request: Request, name: str, code: int = 200, **view: Any) -> Response:
    caller = request.app.state.callers.known(request)
    shown = {"labels": LABELS, "card_labels": CARD_LABELS, "helper": caller is not None} | view
    response = render(request, f"register/{name}.html", status=code, **shown)
    response.headers.update(CAMERA)
    return response
