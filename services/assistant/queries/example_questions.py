"""A few questions that the member would get an answer to, from the newest documents that he may read.

Each was asked before it is shown: what the assistant would not quote a clause of that document for is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from services.assistant.engines.answering import reply_to
from services.assistant.engines.library import library
from services.assistant.rules.examples import example_of
from services.assistant.store import knowledge
from shared import clock
from shared.security import paths
from shared.usecase import Context, Request

SHOWN = 4
TRIED = 16
"""Of a search each: a page must not wait for a corpus without headings."""


class ExampleQuestions(Request):
    pass


class ExampleList(msgspec.Struct, frozen=True):
    items: list[str]


def example_questions(_query: ExampleQuestions, ctx: Context) -> ExampleList:
    readable, today, opened = paths.ancestors(ctx.actor.cell_path), clock.local_date(ctx.now), library()
    found: list[str] = []
    for tried, (document_id, question) in enumerate(_candidates(readable, today)):
        if tried == TRIED or len(found) == SHOWN:
            break
        reply = reply_to(question, opened.retriever, opened.policy, audiences=readable, as_of=today)
        if reply.tier == "answer" and reply.citations[0].document_id == document_id and question not in found:
            found.append(question)
    return ExampleList(found)


def _candidates(readable: list[str], today: date) -> Iterator[tuple[str, str]]:
    """In turns, one of each document, beginning elsewhere every day."""
    documents = list(knowledge.newest_headings(readable, today))
    for place in range(max((len(headings) for _, headings in documents), default=0)):
        for document_id, headings in documents:
            chosen = (place + today.toordinal()) % len(headings)
            question = example_of(headings[chosen]) if place < len(headings) else None
            if question:
                yield document_id, question
