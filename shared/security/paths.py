"""Organisation paths: the ids from the root of the tree down, `ts/x03/c0312/`.

The trailing slash is what makes "at or below" a plain prefix, also in a database index.
Depth is arbitrary: levels of the organisation were abolished and merged before and will be again.
"""

from __future__ import annotations

import re

from shared.security.errors import PathInvalid

MAX_LENGTH = 500
_PATH = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+", re.ASCII)


def valid(path: object) -> bool:
    return isinstance(path, str) and len(path) <= MAX_LENGTH and _PATH.fullmatch(path) is not None


def checked(path: str) -> str:
    """The path itself; raises `PathInvalid` when it is none."""
    if not valid(path):
        raise PathInvalid
    return path


def covers(upper: str, lower: str) -> bool:
    """True where `lower` is the organisation `upper` or lies below it."""
    return checked(lower).startswith(checked(upper))


def depth(path: str) -> int:
    """1 for a root."""
    return checked(path).count("/")


def parent(path: str) -> str | None:
    """None for a root."""
    above = checked(path)[:-1].rpartition("/")[0]
    return above + "/" if above else None


def ancestors(path: str) -> list[str]:
    """The path itself and everything above it, from the root down."""
    parts = checked(path)[:-1].split("/")
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def join(upper: str | None, organisation_id: str) -> str:
    """The path of an organisation directly under `upper`, or of a root where `upper` is None."""
    if "/" in organisation_id:
        raise PathInvalid
    return checked(f"{checked(upper) if upper is not None else ''}{organisation_id}/")
