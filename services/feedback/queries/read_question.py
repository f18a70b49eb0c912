"""One question that was given to my committee: where it stands. Its text is the assistant's to give, with a trace."""

from __future__ import annotations

from services.feedback.queries.list_questions import QuestionRow, row_of
from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from shared.security import authorise
from shared.usecase import Context, Id, Request


class ReadQuestion(Request, frozen=True, kw_only=True):
    question_id: Id


def read_question(query: ReadQuestion, ctx: Context) -> QuestionRow:
    question = questions.get(query.question_id)
    authorise(ctx.actor, ANSWER_QUESTIONS, question.committee_path)
    return row_of(question, ctx.actor.member_id)
