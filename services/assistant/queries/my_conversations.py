"""What I asked and was answered, by conversation. Nobody else's, and not audited: it is one's own.

What a person made of a question that was handed over is feedback's to tell (`my_questions` there).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from services.assistant.engines.library import library
from services.assistant.rules.errors import ConversationNotFound, QuestionNotFound
from services.assistant.rules.tiers import Tier
from services.assistant.rules.topics import proposed
from services.assistant.store import questions
from services.assistant.store.questions import AskedQuestion
from shared.usecase import Context, Id, Request

SHOWN = 50


class MyConversations(Request):
    """Nothing to say: what is mine."""


class MyConversation(Request):
    conversation_id: Id


class MyTurn(Request):
    question_id: Id


class AskedBefore(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a conversation, without its answer."""

    id: str
    text: str
    asked_at: datetime
    tier: Tier
    handed_over_at: datetime | None


class ConversationRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    asked_at: datetime
    questions: list[AskedBefore]


class ConversationList(msgspec.Struct, frozen=True):
    """The conversation in which something was asked last comes first; its questions in the order they were asked."""

    items: list[ConversationRow]


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """`answer`: as `ask` gave it; none of a question from before answers were kept. `topic`: the one that it was handed
    over by, else what its words propose. `helpful`: what was said of the answer, `because` a reason where it did not
    help."""

    id: str
    conversation_id: str
    text: str
    asked_at: datetime
    answer: dict[str, Any] | None
    handed_over_at: datetime | None
    topic: str
    committee_path: str | None
    helpful: bool | None
    because: str | None


class TopicChoice(msgspec.Struct, frozen=True):
    code: str
    name: str


class ConversationView(msgspec.Struct, frozen=True):
    id: str
    turns: list[Turn]
    topics: list[TopicChoice]


def my_conversations(_query: MyConversations, ctx: Context) -> ConversationList:
    rows: dict[str, list[AskedBefore]] = {}
    for asked in questions.all_of(ctx.actor.member_id):
        key = asked.conversation_id or asked.id
        if key in rows or len(rows) < SHOWN:
            rows.setdefault(key, []).insert(0, _before(asked))
    return ConversationList(
        [ConversationRow(id=key, asked_at=own[-1].asked_at, questions=own) for key, own in rows.items()]
    )


def my_conversation(query: MyConversation, ctx: Context) -> ConversationView:
    own = questions.turns_of(ctx.actor.member_id, query.conversation_id)
    if not own:
        raise ConversationNotFound
    topics = [TopicChoice(topic.code, topic.name) for topic in library().topics]
    return ConversationView(query.conversation_id, [_turn(asked) for asked in own], topics)


def my_turn(query: MyTurn, ctx: Context) -> Turn:
    asked = questions.get(query.question_id)
    if asked.member_id != ctx.actor.member_id:
        raise QuestionNotFound
    return _turn(asked)


def _before(asked: AskedQuestion) -> AskedBefore:
    return AskedBefore(
        id=asked.id,
        text=asked.text,
        asked_at=asked.asked_at,
        tier=asked.tier,
        handed_over_at=asked.handed_over_at,
    )


def _turn(asked: AskedQuestion) -> Turn:
    return Turn(
        id=asked.id,
        conversation_id=asked.conversation_id or asked.id,
        text=asked.text,
        asked_at=asked.asked_at,
        answer=msgspec.json.decode(asked.reply) if asked.reply else None,
        handed_over_at=asked.handed_over_at,
        topic=asked.topic or proposed(asked.text, library().topics).code,
        committee_path=asked.committee_path,
        helpful=asked.helpful,
        because=asked.unhelpful_because,
    )
