"""Every change of a record: who, when, why, what was and what is. Values lie encrypted; nothing is deleted here but
with the member."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import mongoengine as me

from shared.store import EncryptedText

Before = tuple[str, str]
"""(before, after)"""


class MemberChange(me.Document):
    """`source`: by whose wish: "desk", "import", "proposal". `source_id`: the import or the proposal."""

    meta = {
        "collection": "member_changes",
        "auto_create_index": False,
        "indexes": [("member_id", "-at", "-id")],
    }

    id = me.StringField(primary_key=True)
    member_id = me.StringField(required=True)
    at = me.DateTimeField(required=True)
    by = me.StringField()
    source = me.StringField(required=True)
    source_id = me.StringField()
    reason = EncryptedText()
    fields = me.ListField(me.StringField())
    changed = EncryptedText(required=True)

    def before_and_after(self) -> dict[str, Before]:
        return {name: (pair[0], pair[1]) for name, pair in json.loads(self.changed).items()}


def made(
    change_id: str,
    member_id: str,
    changes: Mapping[str, Before],
    *,
    at: datetime,
    by: str | None,
    source: str,
    source_id: str | None = None,
    reason: str = "",
) -> MemberChange:
    return MemberChange(
        id=change_id,
        member_id=member_id,
        at=at,
        by=by,
        source=source,
        source_id=source_id,
        reason=reason or None,
        fields=sorted(changes),
        changed=json.dumps(changes, ensure_ascii=False),
    )


def keep(changes: Sequence[MemberChange]) -> None:
    if changes:
        MemberChange.objects.insert(list(changes), load_bulk=False)


def of_member(member_id: str, after: str | None, size: int) -> Sequence[MemberChange]:
    """Newest first, after the change `after`."""
    found: Any = MemberChange.objects(member_id=member_id)
    last = MemberChange.objects(pk=after, member_id=member_id).only("at").first() if after else None
    if last is not None:
        found = found.filter(me.Q(at__lt=last.at) | me.Q(at=last.at, id__lt=last.id))
    return list(found.order_by("-at", "-id").limit(size))


def with_id(change_id: str) -> MemberChange | None:
    found: MemberChange | None = MemberChange.objects(pk=change_id).first()
    return found
