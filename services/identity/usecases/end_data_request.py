"""A member's request is carried out, or refused with its reason.

A deletion that is carried out closes the account: what serves only the use of the handbook goes at once and in one
transaction. The member's record is the Party's file and is kept as the rules on files say; the reply tells so.
"""

from __future__ import annotations

from typing import Literal

from services.identity.rules.data_requests import Kind, State, check_under_way
from services.identity.store import accounts, delegations, login_codes, passkeys, recovery_requests, sessions
from services.identity.store.data_requests import DataRequest
from services.identity.usecases.handling_data_request import DataRequestStep, to_handle, told
from shared.contracts.identity import AccountClosed
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Text


class EndDataRequest(Request):
    request_id: Id
    outcome: Literal["done", "refused"]
    reply: Text


def end_data_request(command: EndDataRequest, ctx: Context) -> DataRequestStep:
    request = to_handle(command.request_id, ctx)
    check_under_way(State(request.state))
    if command.outcome == "done" and request.kind == Kind.DELETE:
        return in_transaction(lambda: _close_account(request, command, ctx))
    return told(request, command.outcome, ctx, set__reply=command.reply, set__ended_at=ctx.now)


def _close_account(request: DataRequest, command: EndDataRequest, ctx: Context) -> DataRequestStep:
    sessions.end_all(request.member_id)
    login_codes.forget(request.member_id)
    passkeys.remove_all(request.member_id)
    recovery_requests.close(request.member_id)
    delegations.end_all(request.member_id, ctx.now)
    accounts.remove(request.member_id)
    closed = AccountClosed(member_id=request.member_id)
    return told(request, "done", ctx, closed, set__reply=command.reply, set__ended_at=ctx.now)
