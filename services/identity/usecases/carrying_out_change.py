"""A decided change of the tree takes place: at once, or on its day by the service's timer.

The tree itself changes in one transaction with the state `running`. Members then follow in transactions of 500, each
with the event that tells the other services, so that none of them is larger than mongod takes; killed anywhere, the
timer goes on with whoever is still at the old path. What has run through is `done`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from services.identity.rules.organisation_changes import Change, Wish
from services.identity.rules.tree import Kind, path_of
from services.identity.store import committees, members_at, organisation_changes, organisations, repathing, role_grants
from services.identity.store.members import Member
from services.identity.store.organisation_changes import OrganisationChange, State
from services.identity.store.organisations import Organisation
from services.identity.usecases.checking_change import check_possible, concerned
from services.identity.usecases.telling_organisation import as_told
from shared.clock import local_date
from shared.contracts.identity import (
    MemberStatusChanged,
    OrganisationDissolved,
    OrganisationMerged,
    OrganisationMoved,
    RoleEnded,
)
from shared.contracts.registry import Event
from shared.outbox import ChangedByAnother, change, change_many, create
from shared.store import in_transaction

BATCH = 500
ENDED_WITH_IT = "Tổ chức đã sáp nhập hoặc giải thể"


def carry_out(item: OrganisationChange, now: datetime, most_batches: int | None = None) -> OrganisationChange:
    """Goes on from wherever it is. With `most_batches` it may come back still running. Raises ChangeRefused where a
    planned one is not possible any more."""
    if item.state == State.PLANNED:
        item = in_transaction(lambda: _begin(organisation_changes.get(item.id), now))
    done = 0
    while item.state == State.RUNNING and (most_batches is None or done < most_batches):
        item = _go_on(item, now)
        done += 1
    return item


def _begin(item: OrganisationChange, now: datetime) -> OrganisationChange:
    if item.state != State.PLANNED:
        return item
    wish = Wish(
        Change(item.change),
        item.organisation_id,
        item.other_id or "",
        item.name or "",
        Kind(item.kind) if item.kind else None,
        len(set(item.member_ids)),
        item.effective_on,
    )
    check_possible(wish, concerned(item.organisation_id, item.other_id), item.member_ids, local_date(now))
    return _BEGINNINGS[Change(item.change)](item, now)


def _rename(item: OrganisationChange, now: datetime) -> OrganisationChange:
    subject = organisations.get(item.organisation_id)
    change(subject, as_told(subject, name=item.name), set__name=item.name)
    return _done(item, now, set__name_before=subject.name)


def _found(item: OrganisationChange, now: datetime) -> OrganisationChange:
    _create(item, organisations.get(item.other_id))
    return _done(item, now)


def _split(item: OrganisationChange, now: datetime) -> OrganisationChange:
    origin = organisations.get(item.other_id)
    item.kind = str(Kind.CELL)
    made = _create(item, organisations.get(origin.parent_id or ""))
    return _running(item, now, origin.path, made.path)


def _create(item: OrganisationChange, parent: Organisation) -> Organisation:
    made = Organisation(
        id=item.organisation_id,
        code=item.organisation_id,
        name=item.name,
        kind=item.kind,
        parent_id=parent.id,
        path=path_of(item.organisation_id, parent.path),
        effective_from=item.effective_on,
    )
    return create(made, as_told(made))


def _dissolve(item: OrganisationChange, now: datetime) -> OrganisationChange:
    subject = organisations.get(item.organisation_id)
    _end_roles(subject.path, item, now)
    event = OrganisationDissolved(organisation_id=subject.id, path=subject.path)
    change(subject, event, set__effective_until=item.effective_on)
    return _done(item, now)


def _move(item: OrganisationChange, now: datetime) -> OrganisationChange:
    subject, parent = organisations.get(item.organisation_id), organisations.get(item.other_id)
    old, new = subject.path, path_of(subject.id, parent.path)
    told = OrganisationMoved(organisation_id=subject.id, old_path=old, path=new)
    _rewrite(organisations.at_or_below_ever(old), old, new, {subject.id: parent.id}, {subject.id: told})
    return _running(item, now, old, new, set__parent_before=subject.parent_id)


def _merge(item: OrganisationChange, now: datetime) -> OrganisationChange:
    subject, heir = organisations.get(item.organisation_id), organisations.get(item.other_id)
    old, new = subject.path, heir.path
    children = organisations.directly_below(old)
    _end_roles(old, item, now)
    below_it = [one for one in organisations.at_or_below_ever(old) if one.id != subject.id]
    _rewrite(below_it, old, new, {child.id: heir.id for child in children})
    event = OrganisationMerged(organisation_id=subject.id, into_id=heir.id, old_path=old, path=new)
    change(subject, event, set__effective_until=item.effective_on, set__successor_id=heir.id)
    return _running(item, now, old, new, set__parents_before={child.id: subject.id for child in children})


def _rewrite(
    those: Sequence[Organisation],
    old: str,
    new: str,
    parents: Mapping[str, str],
    besides: Mapping[str, Event] = MappingProxyType({}),
) -> None:
    """`parents`: {id: the new one}; `besides`: {id: what is told of it besides}."""
    changes = []
    for one in those:
        path = new + one.path.removeprefix(old)
        parent = parents.get(one.id, one.parent_id)
        events = [as_told(one, path=path, parent_id=parent), *([besides[one.id]] if one.id in besides else [])]
        changes.append((one, events, {"set__path": path, "set__parent_id": parent}))
    change_many(changes)


_BEGINNINGS = {
    Change.RENAME: _rename,
    Change.FOUND: _found,
    Change.SPLIT: _split,
    Change.DISSOLVE: _dissolve,
    Change.MOVE: _move,
    Change.MERGE: _merge,
}


def _go_on(item: OrganisationChange, now: datetime) -> OrganisationChange:
    try:
        waiting = in_transaction(lambda: _members_follow(item))
    except ChangedByAnother:
        return organisation_changes.get(item.id)  # a member was being written: the same batch again
    if waiting:
        return item
    if item.change != Change.SPLIT:
        repathing.follow(item.old_path, item.new_path)
    try:
        return _done(item, now)
    except ChangedByAnother:  # another process came to the same end
        return organisation_changes.get(item.id)


def _members_follow(item: OrganisationChange) -> int:
    """How many were at the old path still."""
    batch = _next(item)
    changes: list[tuple[Member, list[Event], dict[str, object]]] = []
    for member in batch:
        path = item.new_path if item.change == Change.SPLIT else item.new_path + member.cell_path[len(item.old_path) :]
        cell_id = _cell_of(item, member)
        told = MemberStatusChanged(member_id=member.id, cell_id=cell_id, cell_path=path, status=member.status)
        changes.append((member, [told], {"set__cell_path": path, "set__cell_id": cell_id, "set__unchecked": True}))
    change_many(changes)
    return len(batch)


def _next(item: OrganisationChange) -> Sequence[Member]:
    if item.change == Change.SPLIT:
        return members_at.some_of(item.member_ids, item.old_path, BATCH)
    return members_at.some(item.old_path, BATCH)


def _cell_of(item: OrganisationChange, member: Member) -> str:
    if item.change == Change.SPLIT:
        return str(item.organisation_id)
    merged = item.change == Change.MERGE and member.cell_id == item.organisation_id
    return str(item.other_id if merged else member.cell_id)


def _end_roles(path: str, item: OrganisationChange, now: datetime) -> None:
    committees.end_acting(item.organisation_id, item.effective_on - timedelta(days=1))
    today = local_date(now)
    for grant in role_grants.not_over_at(path, today):
        told = RoleEnded(
            member_id=grant.member_id, role=grant.role, organisation_path=grant.organisation_path, ended_on=today
        )
        change(grant, told, set__ended_at=now, set__ended_by=item.made_by, set__end_reason=ENDED_WITH_IT)


def _running(item: OrganisationChange, now: datetime, old: str, new: str, **more: object) -> OrganisationChange:
    return change(item, set__state=State.RUNNING, set__begun_at=now, set__old_path=old, set__new_path=new, **more)


def _done(item: OrganisationChange, now: datetime, **more: object) -> OrganisationChange:
    return change(item, set__state=State.DONE, set__begun_at=item.begun_at or now, set__done_at=now, **more)
