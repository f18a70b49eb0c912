"""Facts that feedback tells: polls and their totals, questions and their answers. Never who answered what."""

from __future__ import annotations

from datetime import datetime

from shared.contracts.registry import Event, event


@event("feedback.poll_opened.v1")
class PollOpened(Event):
    poll_id: str
    audience: str
    question: str
    options: list[str]
    closes_at: datetime


@event("feedback.poll_counted.v1")
class PollCounted(Event):
    """At most one a second per poll, however many answer. `counts` is None below the minimum group size."""

    poll_id: str
    audience: str
    total: int
    counts: list[int] | None


@event("feedback.poll_closed.v1")
class PollClosed(Event):
    poll_id: str
    audience: str
    total: int
    counts: list[int] | None


@event("feedback.question_taken.v1")
class QuestionTaken(Event):
    """An officer began to answer."""

    question_id: str
    member_id: str


@event("feedback.question_answered.v1")
class QuestionAnswered(Event):
    """The answer itself is read from feedback by the one who asked."""

    question_id: str
    member_id: str


@event("feedback.question_reminder_due.v1")
class QuestionReminderDue(Event):
    """A question that was handed over lies unanswered: those who hold one of `roles` over `committee_path` are
    reminded. `times`: with this one. Names nobody."""

    question_id: str
    committee_path: str
    roles: list[str]
    waiting_since: datetime
    times: int


@event("feedback.answer_corrected.v1")
class AnswerCorrected(Event):
    """What a member was answered reads otherwise now; read from feedback by the one who asked."""

    question_id: str
    member_id: str


@event("feedback.answer_released.v1")
class AnswerReleased(Event):
    """Everybody under `audience` may be answered with this: the general form that an officer wrote and an editor
    released, of no person. Told again with a greater `answer_version` when its place is another."""

    answer_id: str
    answer_version: int
    audience: str
    question: str
    answer: str
    topic: str
    issuer: str
    answered_at: datetime


@event("feedback.answer_withdrawn.v1")
class AnswerWithdrawn(Event):
    answer_id: str
    answer_version: int
    audience: str
