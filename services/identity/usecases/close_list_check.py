"""The secretary ends the check of a half: the list itself, as it stands, is kept with its answers and changes no
more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules import list_checks as rules
from services.identity.rules.closed_lists import ClosedList, ClosedMember, GoneMember, PaperOnly
from services.identity.rules.list_check_errors import ListChanged, NotBegun
from services.identity.store import list_check_paper_people as paper_people
from services.identity.store import list_checks, members
from services.identity.store.list_checks import ListAnswer, ListCheck
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.usecases.checking_list import HalfName, check_open, checked_cell
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class CloseListCheck(Request):
    """`shown`: who was on the page that was confirmed, `version`: of what it showed."""

    cell_id: Id
    half: HalfName
    shown: Annotated[list[Id], Meta(max_length=1_000)]
    version: Version


class ListCheckClosed(msgspec.Struct, frozen=True):
    counts: dict[str, int]
    arrived: int
    gone: int


def close_list_check(command: CloseListCheck, ctx: Context) -> ListCheckClosed:
    """Raises NotBegun, StillUnanswered, ListChanged, CheckClosed naming who was first, HalfOver. Sent twice by one it
    is one. Members and answers are read as of one instant, and the list once more at the end: who arrives after that
    is not on this list."""
    cell = checked_cell(command.cell_id, command.half, ctx)
    actor = ctx.actor

    def work() -> ListCheckClosed:
        check = list_checks.find(cell.id, command.half)
        if check is None:
            raise NotBegun
        before = list_checks.list_of(check)
        if before is not None and check.closed_by == actor.member_id:
            return _told(check.counts, before)
        check_open(check)
        people, answers = list_checks.people(cell.path), list_checks.answers(check.id)
        ids = [item.id for item in people]
        outcomes = {member_id: item.outcome for member_id, item in answers.items()}
        rules.check_closing(ids, command.shown, outcomes)
        counts = rules.counts(ids, outcomes)
        closed = _closed(cell, check, people, answers, actor.member_id)
        if check.version != command.version or not list_checks.close(check, closed, counts, actor.member_id, ctx.now):
            raise ListChanged
        paper_people.remove_all(check.id)
        details: dict[str, str | int | bool | None] = {"half": command.half, **counts}
        audit.record("identity.list_check_closed", actor=actor, subject=check.id, path=cell.path, details=details,
                     at=ctx.now)  # fmt: skip
        if set(list_checks.on_the_list_now(cell.path)) != set(ids):
            raise ListChanged
        return _told(counts, closed)

    return in_transaction(work)


def _closed(
    cell: Organisation, check: ListCheck, people: Sequence[Member], answers: Mapping[str, ListAnswer], by: str
) -> ClosedList:
    began_with = set(check.members)
    gone = members.by_ids(began_with - {item.id for item in people})
    closer = members.get(by)
    return ClosedList(
        cell_name=cell.name,
        closed_by=closer.full_name,
        members=[_member(item, answers[item.id], arrived=item.id not in began_with) for item in people],
        gone=[GoneMember(item.id, item.full_name) for item in gone],
        on_paper=[
            PaperOnly(item.full_name, item.card_number or "", item.note or "")
            for item in paper_people.of_check(check.id)
        ],
    )


def _member(member: Member, answer: ListAnswer, *, arrived: bool) -> ClosedMember:
    return ClosedMember(
        id=member.id,
        full_name=member.full_name,
        card_number=member.card_number or "",
        birth_year=date.fromisoformat(member.birth_date).year,
        status=member.status,
        outcome=answer.outcome,
        note=answer.note or "",
        arrived=arrived,
    )


def _told(counts: Mapping[str, int], closed: ClosedList) -> ListCheckClosed:
    return ListCheckClosed(dict(counts), sum(item.arrived for item in closed.members), len(closed.gone))
