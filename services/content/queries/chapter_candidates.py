"""What may become a chapter of a book: whatever is published for everybody who is to get it."""

from __future__ import annotations

import msgspec

from services.content.queries.search import Search, search
from services.content.rules.permissions import EDIT
from services.content.store import articles, books, documents
from shared.security import authorise, paths
from shared.usecase import Context, Line, Path, Request


class ChapterCandidates(Request):
    audience: Path
    search: Line | None = None


class Candidate(msgspec.Struct, frozen=True):
    kind: str
    ref: str
    title: str


class CandidatesView(msgspec.Struct, frozen=True):
    items: list[Candidate]


def chapter_candidates(query: ChapterCandidates, ctx: Context) -> CandidatesView:
    """The newest; with `search`, what the editor finds by the words. Raises NotPermitted."""
    authorise(ctx.actor, EDIT, query.audience)
    above = paths.ancestors(query.audience)
    if query.search is None:
        written, issued = articles.for_readers(above, None).rows, documents.for_readers(above, None).rows
    else:
        hits = search(Search(text=query.search), ctx).items
        written = list(books.published_articles([hit.id for hit in hits if hit.thing == "article"]).values())
        issued = list(books.published_documents([hit.id for hit in hits if hit.thing == "document"]).values())
    return CandidatesView(
        [Candidate("article", item.id, item.published.title) for item in written if item.published.audience in above]
        + [Candidate("document", item.id, f"{item.number}: {item.title}") for item in issued if item.audience in above]
    )
