"""A Party document as blocks to be read: what its page shows, in the page's order.

Promises: of each clause its heading, unless it stands already above it or is the text itself, then each line that is
not blank. The document's page numbers its blocks the same way (docs/speech.md), so that the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shared.contracts.content import Block, Clause


def blocks_of(title: str, clauses: Sequence[Clause]) -> Iterator[Block]:
    above = title
    for clause in clauses:
        if clause.heading and clause.heading not in {above, clause.text}:
            yield Block(text=clause.heading, kind="heading", level=2)
        above = clause.heading
        for line in clause.text.split("\n"):
            if line.strip():
                yield Block(text=line)
