"""Which documents of the own organisations could go into a package: the newest, narrowed by organisation, kind and
year."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import documents
from services.content.usecases.hand_over_documents import MOST_ENTRIES
from shared.security import allowed, paths_for
from shared.usecase import Context, Line, Path, Request

Year = Annotated[int, msgspec.Meta(ge=1900, le=2999)]


class DocumentsToExport(Request):
    audience: Path | None = None
    kind: Line | None = None
    year: Year | None = None


class ExportRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date


class ExportChoice(msgspec.Struct, frozen=True, kw_only=True):
    """`more`: there are more than go into one package. `kinds`: of all that the person keeps."""

    items: list[ExportRow]
    more: bool
    kinds: list[str]


def documents_to_export(query: DocumentsToExport, ctx: Context) -> ExportChoice:
    held = paths_for(ctx.actor, KEEP_DOCUMENTS)
    narrowed = query.audience if query.audience and allowed(ctx.actor, KEEP_DOCUMENTS, query.audience) else None
    found = documents.narrowed(
        (narrowed,) if narrowed else held, kind=query.kind, year=query.year, most=MOST_ENTRIES + 1
    )
    items = [
        ExportRow(
            id=each.id, number=each.number, title=each.title, kind=each.kind, issuer=each.issuer,
            issued_on=each.issued_on,
        )
        for each in found[:MOST_ENTRIES]
    ]  # fmt: skip
    return ExportChoice(items=items, more=len(found) > MOST_ENTRIES, kinds=documents.kinds(held))
