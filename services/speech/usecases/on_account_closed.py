"""The member wants nothing of the own use kept: the places in what was listened to go. Safe to repeat."""

from __future__ import annotations

from services.speech.store import places
from shared.contracts.identity import AccountClosed


def on_account_closed(account: AccountClosed) -> None:
    places.forget_member(account.member_id)
