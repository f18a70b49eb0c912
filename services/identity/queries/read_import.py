"""One import: how far it is, what its columns are taken for, and its numbers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.encodings import LABELS
from services.identity.rules.headers import MEMBER_FIELDS
from services.identity.rules.import_flow import ENDED, WORKING, State
from services.identity.store import organisations
from services.identity.usecases.knowing_import import to_handle
from shared.usecase import Context, Id, Request


class ReadImport(Request):
    import_id: Id


class ColumnView(msgspec.Struct, frozen=True):
    """`field`: what the column is taken for; "" where it is left out."""

    position: int
    label: str
    examples: list[str]
    field: str


class ImportView(msgspec.Struct, frozen=True):
    """`counts`: rows, created, changed, unchanged, refused, remarks, absent. `rows_done` of `rows_total`."""

    id: str
    version: int
    organisation_path: str
    organisation_name: str
    file_name: str
    state: str
    working: bool
    ended: bool
    begun_at: datetime
    encoding: str
    encodings: dict[str, str]
    guessed: bool
    columns: list[ColumnView]
    fields: dict[str, str]
    rows_done: int
    rows_total: int
    counts: dict[str, int]
    has_refused_file: bool
    told: str


def read_import(query: ReadImport, ctx: Context) -> ImportView:
    """Raises ImportNotFound."""
    item = to_handle(query.import_id, ctx)
    mapping, rows = item.mapped(), item.first_rows()
    columns = [
        ColumnView(position, label, [row[position] for row in rows if position < len(row)], mapping.get(position, ""))
        for position, label in enumerate(item.columns())
    ]
    return ImportView(
        id=item.id,
        version=item.version,
        organisation_path=item.organisation_path,
        organisation_name=organisations.at(item.organisation_path).name,
        file_name=item.file_name,
        state=item.state,
        working=item.state in WORKING.values(),
        ended=State(item.state) in ENDED,
        begun_at=item.begun_at,
        encoding=item.encoding or "",
        encodings={str(name): label for name, label in LABELS.items()},
        guessed=item.guessed,
        columns=columns,
        fields=dict(MEMBER_FIELDS),
        rows_done=item.counts.get("rows", 0),
        rows_total=item.total,
        counts=item.numbers(),
        has_refused_file=bool(item.refused_file),
        told=item.told or "",
    )
