"""The operating regulations of the committees above my cell, the nearest first, and whether I accepted each as it is
now. With `texts` also their sections, to be read."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from services.content.queries.read_document import SectionView, shown_sections
from services.content.store import documents, regulations
from services.content.store.documents import Document
from services.content.store.regulations import Regulation, RegulationAcceptance
from shared.security import paths
from shared.usecase import Context, Request


class MyRegulations(Request):
    texts: bool = False


class RegulationView(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: accepted, changed (another version was accepted) or to_accept."""

    id: str
    document_id: str
    number: str
    title: str
    issuer: str
    issued_on: date
    revision: int
    state: str
    accepted_at: datetime | None
    sections: list[SectionView]


class RegulationList(msgspec.Struct, frozen=True):
    items: list[RegulationView]


def my_regulations(query: MyRegulations, ctx: Context) -> RegulationList:
    return RegulationList(regulations_of(ctx, texts=query.texts))


def regulations_of(ctx: Context, *, texts: bool) -> list[RegulationView]:
    found = regulations.of_places(paths.ancestors(ctx.actor.cell_path))
    mine = regulations.accepted_by(ctx.actor.member_id, [regulation.id for regulation, _ in found])
    return [
        _view(regulation, documents.get(document.id) if texts else document, mine.get(regulation.id), texts)
        for regulation, document in reversed(found)
    ]


def _view(
    regulation: Regulation, document: Document, accepted: RegulationAcceptance | None, texts: bool
) -> RegulationView:
    state = regulations.acceptance_state(accepted, document)
    return RegulationView(
        id=regulation.id,
        document_id=document.id,
        number=document.number,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        revision=document.revision,
        state=state,
        accepted_at=accepted.history[-1].at if accepted and state == "accepted" else None,
        sections=list(shown_sections(document)) if texts else [],
    )
