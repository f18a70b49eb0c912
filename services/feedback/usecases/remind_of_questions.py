"""Called by the clock: tells that a question handed over lies unanswered, once for each interval that went by.

Every process of the service does it. The event and the moment of the reminder are one write on the version that was
read: one process tells, a kill leaves both or neither. Whoever comes late tells one reminder, not those it missed.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from services.feedback.rules.permissions import ANSWER_QUESTIONS
from services.feedback.store import questions
from services.feedback.store.questions import Question
from shared.contracts.feedback import QuestionReminderDue
from shared.outbox import ChangedByAnother, change

AT_ONCE = 100


def remind_of_questions(now: datetime, every: timedelta) -> None:
    for question in questions.to_remind_of(now - every, AT_ONCE):
        with suppress(ChangedByAnother):  # another process told, or it was taken or answered just now
            change(question, _due(question), set__reminded_at=now, inc__reminders=1)


def _due(question: Question) -> QuestionReminderDue:
    return QuestionReminderDue(
        question_id=question.id,
        committee_path=question.committee_path,
        roles=sorted(ANSWER_QUESTIONS.roles),
        waiting_since=question.asked_at,
        times=question.reminders + 1,
    )
