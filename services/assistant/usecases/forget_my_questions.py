"""A member deletes every question he ever asked, also those that wait for an answer. Repeating it is safe."""

from __future__ import annotations

import msgspec

from services.assistant.store.questions import forget_all_of
from shared.usecase import Context, Request


class ForgetMyQuestions(Request):
    """Nothing to say: one's own, all of them."""


class Forgotten(msgspec.Struct, frozen=True):
    forgotten: int


def forget_my_questions(_command: ForgetMyQuestions, ctx: Context) -> Forgotten:
    return Forgotten(forget_all_of(ctx.actor.member_id, ctx.now))
