"""An officer answers a member's question. The member is told that there is an answer and reads it here."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.feedback.rules.errors import QuestionAlreadyAnswered
from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from services.feedback.store.questions import Question
from shared.contracts.feedback import QuestionAnswered
from shared.outbox import ChangedByAnother, change
from shared.security import audit, authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

Answer = Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]


class AnswerQuestion(Request, frozen=True, kw_only=True):
    question_id: Id
    version: Version
    answer: Answer


class QuestionRef(msgspec.Struct, frozen=True):
    id: str
    version: int
    state: str


def answer_question(command: AnswerQuestion, ctx: Context) -> QuestionRef:
    question = questions.get(command.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, question.committee_path)
    refuse_secrets({"answer": command.answer}, ctx.actor, question.committee_path, ctx.now)
    if question.state == "answered":
        if question.answered_by == ctx.actor.member_id and question.answer == command.answer:
            return QuestionRef(question.id, question.version, question.state)
        raise QuestionAlreadyAnswered
    if question.version != command.version:
        raise ChangedByAnother

    def work() -> Question:
        changed: Question = change(
            question,
            QuestionAnswered(question_id=question.id, member_id=question.member_id),
            set__state="answered",
            set__answer=command.answer,
            set__answered_at=ctx.now,
            set__answered_by=ctx.actor.member_id,
        )
        record_change("feedback.question_answered", question, ctx)
        return changed

    return ref(in_transaction(work))


def record_change(action: str, question: Question, ctx: Context) -> None:
    """In the transaction of the change: whoever is killed between the two would leave one that nobody made."""
    audit.record(
        action, actor=ctx.actor, subject=question.id, path=question.committee_path, about=[question.member_id],
        at=ctx.now,
    )  # fmt: skip


def ref(question: Question) -> QuestionRef:
    return QuestionRef(question.id, question.version, question.state)
