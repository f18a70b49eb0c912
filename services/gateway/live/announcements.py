"""Which events an open page is told of, and who is told. The table below is the whole policy.

An announcement is a wake-up: a kind and ids, never content. The page then asks the owning service, which decides anew
whether this person may read it.

    members  everybody whose cell lies under `audience`, and officers over it
    leaders  those who hold one of `roles` over `audience`
    holders  those who hold one of `roles` at or below `audience`, and nobody else: a rule for members whose event names
             roles becomes this
    desk     only those who hold an officer's role over `audience`
    person   one member
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from shared.contracts import Event, Received, assistant, content, feedback, identity, meetings, speech

Recipients = Literal["members", "holders", "leaders", "desk", "person"]

ROLES_CHANGED = "roles_changed"


@dataclass(frozen=True)
class Announcement:
    kind: str
    to: Recipients
    audience: str
    ids: dict[str, str] = field(default_factory=dict)
    member_id: str = ""
    roles: tuple[str, ...] = ()
    newest_only: str = ""
    """Announcements under one such name replace each other: of a hundred counts only the last is worth a look."""


@dataclass(frozen=True)
class Rule:
    kind: str
    to: Recipients
    where: Callable[[Event], str]
    ids: tuple[str, ...]
    newest_only: bool = False
    lasting: bool = True


def _audience(event: Event) -> str:
    return str(event.audience)  # type: ignore[attr-defined]


def _cell(event: Event) -> str:
    return str(event.cell_path)  # type: ignore[attr-defined]


def _committee(event: Event) -> str:
    return str(event.committee_path)  # type: ignore[attr-defined]


def _committee_or_cell(event: Event) -> str:
    """From before topics a question names no committee."""
    return _committee(event) or _cell(event)


def _path(event: Event) -> str:
    return str(event.path)  # type: ignore[attr-defined]


def _organisation(event: Event) -> str:
    return str(event.organisation_path)  # type: ignore[attr-defined]


def _audience_of_new_text(event: Event) -> str:
    """A document that is told again because it is no longer in force, or its organisation moved, is no news."""
    return "" if event.same_text else _audience(event)  # type: ignore[attr-defined]


def _nowhere(_: Event) -> str:
    return ""


RULES: dict[type[Event], Rule] = {
    content.ArticlePublished: Rule("article_published", "members", _audience, ("article_id",)),
    content.ArticleWithdrawn: Rule("article_withdrawn", "members", _audience, ("article_id",)),
    content.DocumentPublished: Rule("document_published", "members", _audience_of_new_text, ("document_id",)),
    content.DocumentWithdrawn: Rule("document_withdrawn", "members", _audience, ("document_id",)),
    content.BookPublished: Rule("book_published", "members", _audience, ("book_id",)),
    content.BookWithdrawn: Rule("book_withdrawn", "members", _audience, ("book_id",)),
    content.BulletinPublished: Rule("bulletin_published", "members", _audience, ("bulletin_id",)),
    content.BulletinWithdrawn: Rule("bulletin_withdrawn", "members", _audience, ("bulletin_id",)),
    content.NoticeSent: Rule("directive_sent", "members", _audience, ("notice_id",)),
    content.NoticeCorrected: Rule("directive_corrected", "members", _audience, ("notice_id",)),
    content.NoticeWithdrawn: Rule("directive_withdrawn", "members", _audience, ("notice_id",)),
    content.NoticeReminderDue: Rule("directive_due", "members", _audience, ("notice_id",)),
    content.CourseOpened: Rule("course_opened", "members", _audience, ("course_id",)),
    content.CourseCompleted: Rule("course_completed", "desk", _cell, ("course_id",), newest_only=True),
    speech.AudioReady: Rule("audio_ready", "members", _audience, ("article_id", "voice"), lasting=False),
    meetings.MeetingCalled: Rule("meeting_called", "members", _cell, ("meeting_id",)),
    meetings.MeetingMoved: Rule("meeting_moved", "members", _cell, ("meeting_id",)),
    meetings.MeetingCancelled: Rule("meeting_cancelled", "members", _cell, ("meeting_id",)),
    meetings.MeetingOpened: Rule("meeting_opened", "members", _cell, ("meeting_id",)),
    meetings.MeetingClosed: Rule("meeting_closed", "members", _cell, ("meeting_id",)),
    meetings.AttendanceConfirmed: Rule("attendance_confirmed", "desk", _cell, ("meeting_id",), newest_only=True),
    meetings.MemberCheckedIn: Rule("member_checked_in", "desk", _cell, ("meeting_id",), newest_only=True),
    meetings.VoteOpened: Rule("vote_opened", "members", _cell, ("meeting_id", "vote_id")),
    meetings.VoteClosed: Rule("vote_closed", "members", _cell, ("meeting_id", "vote_id")),
    feedback.PollOpened: Rule("poll_opened", "members", _audience, ("poll_id",)),
    feedback.PollCounted: Rule("poll_counted", "members", _audience, ("poll_id",), newest_only=True),
    feedback.PollClosed: Rule("poll_closed", "members", _audience, ("poll_id",)),
    feedback.QuestionTaken: Rule("question_taken", "person", _nowhere, ("question_id",), lasting=False),
    feedback.QuestionReminderDue: Rule("question_due", "leaders", _committee, ("question_id",)),
    feedback.AnswerCorrected: Rule("answer_corrected", "person", _nowhere, ("question_id",)),
    feedback.QuestionAnswered: Rule("question_answered", "person", _nowhere, ("question_id",)),
    identity.RegistrationDecided: Rule("registration_decided", "desk", _path, ("registration_id",)),
    identity.RoleGranted: Rule(ROLES_CHANGED, "person", _nowhere, (), lasting=False),
    identity.RoleEnded: Rule(ROLES_CHANGED, "person", _nowhere, (), lasting=False),
    identity.DataRequestOpened: Rule("data_request_opened", "desk", _cell, ("request_id",)),
    identity.DataRequestAnswered: Rule("data_request_answered", "person", _nowhere, ("request_id",)),
    identity.BreachRecorded: Rule("breach_recorded", "desk", _path, ("breach_id",)),
    identity.RollOutCounted: Rule("roll_out_counted", "desk", _cell, (), newest_only=True),
    identity.SignUpDayPlanned: Rule("sign_up_day_planned", "desk", _organisation, ("day_id",)),
    assistant.QuestionHandedOver: Rule("question_handed_over", "desk", _committee_or_cell, ("question_id",)),
    assistant.GapsFound: Rule("gaps_found", "members", _audience, ()),
}

LASTING = tuple(rule.kind for rule in RULES.values() if rule.lasting and rule.to != "desk" and not rule.newest_only)
"""What the page "Thông báo" lists; the rest only refreshes what is open. A recording belongs to an article that is
listed already, and comes once per voice."""


def announcement_of(received: Received[Event]) -> Announcement:
    """Raises KeyError for an event that no rule names: the queue is bound to these types only."""
    rule = RULES[type(received.data)]
    ids = {name: str(getattr(received.data, name)) for name in rule.ids}
    roles = tuple(getattr(received.data, "roles", ())) if rule.to in ("members", "leaders") else ()
    return Announcement(
        kind=rule.kind,
        to="holders" if roles and rule.to == "members" else rule.to,
        audience=rule.where(received.data),
        ids=ids,
        member_id=str(getattr(received.data, "member_id", "")) if rule.to == "person" else "",
        roles=roles,
        newest_only=f"{rule.kind}:{received.subject}" if rule.newest_only else "",
    )
