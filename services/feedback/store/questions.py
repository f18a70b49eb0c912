"""Questions handed over to a person. Their text stays with the assistant; the answer lies here, encrypted."""

from __future__ import annotations

from datetime import datetime

import mongoengine as me

from services.feedback.rules.errors import QuestionNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below

MOST_LISTED = 200
OPEN = ("waiting", "taken")


class Question(Aggregate):
    """`id` is the assistant's, under which it gives the text to an officer. `asked_at`: when a person was asked.

    Forgotten: the member deleted it. What is left, ids, keeps a hand-over that comes late from bringing it back.
    """

    meta = {
        "collection": "questions",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "committee_path", "asked_at"], "name": "questions_by_committee"},
            {"fields": ["member_id", "-asked_at"], "name": "questions_by_member"},
            {"fields": ["state", "reminded_at", "asked_at"], "name": "questions_to_remind_of"},
            {"fields": ["expires_at"], "expireAfterSeconds": 0, "name": "questions_expiry"},
        ],
    }

    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    committee_path = me.StringField(required=True)
    topic = me.StringField(required=True)
    reason = me.StringField(required=True)
    state = me.StringField(required=True, choices=("waiting", "taken", "answered", "forgotten"))
    asked_at = me.DateTimeField(required=True)
    taken_at = me.DateTimeField()
    taken_by = me.StringField()
    reminded_at = me.DateTimeField()
    reminders = me.IntField(required=True, default=0)
    answer = EncryptedText()
    answered_at = me.DateTimeField()
    answered_by = me.StringField()
    former_answer = EncryptedText()
    """What `answer` took the place of, where it was corrected."""
    corrected_at = me.DateTimeField()
    corrected_by = me.StringField()
    expires_at = me.DateTimeField()


def get(question_id: str) -> Question:
    """Raises QuestionNotFound, also for one that its member deleted."""
    found = find(question_id)
    if found is None or found.state == "forgotten":
        raise QuestionNotFound
    return found


def find(question_id: str) -> Question | None:
    found: Question | None = Question.objects(pk=question_id).first()
    return found


def under(led: tuple[str, ...], state: str | None) -> list[Question]:
    """For committees at or below these paths. "waiting": not answered yet, who waits longest first;
    of the answered ones the newest."""
    if not led:
        return []
    rows = Question.objects(__raw__={"$or": [below("committee_path", path) for path in led]})
    rows = rows.filter(state__in=OPEN if state == "waiting" else [state] if state else [*OPEN, "answered"])
    order = "asked_at" if state == "waiting" else "-asked_at"
    return list(rows.exclude("answer", "former_answer", "outbox").order_by(order).limit(MOST_LISTED))


def to_remind_of(before: datetime, most: int) -> list[Question]:
    """Not answered, and since before this moment neither asked nor reminded of; who waits longest first."""
    waiting = [{"reminded_at": None, "asked_at": {"$lte": before}}, {"reminded_at": {"$lte": before}}]
    rows = Question.objects(__raw__={"state": {"$in": OPEN}, "$or": waiting})
    return list(rows.order_by("asked_at").limit(most))


def asked_by(member_id: str) -> list[Question]:
    own = Question.objects(member_id=member_id, state__ne="forgotten")
    return list(own.exclude("outbox").order_by("-asked_at").limit(MOST_LISTED))
