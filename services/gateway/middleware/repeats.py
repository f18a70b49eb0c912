"""Gives every POST with a key its one answer: the app's `Idempotency-Key` header, a form's hidden field.

Concerns known callers only: a log-in answers with a secret of its own and is never kept.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs

from pymongo.errors import PyMongoError
from python_multipart.multipart import parse_options_header
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.errors import StoreAway
from services.gateway.idempotency import Answers, KeptAnswer, Repeatable
from services.gateway.problems import answer_to
from shared.errors import AppError, Invalid

FIELD = "idempotency_key"
MOST_FIELDS = 1000
FIRST_PART = 1000
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_PART = re.compile(rb'name="idempotency_key"\r\n\r\n([\x21-\x7e]{1,200})\r\n')
_KEY = re.compile(r"^[\x21-\x7e]{8,128}$")
_KEPT_HEADERS = {b"content-type", b"location", b"set-cookie"}


class KeyUnreadable(Invalid):
    code = "idempotency.key_unreadable"
    message = "Mã chống gửi trùng không hợp lệ. Đồng chí vui lòng tải lại trang rồi gửi lại."


class TooManyFields(Invalid):
    code = "request.too_many_fields"
    message = "Biểu mẫu có quá nhiều mục. Đồng chí vui lòng tải lại trang rồi gửi lại."


class Repeats:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        repeatable: Repeatable | None = None
        answers: Answers = request.app.state.answers
        try:
            repeatable = self._repeatable(request)
            if repeatable is None:
                await self._app(scope, receive, send)
                return
            kept = await answers.begin(repeatable, wait=is_form(request))
        except AppError as error:
            await answer_to(request, error)(scope, receive, send)
            return
        except PyMongoError:
            # Without its store the door cannot tell a repeat from a first: it does nothing rather than something twice.
            # The claim may be written all the same, with nobody left who knows of it.
            if repeatable is not None:
                await answers.forget(repeatable)
            await answer_to(request, StoreAway())(scope, receive, send)
            return
        if kept is not None:
            await _replay(kept)(scope, receive, send)
            return
        await self._run(repeatable, answers, scope, receive, send)

    def _repeatable(self, request: Request) -> Repeatable | None:
        body: bytes = request.state.body
        boundary = boundary_of(request)
        key = request.headers.get("idempotency-key")
        if key is None and is_form(request):
            key = field_of(body) if boundary is None else part_of(body)
        if not key:
            return None
        if not _KEY.match(key):
            raise KeyUnreadable
        request.state.idempotency_key = key
        caller = request.app.state.callers.known(request)
        # Browsers choose another boundary each time they send the same form.
        same = body.replace(boundary, b"") if boundary else body
        return Repeatable(caller.actor.member_id, request.url.path, key, same) if caller else None

    async def _run(self, repeatable: Repeatable, answers: Answers, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing is sent before the answer is kept: a client that saw it must always see the same again. Where it
        cannot be kept the client is told to come again, and the service finds what was made for this key.
        """
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        try:
            await self._app(scope, receive, keep)
        except BaseException:
            await answers.forget(repeatable)
            raise
        start = sent[0]
        body = b"".join(message.get("body", b"") for message in sent[1:])
        headers = [(name, value) for name, value in start["headers"] if name.lower() in _KEPT_HEADERS]
        try:
            await answers.finish(repeatable, KeptAnswer(start["status"], headers, body))
        except PyMongoError:
            await answers.forget(repeatable)
            await answer_to(Request(scope), StoreAway())(scope, receive, send)
            return
        for message in sent:
            await send(message)


def _replay(kept: KeptAnswer) -> Response:
    response = Response(kept.body, kept.status)
    response.raw_headers = [
        *kept.headers,
        (b"content-length", str(len(kept.body)).encode()),
        (b"idempotency-replayed", b"true"),
    ]
    return response


def is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith(FORMS)


def boundary_of(request: Request) -> bytes | None:
    """What parts a form with files; None for anything else."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    return options.get(b"boundary") if kind == b"multipart/form-data" else None


def part_of(body: bytes) -> str | None:
    """The key in a form with files, where it is the first part."""
    found = _PART.search(body, 0, FIRST_PART)
    return found[1].decode("ascii") if found else None


def field_of(body: bytes) -> str | None:
    """Raises TooManyFields."""
    try:
        values = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS).get(FIELD)
    except ValueError:
        raise TooManyFields from None
    return values[0] if values else None
