"""How a use case is called: the request is cleaned, typed and limited here, so that no use case meets bad input.

A use case is `def publish_article(command: PublishArticle, ctx: Context) -> Result`. It gets the time, the ids and the
caller through `ctx` and returns plain typed values. Raises `Invalid` with a Vietnamese message per field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, dataclass_transform, get_type_hints

import msgspec

from shared import clock, ids
from shared.errors import Invalid, Unauthenticated
from shared.structs import Message
from shared.unseen import CONTROL, without_invisible

if TYPE_CHECKING:
    from shared.security import Actor

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
Path = Annotated[str, msgspec.Meta(min_length=2, max_length=512, pattern=r"^(?:[A-Za-z0-9_.:-]+/)+$")]
Line = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200_000)]
Content = Annotated[bytes, msgspec.Meta(min_length=1, max_length=12_000_000)]
"""A file; base64 on the way."""
Cursor = Annotated[str, msgspec.Meta(max_length=200)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**53)]

DEEPEST = 32  # lists within lists; no form of ours has more than three


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Request(Message, frozen=True, forbid_unknown_fields=True):
    """Base of every command and query: unknown fields are refused, a misspelt one is never silently ignored."""


R = TypeVar("R")
C = TypeVar("C", bound=Request)


class UnreadableText(Invalid):
    code = "request.unreadable_text"
    message = "Văn bản có ký tự không đọc được. Đồng chí vui lòng nhập lại."


class InvalidRequest(Invalid):
    code = "request.invalid"


@dataclass(frozen=True)
class Context:
    """What a use case may know of the world. `new_id` repeats itself when the same command is repeated."""

    caller: Actor | None
    now: datetime
    correlation_id: str
    new_id: Callable[[], str] = field(repr=False, default=ids.new_id)

    @property
    def actor(self) -> Actor:
        if self.caller is None:
            raise Unauthenticated
        return self.caller


def context(caller: Actor | None, *, correlation_id: str = "", repeat_key: str | None = None) -> Context:
    """`repeat_key` names the command (actor, method, the client's key); the ids made under it are always the same."""
    make_id = ids.new_id
    if repeat_key is not None:
        steps: Iterator[int] = count()

        def make_id() -> str:
            return ids.derive_id(repeat_key, str(next(steps)))

    return Context(caller, clock.now(), correlation_id or ids.new_id(), make_id)


def perform(usecase: Callable[[C, Context], R], payload: Mapping[str, Any], ctx: Context) -> Any:
    """Clean and convert `payload` to the use case's request, run it, and give back plain JSON values."""
    request = convert(_request_type(usecase), payload)
    return msgspec.to_builtins(usecase(request, ctx))


def convert(kind: type[C], payload: Mapping[str, Any]) -> C:
    try:
        return msgspec.convert(clean(payload), kind)
    except msgspec.ValidationError as error:
        raise InvalidRequest(details=explain(str(error))) from None


@cache
def _request_type(usecase: Callable[..., Any]) -> Any:
    hints = get_type_hints(usecase, include_extras=True)
    return next(iter(hints.values()))


def clean(value: Any, *, deepest: int = DEEPEST) -> Any:
    """NFC, outer spaces and what nobody sees off, line ends as newline; refuse what cannot be stored, in names of
    fields as well."""
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, Mapping | list | tuple):
        if deepest == 0:
            raise UnreadableText
        if isinstance(value, Mapping):
            return {_clean_text(str(key)): clean(item, deepest=deepest - 1) for key, item in value.items()}
        return [clean(item, deepest=deepest - 1) for item in value]
    return value


def _clean_text(value: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        raise UnreadableText
    return unicodedata.normalize("NFC", without_invisible(text)).strip()


_AT = re.compile(r" - at `\$\.?(?P<field>[^`]*)`$")
_EXPLANATIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"missing required field `(?P<name>[^`]+)`"), "Cần điền mục này."),
    (re.compile(r"contains unknown field `(?P<name>[^`]+)`"), "Mục này không có trong biểu mẫu."),
    (re.compile(r"`str` of length >= 1\b"), "Cần điền mục này."),
    (re.compile(r"`str` of length >= (?P<n>\d+)"), "Cần ít nhất {n} ký tự."),
    (re.compile(r"`str` of length <= (?P<n>\d+)"), "Dài quá mức cho phép (tối đa {n} ký tự)."),
    (re.compile(r"`array` of length >= (?P<n>\d+)"), "Cần ít nhất {n} mục."),
    (re.compile(r"`array` of length <= (?P<n>\d+)"), "Nhiều quá mức cho phép (tối đa {n} mục)."),
    (re.compile(r"`int` >= (?P<n>-?\d+)"), "Cần là số từ {n} trở lên."),
    (re.compile(r"`int` <= (?P<n>-?\d+)"), "Cần là số không quá {n}."),
    (re.compile(r"matching regex"), "Nội dung không đúng dạng quy định."),
    (re.compile(r"Invalid RFC3339|Invalid ISO8601|Expected `date"), "Ngày giờ không đúng."),
    (re.compile(r"Invalid enum value"), "Lựa chọn này không có trong danh sách."),
    (re.compile(r"Expected `int\b"), "Cần là một số nguyên."),
    (re.compile(r"Expected `bool\b"), "Cần chọn có hoặc không."),
    (re.compile(r"Expected `str\b"), "Cần là một đoạn chữ."),
)


def explain(text: str) -> dict[str, str]:
    """msgspec's English sentence → {field: Vietnamese sentence}."""
    at = _AT.search(text)
    name = at["field"] if at else ""
    for pattern, sentence in _EXPLANATIONS:
        match = pattern.search(text)
        if match:
            found = match.groupdict()
            inner = found.pop("name", "")
            return {".".join(part for part in (name, inner) if part) or "request": sentence.format(**found)}
    return {name or "request": "Nội dung không đúng dạng quy định."}
