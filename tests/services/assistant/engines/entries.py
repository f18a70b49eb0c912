"""Documents for an index, and a question to it as the assistant asks one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.knowledge import Entry, KnownClause, KnownDocument
from shared.vietnamese.folding import pairs, syllables

TODAY = date(2026, 11, 22)
CELL = ["ts/", "ts/x03/", "ts/x03/c0312/"]


def entry(
    document_id: str,
    *texts: str,
    version: int = 1,
    audience: str = "ts/",
    begins: date | None = None,
    ends: date | None = None,
) -> Entry:
    document = KnownDocument(
        document_id=document_id,
        version=version,
        audience=audience,
        number="01-QĐ/TU",
        title="Quy định",
        kind="Quy định",
        issuer="Tỉnh ủy",
        effective_from=begins,
        effective_until=ends,
    )
    clauses = [
        KnownClause(anchor=f"dieu-{number}", heading=f"Điều {number}", text=text)
        for number, text in enumerate(texts, start=1)
    ]
    return document, clauses


def search(
    retriever: Retriever, question: str, audiences: list[str] = CELL, as_of: date = TODAY, limit: int = 10
) -> list[str]:
    parts = syllables(question)
    found = retriever.search(parts, pairs(parts), audiences=audiences, as_of=as_of, limit=limit)
    return [f"{each.document.document_id}/{each.clause.anchor}" for each in found]


def at_once(work: Callable[..., Any], *arguments: Any) -> Any:
    """Instead of the follower's thread."""
    return work(*arguments)
