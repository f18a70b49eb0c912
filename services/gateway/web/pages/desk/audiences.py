"""The organisations an officer may address: those over which the role is held, and everything below."""

from __future__ import annotations

import asyncio

from services.gateway.web.visit import Visit
from shared.errors import Unavailable


async def audiences(visit: Visit, roles: set[str]) -> list[dict[str, str]]:
    """[{path, name}], from the top down. While identity is away, at least the offices themselves."""
    offices = {office["path"]: office["organisation_name"] for office in visit.offices if office["role"] in roles}
    known = await asyncio.gather(*(_below(visit, path) for path in offices))
    found = {path: name or path for path, name in offices.items()}
    for items in known:
        found.update({item["path"]: item["name"] for item in items})
    top = min((path.count("/") for path in found), default=0)
    return [
        {"path": path, "name": name, "indent": "\u2003" * (path.count("/") - top)}
        for path, name in sorted(found.items())
    ]


async def _below(visit: Visit, path: str) -> list[dict[str, str]]:
    try:
        answer = await visit.ask("identity", "list_organisations", under=path)
    except Unavailable:
        return []
    items: list[dict[str, str]] = answer["items"]
    return items
