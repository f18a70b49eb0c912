"""The member gives his question to a person of the committee that its topic is for. The event says who and where, and
the topic, never the words.

Repeating it is safe: a question is handed over once.
"""

from __future__ import annotations

import msgspec

from services.assistant.engines.library import library
from services.assistant.rules.errors import QuestionNotFound
from services.assistant.rules.topics import committee_of, named, proposed
from services.assistant.store import questions
from shared.contracts.assistant import QuestionHandedOver
from shared.outbox import change
from shared.usecase import Context, Id, Request


class HandOver(Request):
    """`topic`: none, and the question's own words decide."""

    question_id: Id
    topic: Id | None = None


class HandedOver(msgspec.Struct, frozen=True):
    handed_over: bool


def hand_over(command: HandOver, ctx: Context) -> HandedOver:
    asked = questions.get(command.question_id)
    if asked.member_id != ctx.actor.member_id:
        raise QuestionNotFound
    if asked.handed_over_at is None:
        topics = library().topics
        topic = named(command.topic, topics) if command.topic else proposed(asked.text, topics)
        committee_path = committee_of(topic, asked.cell_path)
        kept_until = ctx.now + library().handed_over_kept
        event = QuestionHandedOver(
            question_id=asked.id,
            member_id=asked.member_id,
            cell_path=asked.cell_path,
            # Nobody but he thinks that it is one for the committee.
            reason="asked_by_member" if asked.reason in (None, "out_of_scope") else asked.reason,
            topic=topic.code,
            committee_path=committee_path,
            kept_until=kept_until,
        )
        change(
            asked, event, set__handed_over_at=ctx.now, set__expires_at=kept_until,
            set__topic=topic.code, set__committee_path=committee_path,
        )  # fmt: skip
    return HandedOver(True)
