"""The operating regulations of the organisations one leads, of those below and of those above them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.permissions import EDIT, SEE_RECEIPT_NUMBERS
from services.content.store import regulations
from shared.security import allowed, audiences_of, paths_for
from shared.usecase import Context, Path, Request


class ListDeskRegulations(Request):
    """`path`: also tell how it stands with this one, for whoever is about to name its regulation."""

    path: Path | None = None


class DeskRegulationRow(msgspec.Struct, frozen=True, kw_only=True):
    """`mine`: whether one may name another document."""

    id: str
    version: int
    path: str
    document_id: str
    number: str
    title: str
    revision: int
    named_at: datetime
    mine: bool


class DeskRegulationList(msgspec.Struct, frozen=True):
    """`version`: of what was named for `path`, also where there is none any more; 0 where there never was one."""

    items: list[DeskRegulationRow]
    version: int


def list_desk_regulations(query: ListDeskRegulations, ctx: Context) -> DeskRegulationList:
    actor = ctx.actor
    leads = paths_for(actor, SEE_RECEIPT_NUMBERS)
    found = [*regulations.of_places(audiences_of(actor)), *regulations.at_the_desk(leads)] if leads else []
    held = regulations.find(query.path) if query.path and allowed(actor, EDIT, query.path) else None
    rows = {
        regulation.path: DeskRegulationRow(
            id=regulation.id,
            version=regulation.version,
            path=regulation.path,
            document_id=document.id,
            number=document.number,
            title=document.title,
            revision=document.revision,
            named_at=regulation.named_at,
            mine=allowed(actor, EDIT, regulation.path),
        )
        for regulation, document in found
    }
    return DeskRegulationList([rows[path] for path in sorted(rows)], held.version if held else 0)
