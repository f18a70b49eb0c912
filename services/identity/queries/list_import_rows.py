"""What an import told about single rows, a page at a time. A changed row shows what the register says: each page leaves
an entry about its members."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from services.identity.queries.reading_records import leave_trail
from services.identity.store import member_import_rows
from services.identity.usecases.knowing_import import to_handle
from shared.usecase import Context, Id, Request

PAGE = 50


class ListImportRows(Request):
    """`kind` "absent" has no lines: `line` counts the list."""

    import_id: Id
    kind: Literal["refused", "remark", "changed", "absent"]
    after: Annotated[int, Meta(ge=0)] = 0


class ImportRowView(msgspec.Struct, frozen=True):
    """`told`: [column, message]; for a change [field, before, after]; for who is absent [name, cell path]."""

    line: int
    member_id: str | None
    told: list[list[str]]


class ImportRows(msgspec.Struct, frozen=True):
    items: list[ImportRowView]
    next_after: int | None


def list_import_rows(query: ListImportRows, ctx: Context) -> ImportRows:
    """Raises ImportNotFound."""
    item = to_handle(query.import_id, ctx)
    found = member_import_rows.page(item.id, item.round, query.kind, query.after, PAGE + 1)
    page = found[:PAGE]
    about = [row.member_id for row in page if row.member_id]
    if about:
        leave_trail("identity.import_rows_read", ctx, item.organisation_path, about)
    items = [ImportRowView(row.line, row.member_id, row.told()) for row in page]
    return ImportRows(items, page[-1].line if len(found) > PAGE else None)
