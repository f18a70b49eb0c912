"""What every service keeps about the caller, put together for the one whom it is about (law L4).

A service that is away is named, so that nobody takes a part for the whole.
"""

from __future__ import annotations

import asyncio
from typing import Any

from services.gateway.asking import Asker
from services.gateway.record_access import record_access
from shared.errors import Unavailable

KEEPERS = ("identity", "meetings", "content", "feedback", "assistant", "speech")
"""The gateway keeps nothing that does not expire within days."""


async def gathered(ask: Asker) -> dict[str, Any]:
    """{"services": {name: what it keeps}, "missing": [services that were away], "access": who read or changed it}"""
    access, *parts = await asyncio.gather(record_access(ask), *(_part(ask, name) for name in KEEPERS))
    found = {name: part for name, part in zip(KEEPERS, parts, strict=True) if part is not None}
    return {"services": found, "missing": [name for name in KEEPERS if name not in found], "access": access}


async def _part(ask: Asker, service: str) -> dict[str, Any] | None:
    try:
        return await ask(service, "my_data")
    except Unavailable:
        return None
