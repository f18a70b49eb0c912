"""A fault as a log may tell it: where it arose and of what kind it is.

Only our own errors tell their text. What the store or a library says of its fault quotes what it was given: a name that
is doubled, the words that were no number.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from types import TracebackType

from shared.errors import AppError

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]
LONGEST_CHAIN = 10


def without_words(exc_info: ExcInfo) -> str:
    """A traceback as Python prints it, what came first at its top."""
    return "\n".join(_told(each) for each in reversed(list(_chain(exc_info[1]))))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it was raised from or during."""
    following: BaseException | None = error
    for _ in range(LONGEST_CHAIN):
        if following is None:
            return
        yield following
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _told(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return f"Traceback (most recent call last):\n{frames}{_kind(error)}" + "".join(f"\n{_told(each)}" for each in inner)


def _kind(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, AppError):
        return f"{kind}: {error}"
    # The store's number, or the system's: which fault it is, without a word of what was stored.
    number = getattr(error, "code", None) or getattr(error, "errno", None)
    return f"{kind} ({number})" if isinstance(number, int) else kind
