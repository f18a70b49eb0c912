"""Who read or changed what is kept about the caller, from the trails of all services (law L4).

A service that is away is named, so that nobody takes a part for the whole. Without identity readers have no names.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from services.gateway.asking import Asker
from services.gateway.rpc import ServiceFailed
from shared.errors import Unavailable
from shared.observability import log

NAMING = "identity"
OTHERS = ("meetings", "content", "feedback", "assistant")
"""Speech and the gateway leave no trail about a member."""
MOST_SHOWN = 2_000
MOST_NAMES = 500


async def record_access(ask: Asker) -> dict[str, Any]:
    """{"items": newest first, "days", "cut": there was more than is shown, "missing": [services that were away]}"""
    services = (NAMING, *OTHERS)
    methods = ("my_record_access", *("trail_about_me" for _ in OTHERS))
    trails = await asyncio.gather(*(_told(ask, *asked) for asked in zip(services, methods, strict=True)))
    found = [trail for trail in trails if trail is not None]
    missing = [name for name, trail in zip(services, trails, strict=True) if trail is None]
    items = sorted((item for trail in found for item in trail["items"]), key=_at, reverse=True)
    names = await _names(ask, items, missing)
    return {
        "items": [_shown(item, names) for item in items[:MOST_SHOWN]],
        "days": max((trail["days"] for trail in found), default=0),
        "cut": len(items) > MOST_SHOWN or any(trail["cut"] for trail in found),
        "missing": missing,
    }


async def _told(ask: Asker, service: str, method: str, **fields: Any) -> dict[str, Any] | None:
    try:
        return await ask(service, method, **fields)
    except Unavailable:
        return None
    except ServiceFailed as error:
        log.error("part_failed", error_code=error.code)
        return None


async def _names(ask: Asker, items: list[dict[str, Any]], missing: list[str]) -> dict[str, str]:
    readers = sorted({item["reader_id"] for item in items if item.get("reader_id")})[:MOST_NAMES]
    if not readers or NAMING in missing:
        return {}
    told = await _told(ask, NAMING, "names_of_readers", member_ids=readers)
    return told["items"] if told else {}


def _shown(item: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Without the id of the reader: a name is what the law gives, and where it is not known there is none."""
    if "reader_id" not in item:
        return item
    reader_id = item["reader_id"]
    shown = {name: value for name, value in item.items() if name != "reader_id"}
    return shown | {"reader": names.get(reader_id), "system": reader_id is None}


def _at(item: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(item["at"])
