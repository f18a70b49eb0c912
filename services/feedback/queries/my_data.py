"""Everything feedback keeps about me (law L4): questions that were handed over, and in which polls I took part. What I
answered there is kept with nobody's name and cannot be found again."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.feedback.store import answers, questions
from shared.usecase import Context, Request


class MyData(Request):
    pass


class KeptQuestion(msgspec.Struct, frozen=True):
    question_id: str
    state: str
    topic: str
    asked_at: datetime
    answer: str | None
    former_answer: str | None


class MyDataView(msgspec.Struct, frozen=True):
    questions: list[KeptQuestion]
    polls_taken_part_in: list[str]


def my_data(_: MyData, ctx: Context) -> MyDataView:
    me = ctx.actor.member_id
    return MyDataView(
        questions=[
            KeptQuestion(item.id, item.state, item.topic, item.asked_at, item.answer, item.former_answer)
            for item in questions.asked_by(me)
        ],
        polls_taken_part_in=answers.all_polls_of(me),
    )
