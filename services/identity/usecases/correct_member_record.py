"""The desk corrects fields of a member's record, with the reason why."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.store import member_changes, members
from services.identity.usecases.changing_record import Cause, change_record, parsed
from shared.outbox import ChangedByAnother
from shared.usecase import Context, Id, Line, Request, Version

Texts = Annotated[dict[str, Annotated[str, Meta(max_length=8_000)]], Meta(min_length=1, max_length=60)]


class CorrectMemberRecord(Request):
    """`changes`: {field: text as typed}; an empty text empties the field. `version`: of the record as it was shown."""

    member_id: Id
    version: Version
    changes: Texts
    reason: Line


class RecordChanged(msgspec.Struct, frozen=True):
    change_id: str
    version: int


def correct_member_record(command: CorrectMemberRecord, ctx: Context) -> RecordChanged:
    """Raises MemberNotFound, RecordFieldsInvalid, NothingToChange, OwnRecord, FieldNotYours, SignInNotYours,
    NumberTaken, ChangedByAnother, SecretMark."""
    change_id = ctx.new_id()
    member = members.get(command.member_id)
    if member_changes.with_id(change_id) is not None:  # the same command again
        return RecordChanged(change_id, member.version)
    if member.version != command.version:
        raise ChangedByAnother
    cause = Cause(change_id, "desk", command.reason)
    changed = change_record(member, parsed(command.changes), cause, ctx.actor, ctx.now)
    return RecordChanged(change_id, changed.version)
