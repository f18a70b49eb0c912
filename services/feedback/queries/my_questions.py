"""What I gave to a person to answer: which committee has it, since when, and the answers."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.feedback.store import questions
from shared.usecase import Context, Request


class MyQuestions(Request, frozen=True, kw_only=True):
    """Nothing to say: what is mine."""


class MyQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """`reminders`: how often its committee was reminded, `reminded_at`: when last. `former_answer`: what `answer` took
    the place of, where it was corrected."""

    id: str
    state: str
    reason: str
    topic: str
    committee_path: str
    asked_at: datetime
    taken_at: datetime | None
    reminders: int
    reminded_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    former_answer: str | None
    corrected_at: datetime | None


class MyQuestionList(msgspec.Struct, frozen=True):
    items: list[MyQuestion]


def my_questions(_query: MyQuestions, ctx: Context) -> MyQuestionList:
    return MyQuestionList(
        [
            MyQuestion(
                id=question.id,
                state=question.state,
                reason=question.reason,
                topic=question.topic,
                committee_path=question.committee_path,
                asked_at=question.asked_at,
                taken_at=question.taken_at,
                reminders=question.reminders,
                reminded_at=question.reminded_at,
                answer=question.answer,
                answered_at=question.answered_at,
                former_answer=question.former_answer,
                corrected_at=question.corrected_at,
            )
            for question in questions.asked_by(ctx.actor.member_id)
        ]
    )
