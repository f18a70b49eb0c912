"""An answer that was given from its clauses, once more in easier words; verified, or not at all.

Asked after `ask`, so that the clauses are read meanwhile. Only for the one who asked, only for what was answered from a
clause, never for a personal case. Changes nothing and keeps nothing: the clauses stay the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from services.assistant.engines.library import Library, library
from services.assistant.engines.wording import NotWorded, Wording
from services.assistant.rules.answer import Citation, cite
from services.assistant.rules.errors import QuestionNotFound
from services.assistant.rules.knowledge import Found
from services.assistant.rules.question import read_question
from services.assistant.rules.verifying import GivenClause
from services.assistant.store import knowledge, questions
from services.assistant.store.questions import AskedQuestion
from shared.security import paths
from shared.usecase import Context, Id, Request

LABEL = "Câu chữ do máy soạn từ các điều khoản dưới đây"
MOST_CLAUSES = 3


class WordAnswer(Request):
    question_id: Id


class WordedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """`citation.quote` is the passage that the sentence stands on, word for word."""

    text: str
    citation: Citation


class WordedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`extractive`: there is no wording; what `ask` answered stands alone."""

    state: Literal["worded", "extractive"]
    label: str
    sentences: list[WordedSentence]


EXTRACTIVE = WordedAnswer(state="extractive", label="", sentences=[])


def word_answer(query: WordAnswer, ctx: Context) -> WordedAnswer:
    asked = questions.get(query.question_id)
    if asked.member_id != ctx.actor.member_id:
        raise QuestionNotFound
    opened = library()
    if opened.wording is None or not _may_be_worded(asked, opened):
        return EXTRACTIVE
    given = _clauses(asked.cited, paths.ancestors(ctx.actor.cell_path))
    return _worded(asked.text, given, opened.wording) if given else EXTRACTIVE


def _may_be_worded(asked: AskedQuestion, opened: Library) -> bool:
    """The tier was decided when it was asked; the policy may have become stricter since."""
    if asked.tier != "answer" or asked.reason is not None:
        return False
    return read_question(asked.text, opened.policy).must_hand_over is None


def _clauses(cited: list[str], readable: list[str]) -> dict[str, Found]:
    """The cited clauses as they stand now, under ids of this one exchange. Of a document that was withdrawn, or moved
    out of the reader's sight, nothing is worded."""
    wanted = [tuple(place.split("#", 1)) for place in cited[:MOST_CLAUSES]]
    found = {
        (document.document_id, clause.anchor): Found(document, clause, 0.0)
        for document, clauses in knowledge.entries(sorted({document_id for document_id, _ in wanted}))
        if document.audience in readable
        for clause in clauses
    }
    return {f"k{number}": found[place] for number, place in enumerate(wanted, start=1) if place in found}


def _worded(question: str, given: dict[str, Found], wording: Wording) -> WordedAnswer:
    try:
        said = wording.word(question, list(_as_data(given)))
    except NotWorded:
        return EXTRACTIVE
    sentences = [
        WordedSentence(
            text=sentence.text,
            citation=msgspec.structs.replace(cite(given[sentence.clause_id]), quote=sentence.quote),
        )
        for sentence in said.sentences
    ]
    return WordedAnswer(state="worded", label=LABEL, sentences=sentences)


def _as_data(given: dict[str, Found]) -> Iterator[GivenClause]:
    for clause_id, found in given.items():
        yield GivenClause(id=clause_id, heading=found.clause.heading, text=found.clause.whole)
