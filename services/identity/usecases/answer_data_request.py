"""The office's first answer to a member's request: received, and what happens now. Due within two working days."""

from __future__ import annotations

from services.identity.rules.data_requests import State, check_answerable
from services.identity.usecases.handling_data_request import DataRequestStep, to_handle, told
from shared.usecase import Context, Id, Request, Text


class AnswerDataRequest(Request):
    request_id: Id
    reply: Text


def answer_data_request(command: AnswerDataRequest, ctx: Context) -> DataRequestStep:
    request = to_handle(command.request_id, ctx)
    check_answerable(State(request.state))
    return told(request, "answered", ctx, set__first_reply=command.reply, set__answered_at=ctx.now)
