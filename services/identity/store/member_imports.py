"""Imports of members from a file on the desk: how far each is. What the file says lies encrypted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import mongoengine as me

from services.identity.rules.import_errors import ImportNotFound
from services.identity.rules.import_flow import OPEN
from shared.outbox import Aggregate
from shared.store import EncryptedText, below

MOST_LISTED = 50
FILES_KEPT = timedelta(days=7)
"""After the last step: long enough to mend refused rows and to look again."""


COUNTED = ("rows", "created", "changed", "unchanged", "refused", "remarks", "absent")


class MemberImport(Aggregate):
    """`head`, `examples`: labels and first rows of the file as JSON; `mapping`: {position: field} as JSON.
    `done_line`: the last row that is written or counted in this round. `counts`: {one of COUNTED: rows}."""

    meta = {
        "collection": "member_imports",
        "auto_create_index": False,
        "indexes": [("organisation_path", "-begun_at"), ("state", "by"), "changed_at"],
    }

    organisation_path = me.StringField(required=True)
    by = me.StringField(required=True)
    file_name = EncryptedText(required=True)
    state = me.StringField(required=True)
    round = me.IntField(default=1)
    begun_at = me.DateTimeField(required=True)
    changed_at = me.DateTimeField(required=True)
    encoding = me.StringField()
    guessed = me.BooleanField(default=True)
    heading_line = me.IntField(default=0)
    head = EncryptedText()
    examples = EncryptedText()
    mapping = me.StringField()
    total = me.IntField(default=0)
    done_line = me.IntField(default=0)
    counts = me.MapField(me.IntField())
    refused_file = me.StringField()
    has_file = me.BooleanField(default=True)
    told = me.StringField()

    def columns(self) -> list[str]:
        return json.loads(self.head) if self.head else []

    def first_rows(self) -> list[list[str]]:
        return json.loads(self.examples) if self.examples else []

    def numbers(self) -> dict[str, int]:
        return {name: self.counts.get(name, 0) for name in COUNTED}

    def mapped(self) -> dict[int, str]:
        return {int(position): name for position, name in json.loads(self.mapping or "{}").items()}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def get(import_id: str) -> MemberImport:
    found = find(import_id)
    if found is None:
        raise ImportNotFound
    return found


def find(import_id: str) -> MemberImport | None:
    found: MemberImport | None = MemberImport.objects(pk=import_id).first()
    return found


def open_of(member_id: str) -> int:
    return int(MemberImport.objects(by=member_id, state__in=list(OPEN)).count())


def latest_below(path: str) -> Sequence[MemberImport]:
    found: Any = MemberImport.objects(__raw__=below("organisation_path", path))
    return list(found.order_by("-begun_at").limit(MOST_LISTED))


def advance(item: MemberImport, from_line: int, to_line: int, counted: Mapping[str, int], now: datetime) -> bool:
    """False where the import is not at `from_line` of this round any more: cancelled, or somebody else was faster.

    No new version: nobody who is asked for a decision has to have seen the progress."""
    asked = MemberImport.objects(pk=item.id, state=item.state, round=item.round, done_line=from_line)
    counts = {f"inc__counts__{name}": number for name, number in counted.items() if number}
    return bool(asked.update_one(set__done_line=to_line, set__changed_at=now, **counts))


def start_over(item: MemberImport) -> bool:
    """A comparison begins anew, whatever a killed one had counted. False where it is not wanted any more."""
    asked = MemberImport.objects(pk=item.id, state=item.state, round=item.round)
    return bool(asked.update_one(set__done_line=0, set__counts={}, full_result=True).matched_count)


def with_old_files(before: datetime) -> Iterator[MemberImport]:
    return iter(MemberImport.objects(changed_at__lt=before, has_file=True))


def file_ids_in_use(among: Sequence[str]) -> set[str]:
    sent = MemberImport.objects(pk__in=among, has_file=True).scalar("id")
    refused = MemberImport.objects(refused_file__in=among).scalar("refused_file")
    return {*sent, *refused}


def file_is_gone(item: MemberImport) -> None:
    MemberImport.objects(pk=item.id).update_one(
        set__has_file=False, unset__refused_file=True, unset__examples=True, unset__head=True
    )
