"""Questions handed over to a person. Their text stays with the assistant; the answer lies here, encrypted."""

from __future__ import annotations

import mongoengine as me

from services.feedback.rules.errors import QuestionNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below

MOST_LISTED = 200


class Question(Aggregate):
    """`id` is the assistant's, under which it gives the text to an officer. `asked_at`: when a person was asked."""

    meta = {
        "collection": "questions",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "cell_path", "asked_at"], "name": "questions_by_place"},
            {"fields": ["member_id", "-asked_at"], "name": "questions_by_member"},
        ],
    }

    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    reason = me.StringField(required=True)
    state = me.StringField(required=True, choices=("waiting", "answered"))
    asked_at = me.DateTimeField(required=True)
    answer = EncryptedText()
    answered_at = me.DateTimeField()
    answered_by = me.StringField()


def get(question_id: str) -> Question:
    """Raises QuestionNotFound."""
    found = find(question_id)
    if found is None:
        raise QuestionNotFound
    return found


def find(question_id: str) -> Question | None:
    found: Question | None = Question.objects(pk=question_id).first()
    return found


def under(led: tuple[str, ...], state: str | None) -> list[Question]:
    """Those that wait longest come first; of the answered ones the newest."""
    if not led:
        return []
    rows = Question.objects(__raw__={"$or": [below("cell_path", path) for path in led]})
    if state:
        rows = rows.filter(state=state)
    order = "asked_at" if state == "waiting" else "-asked_at"
    return list(rows.exclude("answer", "outbox").order_by(order).limit(MOST_LISTED))


def asked_by(member_id: str) -> list[Question]:
    return list(Question.objects(member_id=member_id).exclude("outbox").order_by("-asked_at").limit(MOST_LISTED))
