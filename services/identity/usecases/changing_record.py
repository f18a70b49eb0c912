"""What every change of a record by a person goes through: the fields' keepers, the values, the history, the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mongoengine.errors import NotUniqueError

from services.identity.rules.errors import FieldProblem
from services.identity.rules.grants import not_over
from services.identity.rules.permissions import SEE_RECORD, may_change_field, may_change_sign_in
from services.identity.rules.record_errors import (
    FieldNotYours,
    NothingToChange,
    NumberTaken,
    OwnRecord,
    RecordFieldsInvalid,
    SignInNotYours,
)
from services.identity.rules.record_fields import BY_NAME, OPENS_ACCOUNT, check_record, parse
from services.identity.store import member_changes, member_values, members, name_words, role_grants
from services.identity.store.member_changes import Before
from services.identity.store.members import CARD, CITIZEN, RECORD, Member
from shared.clock import local_date
from shared.contracts.identity import MemberStatusChanged
from shared.outbox import change
from shared.security import Actor, audit, authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction

_ONE_OWNER = {CARD: "card_key", CITIZEN: "citizen_key", RECORD: "record_key"}


@dataclass(frozen=True)
class Cause:
    """`source`: "desk" or "proposal"; `source_id`: the proposal."""

    change_id: str
    source: str
    reason: str = ""
    source_id: str | None = None


def parsed(texts: Mapping[str, str]) -> dict[str, str]:
    """Raises RecordFieldsInvalid with every field that is wrong."""
    values: dict[str, str] = {}
    problems: dict[str, str] = {}
    for name, text in texts.items():
        field = BY_NAME.get(name)
        if field is None:
            problems[name] = "Mục này không có trong hồ sơ."
            continue
        try:
            values[name] = parse(field, text)
        except FieldProblem as error:
            problems[name] = error.message
    if problems:
        raise RecordFieldsInvalid(details=problems)
    return values


def change_record(member: Member, wanted: Mapping[str, str], cause: Cause, actor: Actor, now: datetime) -> Member:
    """`wanted` are parsed values. State, history and trail in one transaction; raises ChangedByAnother when the record
    is another version by now."""
    authorise(actor, SEE_RECORD, member.cell_path)
    changes = changes_of(member, wanted, now)
    check_permitted(member, changes, actor, now)
    refuse_secrets(dict(wanted) | {"reason": cause.reason}, actor, member.cell_path, now)
    _check_owners(changes)
    name_words.note([wanted.get("full_name", "")])
    return in_transaction(lambda: _write(member, changes, cause, actor, now))


def changes_of(member: Member, wanted: Mapping[str, str], now: datetime) -> dict[str, Before]:
    """Raises NothingToChange, RecordFieldsInvalid."""
    today = local_date(now)
    changes = member_values.differing(member, wanted)
    if not changes:
        raise NothingToChange
    if "status" in changes and "status_since" not in changes:
        changes |= member_values.differing(member, {"status_since": today.isoformat()})
    after = member_values.values_of(member) | {name: value for name, (_, value) in changes.items()}
    problems = check_record(after, today)
    if problems:
        raise RecordFieldsInvalid(details=problems)
    return changes


def check_permitted(member: Member, changes: Mapping[str, Before], actor: Actor, now: datetime) -> None:
    """Raises OwnRecord, FieldNotYours, SignInNotYours."""
    if member.id == actor.member_id:
        raise OwnRecord
    refused = [name for name in changes if not may_change_field(actor, BY_NAME[name].keeper, member.cell_path)]
    if refused:
        raise FieldNotYours(details=dict.fromkeys(refused, FieldNotYours.message))
    if OPENS_ACCOUNT & changes.keys():
        roles = not_over(role_grants.terms_of(member.id), local_date(now))
        if not may_change_sign_in(actor, member.id, member.cell_path, roles):
            raise SignInNotYours(details=dict.fromkeys(OPENS_ACCOUNT & changes.keys(), SignInNotYours.message))


def _check_owners(changes: Mapping[str, Before]) -> None:
    taken = [
        name
        for name, field in _ONE_OWNER.items()
        if name in changes and members.owners_of(field, [members.key_of(changes[name][1], name)])
    ]
    if taken:
        raise NumberTaken(details=dict.fromkeys(taken, NumberTaken.message))


def _write(member: Member, changes: Mapping[str, Before], cause: Cause, actor: Actor, now: datetime) -> Member:
    after = {name: value for name, (_, value) in changes.items()}
    events = []
    if "status" in after:
        place = {"member_id": member.id, "cell_id": member.cell_id, "cell_path": member.cell_path}
        events.append(MemberStatusChanged(**place, status=after["status"]))  # type: ignore[arg-type]
    update = member_values.as_update(member_values.as_stored(after, member.details))
    try:
        changed = change(member, *events, set__unchecked=True, **update)
    except NotUniqueError as error:  # somebody else got the number since it was looked up
        raise NumberTaken from error
    entry = member_changes.made(
        cause.change_id, member.id, changes, at=now, by=actor.member_id, source=cause.source,
        source_id=cause.source_id, reason=cause.reason,
    )  # fmt: skip
    entry.save(force_insert=True)
    audit.record(
        "identity.record_changed", actor=actor, subject=member.id, path=member.cell_path, about=[member.id],
        details={"change_id": cause.change_id, "fields": len(changes)}, at=now,
    )  # fmt: skip
    return changed
