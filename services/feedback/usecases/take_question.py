"""An officer begins to answer a member's question: the member sees it, and so do the other officers.

It binds nobody: who took it may be away, and another of the committee answers. Repeating it is safe.
"""

from __future__ import annotations

from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from services.feedback.store.questions import Question
from services.feedback.usecases.answer_question import QuestionRef, record_change, ref
from shared.contracts.feedback import QuestionTaken
from shared.outbox import change
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class TakeQuestion(Request, frozen=True, kw_only=True):
    question_id: Id


def take_question(command: TakeQuestion, ctx: Context) -> QuestionRef:
    question = questions.get(command.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, question.committee_path)
    if question.state != "waiting":
        return ref(question)

    def work() -> Question:
        taken: Question = change(
            question,
            QuestionTaken(question_id=question.id, member_id=question.member_id),
            set__state="taken",
            set__taken_at=ctx.now,
            set__taken_by=ctx.actor.member_id,
        )
        record_change("feedback.question_taken", question, ctx)
        return taken

    return ref(in_transaction(work))
