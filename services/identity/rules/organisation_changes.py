"""Changes of the tree by decision (F07): what may be decided, what is warned of, and the tree as it was on a day.

A code is given once and never reused, so an organisation keeps its id whatever happens to it; what changes is its name,
what it stands below, and whether it exists. Sources: Charter of the Party, art. 10 and 20 (who founds and dissolves);
P27 (a cell has three official members).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.identity.rules.errors import FieldProblem
from services.identity.rules.organisation_errors import ChangeRefused
from services.identity.rules.tree import LABELS, SMALLEST_CELL, Kind, check_place, organisation_code

MOST_DAYS_AHEAD = 366


class Change(StrEnum):
    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    DISSOLVE = "dissolve"
    FOUND = "found"
    SPLIT = "split"


@dataclass(frozen=True)
class Place:
    """An organisation as the rules see it; `until`: the first day on which it does not exist."""

    id: str
    name: str
    kind: Kind
    parent_id: str | None
    path: str
    since: date | None = None
    until: date | None = None

    def exists_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Wish:
    """`subject`: what is changed; of FOUND and SPLIT the code of the new one. `other`: the new parent (MOVE, FOUND),
    the successor (MERGE), the cell that members leave (SPLIT)."""

    change: Change
    subject: str
    other: str
    name: str
    kind: Kind | None
    members: int
    effective_on: date


def check(wish: Wish, subject: Place | None, other: Place | None, parent: Place | None, today: date) -> None:
    """`parent`: of the subject today. Raises ChangeRefused, with the field it is about."""
    if (wish.effective_on - today).days > MOST_DAYS_AHEAD:
        raise _refused("effective_on", "Ngày hiệu lực không quá một năm kể từ hôm nay.")
    if wish.change in {Change.FOUND, Change.SPLIT}:
        _check_new(wish, subject, other)
        return
    if subject is None or not subject.exists_on(today):
        raise _refused("organisation_id", "Tổ chức này không có hoặc đã kết thúc hoạt động.")
    if wish.change is Change.RENAME:
        _check_name(wish, subject)
    elif parent is None:
        raise _refused("organisation_id", "Đảng bộ tỉnh chỉ đổi được tên.")
    elif wish.change is not Change.DISSOLVE:
        _check_two(wish, subject, other, today)


def _check_name(wish: Wish, subject: Place) -> None:
    if not wish.name or wish.name == subject.name:
        raise _refused("name", "Tên mới phải khác tên hiện nay.")


def _check_two(wish: Wish, subject: Place, other: Place | None, today: date) -> None:
    if other is None or not other.exists_on(today):
        raise _refused("other_id", "Tổ chức được chọn không có hoặc đã kết thúc hoạt động.")
    if other.path.startswith(subject.path):
        raise _refused("other_id", "Không chọn chính tổ chức này hoặc tổ chức trực thuộc nó.")
    if wish.change is Change.MERGE:
        if other.kind is not subject.kind:
            raise _refused("other_id", "Chỉ sáp nhập các tổ chức cùng loại.")
        return
    if other.id == subject.parent_id:
        raise _refused("other_id", "Tổ chức đang trực thuộc nơi này rồi.")
    _check_place(subject.kind, other.kind)


def _check_new(wish: Wish, known: Place | None, other: Place | None) -> None:
    if known is not None:
        raise _refused("organisation_id", "Mã này đã dùng cho một tổ chức khác; mã cấp một lần, không dùng lại.")
    if _code(wish.subject) != wish.subject:
        raise _refused("organisation_id", "Mã tổ chức gồm chữ thường không dấu, chữ số, dấu gạch nối.")
    if not wish.name:
        raise _refused("name", "Cần tên của tổ chức mới.")
    if other is None:
        raise _refused("other_id", "Cần chọn tổ chức.")
    if wish.change is Change.SPLIT:
        _check_split(wish, other)
    elif wish.kind is None:
        raise _refused("kind", "Cần chọn loại tổ chức.")
    else:
        _check_place(wish.kind, other.kind)


def _check_split(wish: Wish, other: Place) -> None:
    if other.kind is not Kind.CELL:
        raise _refused("other_id", "Chỉ tách được từ một chi bộ.")
    if wish.members == 0:
        raise _refused("member_ids", "Cần chọn đảng viên chuyển sang chi bộ mới.")


def _code(text: str) -> str:
    try:
        return organisation_code(text)
    except FieldProblem as problem:
        raise _refused("organisation_id", problem.message) from None


def _check_place(kind: Kind, parent: Kind) -> None:
    try:
        check_place(kind, parent)
    except FieldProblem as problem:
        raise _refused("other_id", problem.message) from None


def _refused(field: str, message: str) -> ChangeRefused:
    return ChangeRefused(message, details={field: message})


def check_empty(members: int, below: int) -> None:
    """Nobody is dissolved away: members and what stands below go elsewhere first."""
    if members or below:
        left = [f"{members} đảng viên"] * bool(members) + [f"{below} tổ chức trực thuộc"] * bool(below)
        raise _refused("organisation_id", f"Còn {' và '.join(left)}. Đồng chí chuyển hoặc sáp nhập trước.")


def warnings_of_size(official: Mapping[str, int]) -> list[str]:
    """`official`: {name of a cell: its official members after the change}."""
    return [
        f"{name} sẽ có {count} đảng viên chính thức; chi bộ cần từ {SMALLEST_CELL} trở lên."
        for name, count in official.items()
        if count < SMALLEST_CELL
    ]


@dataclass(frozen=True)
class Done:
    """A change that took place: what the subject was before."""

    organisation_id: str
    effective_on: date
    name_before: str | None
    parent_before: str | None
    parents_before: Mapping[str, str]
    """Of a merger: {id of what stood below: the former parent}."""


def as_of(today: Iterable[Place], done: Sequence[Done], day: date) -> list[Place]:
    """The organisations of that day with their names and parents of that day; paths as today. `done`: in the order in
    which they took place."""
    places = {place.id: place for place in today}
    for change in reversed([change for change in done if change.effective_on > day]):
        for organisation_id, parent in change.parents_before.items():
            if organisation_id in places:
                places[organisation_id] = replace(places[organisation_id], parent_id=parent)
        place = places.get(change.organisation_id)
        if place is not None:
            stood_below = change.parent_before or place.parent_id
            places[place.id] = replace(place, name=change.name_before or place.name, parent_id=stood_below)
    return [place for place in places.values() if place.exists_on(day)]


KIND_WORDS = {str(kind): label for kind, label in LABELS.items()}
