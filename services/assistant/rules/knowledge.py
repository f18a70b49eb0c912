"""What can be quoted: one clause of one official document, who may read it, and while it is in force. Beside documents
stand answers that a committee gave and released, and the application's own guide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

Source = Literal["document", "answer", "guide"]
# The audience of what is for everybody wherever he belongs: the guide, and papers read outside of any tree of
# organisations. No organisation has this path.
EVERYBODY = "tat-ca/"


class KnownDocument(msgspec.Struct, frozen=True, kw_only=True):
    document_id: str
    version: int
    audience: str
    number: str
    title: str
    kind: str
    issuer: str
    issued_on: date | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    source: Source = "document"


class KnownClause(msgspec.Struct, frozen=True, kw_only=True):
    """`chapters`: the marks above the heading, outermost first. `opens`: of the guide, the page that it is about.
    `introduces`: the numbered clauses that a line with a colon begins ("Đảng viên có quyền:"); shown with it, but
    searched as clauses of their own."""

    anchor: str
    heading: str
    text: str
    chapters: tuple[str, ...] = ()
    opens: str = ""
    introduces: str = ""

    @property
    def whole(self) -> str:
        return f"{self.text}\n{self.introduces}" if self.introduces else self.text


# A document with the clauses that can be found in it.
Entry = tuple[KnownDocument, Sequence[KnownClause]]


class Found(msgspec.Struct, frozen=True):
    """One clause that the retriever returned, with its document. A higher score is a better match."""

    document: KnownDocument
    clause: KnownClause
    score: float

    @property
    def passage(self) -> str:
        return passage(self.document, self.clause)


def passage(document: KnownDocument, clause: KnownClause) -> str:
    """All that a question is compared with: what is indexed is what is judged."""
    return f"{document.title}\n{clause.heading}\n{clause.text}"
