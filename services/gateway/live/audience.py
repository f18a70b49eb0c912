"""Whom an announcement concerns. Pure; the same rule as a test on one client and as a query on the journal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from shared.security import paths


@dataclass(frozen=True)
class Listener:
    """One open stream's person. `desks` are the organisation paths over which an officer's role is held, `held` every
    role with its organisation's path."""

    member_id: str
    cell_path: str
    desks: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()


def concerns(listener: Listener, document: dict[str, Any]) -> bool:
    if document["to"] == "person":
        return bool(document["member_id"] == listener.member_id)
    audience: str = document["audience"]
    if document["to"] == "holders":
        return any(role in document["roles"] and path.startswith(audience) for role, path in listener.held)
    if document["to"] == "leaders":
        return any(role in document["roles"] and audience.startswith(path) for role, path in listener.held)
    if document["to"] == "members" and audience and listener.cell_path.startswith(audience):
        return True
    return any(audience.startswith(desk) for desk in listener.desks)


def query(listener: Listener) -> dict[str, Any]:
    """The same as `concerns`, for the journal."""
    choices: list[dict[str, Any]] = [
        {"to": "members", "audience": {"$in": paths.ancestors(listener.cell_path)}},
        {"to": "person", "member_id": listener.member_id},
    ]
    choices += [
        {"to": {"$in": ["members", "desk"]}, "audience": {"$regex": f"^{re.escape(desk)}"}} for desk in listener.desks
    ]
    choices += [
        {"to": "holders", "roles": role, "audience": {"$in": paths.ancestors(path)}} for role, path in listener.held
    ]
    choices += [
        {"to": "leaders", "roles": role, "audience": {"$regex": f"^{re.escape(path)}"}} for role, path in listener.held
    ]
    return {"$or": choices}
