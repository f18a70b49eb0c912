"""Is a change of the tree possible, by the tree of this moment? Asked when it is decided, and again on its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.identity.rules import organisation_changes as rules
from services.identity.rules.organisation_changes import Change, Place, Wish
from services.identity.rules.organisation_errors import ChangeRefused
from services.identity.rules.tree import Kind
from services.identity.store import members_at, organisations
from services.identity.store.organisations import Organisation


@dataclass(frozen=True)
class Concerned:
    subject: Organisation | None
    other: Organisation | None


def concerned(organisation_id: str, other_id: str | None) -> Concerned:
    return Concerned(organisations.find(organisation_id), organisations.find(other_id))


def check_possible(wish: Wish, those: Concerned, member_ids: Sequence[str], today: date) -> None:
    """Raises ChangeRefused."""
    subject, other = those.subject, those.other
    parent = organisations.find(subject.parent_id) if subject else None
    rules.check(wish, as_place(subject), as_place(other), as_place(parent), today)
    if wish.change is Change.DISSOLVE and subject:
        rules.check_empty(members_at.number(subject.path), len(organisations.directly_below(subject.path)))
    if wish.change is Change.SPLIT and other and members_at.number_of(member_ids, other.path) != wish.members:
        raise ChangeRefused(details={"member_ids": "Chỉ chọn đảng viên đang sinh hoạt tại chi bộ này."})


def above(one: Organisation | None) -> str:
    """The place that decides about it. Of the province itself, and of nothing that is there: the province."""
    if one is None:
        return organisations.root_path()
    return str(one.path.removesuffix(f"{one.id}/") or one.path)


def as_place(one: Organisation | None) -> Place | None:
    if one is None:
        return None
    return Place(one.id, one.name, Kind(one.kind), one.parent_id, one.path, one.effective_from, one.effective_until)
