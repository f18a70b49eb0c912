"""The questions that were given to committees at or below mine. Who asked is not told here: the officer who opens
one gets its text from the assistant, and that leaves a trace."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from services.feedback.store.questions import Question
from shared.security import paths_for
from shared.usecase import Context, Request


class ListQuestions(Request, frozen=True, kw_only=True):
    """`state`: "waiting" is what nobody answered yet, also where somebody began to."""

    state: Literal["waiting", "answered"] | None = None


class QuestionRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    version: int
    cell_path: str
    committee_path: str
    topic: str
    reason: str
    state: str
    asked_at: datetime
    taken_at: datetime | None
    taken_by_me: bool
    reminders: int
    reminded_at: datetime | None
    answered_at: datetime | None
    corrected_at: datetime | None


class QuestionList(msgspec.Struct, frozen=True):
    items: list[QuestionRow]


def list_questions(query: ListQuestions, ctx: Context) -> QuestionList:
    found = questions.under(paths_for(ctx.actor, ANSWER_QUESTIONS), query.state)
    return QuestionList([row_of(question, ctx.actor.member_id) for question in found])


def row_of(question: Question, officer_id: str) -> QuestionRow:
    return QuestionRow(
        id=question.id,
        version=question.version,
        cell_path=question.cell_path,
        committee_path=question.committee_path,
        topic=question.topic,
        reason=question.reason,
        state=question.state,
        asked_at=question.asked_at,
        taken_at=question.taken_at,
        taken_by_me=question.taken_by == officer_id,
        reminders=question.reminders,
        reminded_at=question.reminded_at,
        answered_at=question.answered_at,
        corrected_at=question.corrected_at,
    )
