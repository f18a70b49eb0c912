"""A table of members, fetched page by page while it is sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from services.gateway.asking import Asker
from services.gateway.given_files import SECONDS_FOR_A_FILE


async def begun(ask: Asker, **wanted: Any) -> AsyncIterator[Sequence[str]]:
    """The heads, then the rows. What is refused is refused here, before anything was sent."""
    export = await ask("identity", "begin_export", **wanted)
    first = await _page(ask, export["export_id"], None)
    return _rows(ask, export, first)


async def _rows(ask: Asker, export: dict[str, Any], page: dict[str, Any]) -> AsyncIterator[Sequence[str]]:
    yield export["heads"]
    while True:
        for row in page["rows"]:
            yield row
        if page["next_cursor"] is None:
            return
        page = await _page(ask, export["export_id"], page["next_cursor"])


async def _page(ask: Asker, export_id: str, cursor: str | None) -> dict[str, Any]:
    return await ask("identity", "export_rows", within=SECONDS_FOR_A_FILE, export_id=export_id, cursor=cursor)
