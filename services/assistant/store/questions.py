"""Members' questions: the text encrypted, deleted by the store itself when its time is over.

`reply` is the answer as the member saw it (JSON of AnsweredQuestion), so that a conversation can be read again.
What is kept beside the text (tier, coverage, policy, cited clause) explains an answer later and names nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import mongoengine as me

from services.assistant.rules.errors import QuestionNotFound
from shared.contracts.assistant import QuestionForgotten
from shared.outbox import Aggregate, ChangedByAnother, change
from shared.store import EncryptedText

# One with an event to send is emptied at once and deleted when the relay is surely done.
FORGOTTEN_AFTER = timedelta(days=1)
ATTEMPTS = 5


class AskedQuestion(Aggregate):
    meta = {
        "collection": "questions",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["expires_at"], "expireAfterSeconds": 0, "name": "questions_expiry"},
            {"fields": ["member_id"], "name": "questions_by_member"},
        ],
    }

    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    conversation_id = me.StringField()
    text = EncryptedText()
    reply = EncryptedText()
    tier = me.StringField(required=True, choices=("answer", "suggest", "handover", "talk"))
    reason = me.StringField()
    coverage = me.FloatField(required=True)
    policy_version = me.StringField(required=True)
    cited = me.ListField(me.StringField())
    asked_at = me.DateTimeField(required=True)
    handed_over_at = me.DateTimeField()
    topic = me.StringField()
    committee_path = me.StringField()
    helpful = me.BooleanField()
    unhelpful_because = me.StringField()
    rating_text = EncryptedText()
    gathered = me.BooleanField()
    """Told as part of a gap (store/gaps.py), with all that was asked in vain."""
    gathered_parts = me.ListField(me.IntField())
    """Of several questions in it those that are told already, by their place from 0."""
    expires_at = me.DateTimeField(required=True)


def get(question_id: str) -> AskedQuestion:
    """Raises QuestionNotFound, also for one whose text its member had deleted."""
    found: AskedQuestion | None = AskedQuestion.objects(pk=question_id).first()
    if found is None or found.text is None:
        raise QuestionNotFound
    return found


def handed_over_by(member_id: str, limit: int) -> list[AskedQuestion]:
    """Newest first, without those whose text was deleted."""
    own = AskedQuestion.objects(member_id=member_id, handed_over_at__exists=True, text__exists=True)
    return list(own.order_by("-asked_at").limit(limit))


def of_conversation(member_id: str, conversation_id: str, now: datetime, limit: int) -> list[str]:
    """The texts of one's own questions in it, newest first, without those whose time is over. A conversation may be
    named by the id of the question that began it."""
    own = AskedQuestion.objects(member_id=member_id, expires_at__gt=now, text__exists=True)
    rows = own.filter(me.Q(conversation_id=conversation_id) | me.Q(pk=conversation_id)).order_by("-asked_at", "-id")
    return [row.text for row in rows.limit(limit)]


def before(asked: AskedQuestion, limit: int) -> list[str]:
    """The texts of what its member asked before it in the same conversation, newest first, as far as they are kept."""
    own = AskedQuestion.objects(member_id=asked.member_id, text__exists=True, asked_at__lt=asked.asked_at)
    rows = own.filter(me.Q(conversation_id=asked.conversation_id) | me.Q(pk=asked.conversation_id))
    return [row.text for row in rows.order_by("-asked_at", "-id").limit(limit)]


def all_of(member_id: str) -> list[AskedQuestion]:
    return list(AskedQuestion.objects(member_id=member_id, text__exists=True).order_by("-asked_at"))


def turns_of(member_id: str, conversation_id: str) -> list[AskedQuestion]:
    """In the order in which they were asked. The first question of a conversation gave it its name."""
    own = AskedQuestion.objects(member_id=member_id, text__exists=True)
    return list(own.filter(me.Q(conversation_id=conversation_id) | me.Q(pk=conversation_id)).order_by("asked_at"))


def forget(asked: AskedQuestion, now: datetime) -> None:
    """At once. Of one that a person was asked, those who know of it are told."""
    for _ in range(ATTEMPTS):
        silent = AskedQuestion.objects(pk=asked.id, handed_over_at__exists=False, outbox_since__exists=False)
        if silent.delete():
            return
        try:
            _empty(AskedQuestion.objects(pk=asked.id, text__exists=True).first(), now)
            return
        except ChangedByAnother:  # handed over, or deleted, in this moment
            continue
    raise ChangedByAnother


EMPTIED = {"unset__text": True, "unset__reply": True, "unset__rating_text": True}


def _empty(asked: AskedQuestion | None, now: datetime) -> None:
    if asked is None:
        return
    told = [QuestionForgotten(question_id=asked.id, member_id=asked.member_id, cell_path=asked.cell_path)]
    events = told if asked.handed_over_at else []
    change(asked, *events, **EMPTIED, set__expires_at=now + FORGOTTEN_AFTER)


def rate(question_id: str, member_id: str, *, helpful: bool, because: str | None, text: str | None) -> bool:
    """The rating takes the place of the one before. False where this member has no such question, or deleted it."""
    own = AskedQuestion.objects(pk=question_id, member_id=member_id, text__exists=True)
    return bool(
        own.update_one(
            set__helpful=helpful,
            **_set_or_unset("unhelpful_because", because),
            **_set_or_unset("rating_text", text),
            inc__version=1,
        )
    )


def _set_or_unset(name: str, value: str | None) -> dict[str, object]:
    return {f"unset__{name}": True} if value is None else {f"set__{name}": value}
