"""What a check of a cell's list shows: as it is by now, or, closed, exactly as it was closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from services.identity.queries.problem_views import open_reasons
from services.identity.rules import list_checks as rules
from services.identity.rules.closed_lists import ClosedList, ClosedMember
from services.identity.store import list_check_corrections, member_values, record_problems
from services.identity.store import list_check_paper_people as paper_people
from services.identity.store.list_checks import ListAnswer, ListCheck
from services.identity.store.members import Member
from services.identity.store.record_problems import RecordProblem
from shared.clock import local_date


class ListedMember(msgspec.Struct, frozen=True):
    """`lacks`: what is open about the file, in words; of a closed check, none. `outcome`: "" while unanswered.
    `arrived`: since the check began."""

    id: str
    full_name: str
    card_number: str
    birth_year: int
    status: str
    lacks: list[str]
    outcome: str
    note: str
    arrived: bool


class ListedOnPaper(msgspec.Struct, frozen=True):
    """`id`: to take it off again; empty once closed."""

    id: str
    full_name: str
    card_number: str
    note: str


class ListCorrectionView(msgspec.Struct, frozen=True):
    """`about`: a name of the closed list; empty: the list as a whole. `by`: a name."""

    about: str
    correction: str
    reason: str
    by: str
    at: datetime


class OtherHalf(msgspec.Struct, frozen=True):
    """`cell_id`: of the cell that was merged into this one, where it is not the cell itself."""

    cell_id: str
    half: str
    last_day: date
    progress: str
    late: bool
    closed_at: datetime | None


class ListCheckView(msgspec.Struct, frozen=True):
    """`late`: closed after the half was over. `version`: to go back with the closing. `gone`: names of who left since
    the check began. `closed_by`: a name. `others`: checks of this cell of other halves, what is still to be done in
    front. `on_paper`: who is not in the system. `corrections`: entered after the closing."""

    cell_id: str
    cell_name: str
    half: str
    last_day: date
    progress: str
    late: bool
    version: int
    items: list[ListedMember]
    unanswered: int
    gone: list[str]
    on_paper: list[ListedOnPaper]
    closed_at: datetime | None
    closed_by: str
    counts: dict[str, int]
    corrections: list[ListCorrectionView]
    may_check: bool
    may_correct: bool
    others: list[OtherHalf]


def listed_now(
    people: Sequence[Member], answers: Mapping[str, ListAnswer], began_with: set[str] | None, today: date
) -> list[ListedMember]:
    """`began_with`: ids; None before the first answer."""
    problems: dict[str, list[RecordProblem]] = {}
    for row in record_problems.of_members([item.id for item in people]):
        problems.setdefault(row.member_id, []).append(row)
    found = []
    for member in people:
        answer = answers.get(member.id)
        found.append(
            ListedMember(
                id=member.id,
                full_name=member.full_name,
                card_number=member.card_number or "",
                birth_year=date.fromisoformat(member.birth_date).year,
                status=member.status,
                lacks=open_reasons(member_values.values_of(member), problems.get(member.id, ()), today),
                outcome=answer.outcome if answer else "",
                note=(answer.note or "") if answer else "",
                arrived=began_with is not None and member.id not in began_with,
            )
        )
    return found


def listed_then(closed: ClosedList) -> list[ListedMember]:
    return [_then(item) for item in closed.members]


def _then(item: ClosedMember) -> ListedMember:
    return ListedMember(
        item.id, item.full_name, item.card_number, item.birth_year, item.status, [], item.outcome, item.note,
        item.arrived,
    )  # fmt: skip


def on_paper_now(check_id: str) -> list[ListedOnPaper]:
    return [
        ListedOnPaper(item.id, item.full_name, item.card_number or "", item.note or "")
        for item in paper_people.of_check(check_id)
    ]


def on_paper_then(closed: ClosedList) -> list[ListedOnPaper]:
    return [ListedOnPaper("", item.full_name, item.card_number, item.note) for item in closed.on_paper]


def corrections_of(check_id: str) -> list[ListCorrectionView]:
    return [
        ListCorrectionView(item.about or "", item.correction, item.reason, item.by_name, item.at)
        for item in list_check_corrections.of_check(check_id)
    ]


def closed_late(check: ListCheck | None) -> bool:
    if check is None or check.closed_at is None:
        return False
    return bool(local_date(check.closed_at) > rules.half_named(check.half).last_day)
