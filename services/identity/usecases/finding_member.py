"""Who is meant by what was typed at the door. Every way is always tried, so that all answers take as long."""

from __future__ import annotations

from collections.abc import Callable

from services.identity.rules import numbers
from services.identity.rules.errors import FieldProblem
from services.identity.rules.usernames import typed_username
from services.identity.store import accounts, members
from services.identity.store.members import Member


def member_named(text: str) -> Member | None:
    """By user name, else by the number of the Party card, else by a telephone that only one member has."""
    account = accounts.named(typed_username(text))
    by_account = Member.objects(pk=account.id if account else "").first()
    by_card = members.with_card(_or_empty(numbers.card_number, text))
    by_phone = members.with_phone(_or_empty(numbers.phone_number, text))
    return by_account or by_card or by_phone


def _or_empty(read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except FieldProblem:
        return ""
