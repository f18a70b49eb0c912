"""The next rows of a table that was begun, cell by cell in the order of a Vietnamese list. Each page is an entry about
everybody in it, so that each of them can ask who took the own data along."""

from __future__ import annotations

import msgspec

from services.identity.rules.export_errors import ExportNotFound
from services.identity.rules.exporting import AT_ONCE, CELL_CODE, CELL_NAME, OPEN_FOR, row
from services.identity.rules.permissions import SEE_RECORD
from services.identity.store import member_exports, member_values, members, organisations
from shared.security import audit, authorise
from shared.usecase import Context, Id, Request


class ExportRows(Request):
    export_id: Id
    cursor: Id | None = None


class ExportedRows(msgspec.Struct, frozen=True):
    rows: list[list[str]]
    next_cursor: str | None


def export_rows(query: ExportRows, ctx: Context) -> ExportedRows:
    """Raises ExportNotFound, NotPermitted where the role ended meanwhile."""
    export = member_exports.find(query.export_id)
    if export is None or export.by != ctx.actor.member_id or ctx.now - export.at > OPEN_FOR:
        raise ExportNotFound
    authorise(ctx.actor, SEE_RECORD, export.path)
    found = members.whole_page(export.path, query.cursor, AT_ONCE + 1)
    page = found[:AT_ONCE]
    cells = organisations.by_ids({member.cell_id for member in page})
    audit.record(
        "identity.record_exported", actor=ctx.actor, subject=export.id, path=export.path,
        about=[member.id for member in page], details={"count": len(page)}, at=ctx.now,
    )  # fmt: skip
    rows = [
        row(
            export.fields,
            member_values.values_of(member)
            | {CELL_CODE: member.cell_id, CELL_NAME: cells[member.cell_id].name if member.cell_id in cells else ""},
        )
        for member in page
    ]
    return ExportedRows(rows, page[-1].id if len(found) > AT_ONCE else None)
