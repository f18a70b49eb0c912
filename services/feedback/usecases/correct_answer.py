"""An officer corrects or completes what a member was answered. The member is told again, and reads what it took the
place of beside it."""

from __future__ import annotations

from services.feedback.rules.errors import QuestionNotAnswered
from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from services.feedback.store.questions import Question
from services.feedback.usecases.answer_question import Answer, QuestionRef, record_change, ref
from shared.contracts.feedback import AnswerCorrected
from shared.outbox import ChangedByAnother, change
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CorrectAnswer(Request, frozen=True, kw_only=True):
    """`version`: of the question whose answer was seen. `answer`: the whole of it, as it is to read."""

    question_id: Id
    version: Version
    answer: Answer


def correct_answer(command: CorrectAnswer, ctx: Context) -> QuestionRef:
    """Repeating it is safe: what reads so already stays. Raises QuestionNotFound, NotPermitted, QuestionNotAnswered,
    SecretMark, ChangedByAnother."""
    question = questions.get(command.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, question.committee_path)
    refuse_secrets({"answer": command.answer}, ctx.actor, question.committee_path, ctx.now)
    if question.state != "answered":
        raise QuestionNotAnswered
    if question.answer == command.answer:
        return ref(question)
    if question.version != command.version:
        raise ChangedByAnother

    def work() -> Question:
        changed: Question = change(
            question,
            AnswerCorrected(question_id=question.id, member_id=question.member_id),
            set__answer=command.answer,
            set__former_answer=question.answer,
            set__corrected_at=ctx.now,
            set__corrected_by=ctx.actor.member_id,
        )
        record_change("feedback.answer_corrected", question, ctx)
        return changed

    return ref(in_transaction(work))
