"""What a member signs in with. A member without an account signs in with a one-time code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import mongoengine as me
from mongoengine.errors import NotUniqueError

from services.identity.rules.registration_errors import HasAccount
from shared.outbox import AlreadyExists


class Account(me.Document):
    """The id is the member's."""

    meta = {
        "collection": "accounts",
        "auto_create_index": False,
        "indexes": [{"fields": ["username"], "unique": True}],
    }

    id = me.StringField(primary_key=True)
    username = me.StringField(required=True)
    password_hash = me.StringField(required=True)
    changed_at = me.DateTimeField(required=True)


class UsernameTaken(AlreadyExists):
    code = "identity.username_taken"
    message = "Tên đăng nhập này đã có người dùng."


def named(username: str) -> Account | None:
    found: Account | None = Account.objects(username=username).first()
    return found


def of_member(member_id: str) -> Account | None:
    found: Account | None = Account.objects(pk=member_id).first()
    return found


def set_password(member_id: str, username: str, password_hash: str, now: datetime) -> None:
    try:
        Account.objects(pk=member_id).update_one(
            set__username=username, set__password_hash=password_hash, set__changed_at=now, upsert=True
        )
    except NotUniqueError as error:
        raise UsernameTaken from error


def open_new(member_id: str, username: str, password_hash: str, now: datetime) -> None:
    """For whoever has none: never over an account that is there. Raises UsernameTaken; HasAccount where the member has
    one, also when it was opened a moment ago by another."""
    if of_member(member_id) is not None:
        raise HasAccount
    set_password(member_id, username, password_hash, now)


def rename(account: Account, username: str) -> None:
    try:
        Account.objects(pk=account.id).update_one(set__username=username)
    except NotUniqueError as error:
        raise UsernameTaken from error


def remove(member_id: str) -> None:
    Account.objects(pk=member_id).delete()


def replace_hash(account: Account, password_hash: str) -> None:
    """Only while it is still the hash that was checked: a password changed meanwhile stays changed."""
    Account.objects(pk=account.id, password_hash=account.password_hash).update_one(set__password_hash=password_hash)


def of_members(member_ids: Iterable[str]) -> Sequence[Account]:
    return list(Account.objects(pk__in=list(member_ids)).only("id", "changed_at"))
