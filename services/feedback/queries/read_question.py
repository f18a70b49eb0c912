"""One question that was given to my committee: where it stands, and what was answered, which leaves a trace. Its text
is the assistant's to give."""

from __future__ import annotations

import msgspec

from services.feedback.queries.list_questions import QuestionRow, row_of
from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions, released_answers
from services.feedback.store.questions import Question
from services.feedback.store.released_answers import ReleasedAnswer
from shared.security import Actor, allowed, audit, authorise
from shared.usecase import Context, Id, Request


class ReadQuestion(Request, frozen=True, kw_only=True):
    question_id: Id


class GeneralForm(msgspec.Struct, frozen=True):
    """What was made of the answer for everybody."""

    version: int
    state: str


class QuestionView(QuestionRow, frozen=True, kw_only=True):
    """`general`: none while nobody proposed one. `may_propose`: I may write it now, or write it anew."""

    answer: str | None
    former_answer: str | None
    general: GeneralForm | None
    may_propose: bool


def read_question(query: ReadQuestion, ctx: Context) -> QuestionView:
    question = questions.get(query.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, question.committee_path)
    if question.state == "answered":
        audit.record(
            "feedback.answer_read",
            actor=ctx.actor,
            subject=question.id,
            path=question.committee_path,
            about=[question.member_id],
            at=ctx.now,
        )
    general = released_answers.of_question(question.id)
    return QuestionView(
        **msgspec.structs.asdict(row_of(question, ctx.actor.member_id)),
        answer=question.answer,
        former_answer=question.former_answer,
        general=GeneralForm(general.version, general.state) if general else None,
        may_propose=_may_propose(question, general, ctx.actor),
    )


def _may_propose(question: Question, general: ReleasedAnswer | None, actor: Actor) -> bool:
    """As propose_release decides it, for whichever audience is chosen then."""
    free = general is None or general.state != "released"
    return question.state == "answered" and free and allowed(actor, ANSWER_QUESTIONS, question.cell_path)
