"""Answers in the general form in which everybody may read them. The link to the question that gave rise stays here."""

from __future__ import annotations

import mongoengine as me

from services.feedback.rules.release_errors import ReleaseNotFound
from shared.outbox import Aggregate
from shared.store import below

MOST_LISTED = 200


class ReleasedAnswer(Aggregate):
    """`written_by` wrote the general form, `decided_by` released it or took it back."""

    meta = {
        "collection": "released_answers",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["question_id"], "unique": True, "name": "released_answers_by_question"},
            {"fields": ["audience", "state"], "name": "released_answers_by_place"},
        ],
    }

    question_id = me.StringField(required=True)
    audience = me.StringField(required=True)
    question = me.StringField(required=True)
    answer = me.StringField(required=True)
    topic = me.StringField(required=True)
    issuer = me.StringField(required=True)
    state = me.StringField(required=True, choices=("proposed", "released", "withdrawn"))
    written_by = me.StringField(required=True)
    written_at = me.DateTimeField(required=True)
    answered_at = me.DateTimeField(required=True)
    decided_by = me.StringField()
    decided_at = me.DateTimeField()
    reason = me.StringField()


def get(answer_id: str) -> ReleasedAnswer:
    """Raises ReleaseNotFound."""
    found: ReleasedAnswer | None = ReleasedAnswer.objects(pk=answer_id).first()
    if found is None:
        raise ReleaseNotFound
    return found


def of_question(question_id: str) -> ReleasedAnswer | None:
    found: ReleasedAnswer | None = ReleasedAnswer.objects(question_id=question_id).first()
    return found


def under(led: tuple[str, ...], state: str | None) -> list[ReleasedAnswer]:
    """Newest first."""
    if not led:
        return []
    rows = ReleasedAnswer.objects(__raw__={"$or": [below("audience", path) for path in led]})
    if state:
        rows = rows.filter(state=state)
    return list(rows.exclude("outbox").order_by("-written_at").limit(MOST_LISTED))


def released_under(path: str) -> list[ReleasedAnswer]:
    return list(ReleasedAnswer.objects(__raw__=below("audience", path), state="released"))
