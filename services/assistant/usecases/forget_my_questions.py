"""A member deletes one conversation, or every question he ever asked, also those that wait for an answer or have one.
Repeating it is safe."""

from __future__ import annotations

import msgspec

from services.assistant.store import questions
from shared.usecase import Context, Id, Request


class ForgetMyQuestions(Request):
    """Nothing to say: one's own, all of them."""


class ForgetConversation(Request):
    conversation_id: Id


class Forgotten(msgspec.Struct, frozen=True):
    forgotten: int


def forget_my_questions(_command: ForgetMyQuestions, ctx: Context) -> Forgotten:
    return _forget(questions.all_of(ctx.actor.member_id), ctx)


def forget_conversation(command: ForgetConversation, ctx: Context) -> Forgotten:
    return _forget(questions.turns_of(ctx.actor.member_id, command.conversation_id), ctx)


def _forget(own: list[questions.AskedQuestion], ctx: Context) -> Forgotten:
    for asked in own:
        questions.forget(asked, ctx.now)
    return Forgotten(len(own))
