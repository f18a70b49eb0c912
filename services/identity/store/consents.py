"""Proof of consent: who agreed to which text for which purpose, when and how, and when it was taken back (law L1).

Entries are never changed except for the day of withdrawal. `subject` is a registration until its person is known to be
a member; then the entries are the member's as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import mongoengine as me

from services.identity.rules.consents import Purpose

Way = Literal["app", "in_person"]


class Consent(me.Document):
    meta = {
        "collection": "consents",
        "auto_create_index": False,
        "indexes": [("subject", "purpose"), {"fields": ["member_id"], "sparse": True}],
    }

    id = me.StringField(primary_key=True)
    subject = me.StringField(required=True)
    member_id = me.StringField()
    purpose = me.StringField(required=True)
    text_version = me.IntField(required=True)
    way = me.StringField(required=True)
    taken_by = me.StringField()
    given_at = me.DateTimeField(required=True)
    withdrawn_at = me.DateTimeField()


def give(
    consent_id: str, subject: str, purpose: Purpose, version: int, now: datetime, *, way: Way = "app",
    taken_by: str | None = None, member_id: str | None = None,
) -> None:  # fmt: skip
    """Safe to repeat with the same id: what is there stays as it is, taken back or not."""
    Consent.objects(pk=consent_id).update_one(
        set_on_insert__subject=subject, set_on_insert__member_id=member_id, set_on_insert__purpose=purpose,
        set_on_insert__text_version=version, set_on_insert__way=way, set_on_insert__taken_by=taken_by,
        set_on_insert__given_at=now, upsert=True,
    )  # fmt: skip


def is_given(subject: str, purpose: Purpose, version: int) -> bool:
    """To that version of the text: who agreed to an earlier one is asked again."""
    given = Consent.objects(subject=subject, purpose=purpose, text_version=version, withdrawn_at=None)
    return given.first() is not None


def belongs_to(subject: str, member_id: str) -> None:
    Consent.objects(subject=subject).update(set__member_id=member_id)


def of_member(member_id: str) -> Sequence[Consent]:
    return list(Consent.objects(member_id=member_id).order_by("-given_at"))


def withdraw_all(subject: str, now: datetime) -> None:
    Consent.objects(subject=subject, withdrawn_at=None).update(set__withdrawn_at=now)


def withdraw(consent_id: str, member_id: str, now: datetime) -> bool:
    open_one = Consent.objects(pk=consent_id, member_id=member_id, withdrawn_at=None)
    return bool(open_one.update_one(set__withdrawn_at=now))
