"""The topics that a question can be handed over by: their names, for the member's choice and the officer's list."""

from __future__ import annotations

import msgspec

from services.assistant.engines.library import library
from services.assistant.queries.my_conversations import TopicChoice
from shared.usecase import Context, Request


class HandOverTopics(Request):
    pass


class TopicList(msgspec.Struct, frozen=True):
    items: list[TopicChoice]


def hand_over_topics(_query: HandOverTopics, ctx: Context) -> TopicList:
    ctx.actor  # noqa: B018  asked by somebody who is logged in
    return TopicList([TopicChoice(topic.code, topic.name) for topic in library().topics])
