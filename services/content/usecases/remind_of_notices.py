"""Called by the clock: tells that a notice waits to be acknowledged, halfway to its deadline, on its last day, and
every week after it.

Every process of the service does it. The event and the time of the next look are one write on the version that was
read: one process tells, a kill leaves both or neither. Whoever comes late tells the last reminder that is due, not
those before it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from services.content.rules.notices import Reminder, due_reminder, next_reminder
from services.content.store import notices
from services.content.store.notices import Notice
from shared.contracts.content import NoticeReminderDue
from shared.outbox import ChangedByAnother, change

AT_ONCE = 100


def remind_of_notices(now: datetime) -> None:
    for notice in notices.to_remind_of(now, AT_ONCE):
        with suppress(ChangedByAnother):  # another process told, or the notice was withdrawn or corrected just now
            _remind(notice, now)


def _remind(notice: Notice, now: datetime) -> None:
    span = notice.span
    reminder = due_reminder(span, now) if span else None
    told = [_told(notice, reminder)] if reminder else []
    change(notice, *told, set__remind_at=next_reminder(span, now))


def _told(notice: Notice, reminder: Reminder) -> NoticeReminderDue:
    return NoticeReminderDue(
        notice_id=notice.id,
        occasion=reminder.occasion,
        audience=notice.audience,
        roles=list(notice.roles),
        deadline=notice.deadline,
    )
