"""The member wants nothing of the own use kept: the key of the notebook is destroyed with the notes, the marks, the
receipts of notices, the acceptances and what was being typed go. Safe to repeat."""

from __future__ import annotations

from services.content.store import bookmarks, receipts, regulations, working_copies
from services.content.store.notes import Notebook
from shared.contracts import Received
from shared.contracts.identity import AccountClosed
from shared.usecase import Context


def on_account_closed(told: Received[AccountClosed], _ctx: Context) -> None:
    bookmarks.forget_member(told.data.member_id)
    receipts.forget_member(told.data.member_id)
    regulations.forget_member(told.data.member_id)
    working_copies.forget_member(told.data.member_id)
    Notebook(told.data.member_id).destroy()
