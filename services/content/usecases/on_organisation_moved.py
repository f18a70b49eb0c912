"""An organisation is elsewhere in the tree, or went on in another: what was written for it is for it there.

Documents are told anew, because whoever answers from them keeps its own copy."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from services.content.store.articles import Article
from services.content.store.documents import Document
from services.content.store.texts import ArticleText, DocumentText
from shared.contracts import Received
from shared.contracts.content import Clause, DocumentPublished
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.outbox import change
from shared.store import replace_prefix
from shared.usecase import Context

PlaceEvent = OrganisationMoved | OrganisationMerged


def on_organisation_moved(batch: Sequence[Received[PlaceEvent]], _ctx: Context) -> None:
    for received in batch:
        old, new = received.data.old_path, received.data.path
        replace_prefix(Article, "audience", old, new)
        replace_prefix(Article, "published.audience", old, new)
        replace_prefix(ArticleText, "audience", old, new)
        replace_prefix(DocumentText, "audience", old, new)
        for document in Document.objects(audience__startswith=old):
            audience = new + document.audience.removeprefix(old)
            told = [] if document.withdrawn else [_told(document, audience)]
            change(document, *told, set__audience=audience)


def _told(document: Document, audience: str) -> DocumentPublished:
    return DocumentPublished(
        document_id=document.id,
        document_version=document.version + 1,
        audience=audience,
        number=document.number,
        title=document.title,
        kind=document.kind,
        issuer=document.issuer,
        issued_on=document.issued_on,
        effective_from=document.effective_from,
        effective_until=document.effective_until,
        clauses=msgspec.convert(list(document.sections), list[Clause]),
    )
