"""What a comparison found is written: members, events, history and whatever else belongs to the same step, in one
transaction. Killed before its end, nothing of it was there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mongoengine.errors import BulkWriteError as WrappedBulkError
from mongoengine.errors import NotUniqueError
from pymongo.errors import BulkWriteError

from services.identity.rules.rows import MemberRow
from services.identity.store import member_changes, member_values, name_words
from services.identity.store.members import Member
from services.identity.usecases.comparing_rows import Changed, Comparison
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.outbox import ChangedByAnother, change_many, create_many
from shared.outbox.aggregate import DUPLICATE_KEY
from shared.store import in_transaction

RACED = (ChangedByAnother, NotUniqueError)
"""Somebody else wrote one of these members or numbers since they were compared: compare again."""
TRIES = 20


def write(
    found: Comparison,
    *,
    source_id: str | None,
    by: str | None,
    now: datetime,
    new_id: Callable[[], str],
    beside: Callable[[], None] = lambda: None,
) -> list[str]:
    """`beside` is done in the same transaction, first. Answers the ids of the new members. Raises one of RACED."""
    name_words.note(row.get("full_name") for row in _rows(found))
    new = [_new_member(row, path, new_id()) for row, path in found.new]
    changes = [_change(item) for item in found.changed]
    history = [
        member_changes.made(new_id(), item.member.id, item.changes, at=now, by=by, source="import", source_id=source_id)
        for item in found.changed
    ]

    def work() -> None:
        beside()
        create_many(new, batch=len(new) or 1)
        change_many(changes)
        member_changes.keep(history)

    try:
        in_transaction(work)
    except (BulkWriteError, WrappedBulkError) as error:
        if not _is_duplicate(error):
            raise
        raise NotUniqueError(str(error)) from error
    return [member.id for member, _ in new]


def _rows(found: Comparison) -> list[MemberRow]:
    return [*(row for row, _ in found.new), *(item.row for item in found.changed)]


def _is_duplicate(error: BaseException) -> bool:
    details = getattr(error, "details", None) or {}
    return any(problem.get("code") == DUPLICATE_KEY for problem in details.get("writeErrors", []))


def _new_member(row: MemberRow, cell_path: str, member_id: str) -> tuple[Member, list[MemberRegistered]]:
    stored = {name: value for name, value in member_values.as_stored(row.values).items() if value is not None}
    member = Member(id=member_id, cell_id=row.cell_code, cell_path=cell_path, unchecked=True, **stored)
    event = MemberRegistered(
        member_id=member_id,
        cell_id=row.cell_code,
        cell_path=cell_path,
        status=row.get("status"),  # type: ignore[arg-type]
    )
    return member, [event]


def _change(item: Changed) -> tuple[Member, list[MemberStatusChanged], dict[str, object]]:
    after = {name: value for name, (_, value) in item.changes.items()}
    member, events = item.member, []
    if "status" in after:
        place = {"member_id": member.id, "cell_id": member.cell_id, "cell_path": member.cell_path}
        events.append(MemberStatusChanged(**place, status=after["status"]))  # type: ignore[arg-type]
    update = member_values.as_update(member_values.as_stored(after, member.details))
    return member, events, {**update, "set__unchecked": True}
