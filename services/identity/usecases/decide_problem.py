"""The desk decides about a doubtful record: correct it, ask the member, set it aside, or take it up again.

A correction goes the way of every other one, with its history; it may touch only what the problem is about.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from services.identity.rules import doubled_records
from services.identity.rules.permissions import KEEP_CELL_FIELDS, may_change_field
from services.identity.rules.problem_errors import NotOfThisProblem, ProblemNotFound, ReasonNeeded
from services.identity.rules.record_errors import FieldNotYours, NothingToChange, OwnRecord
from services.identity.rules.record_fields import BY_NAME
from services.identity.rules.record_problems import Kind, findings
from services.identity.store import member_changes, member_values, members, record_problems
from services.identity.store.members import Member
from services.identity.store.record_problems import ASKED, OPEN, SET_ASIDE, RecordProblem
from services.identity.usecases.changing_record import Cause, change_record, parsed
from services.identity.usecases.check_records import check_record
from shared.clock import local_date
from shared.outbox import ChangedByAnother
from shared.security import Actor, allowed, audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version

STATES = {"ask": ASKED, "set_aside": SET_ASIDE, "take_up": OPEN}


class DecideProblem(Request):
    """`changes`: {field: text as typed} for "correct", of the fields shown. `reason`: why it is corrected or set aside,
    or what the member is asked. `version`: of the record as it was shown."""

    problem_id: Id
    decision: Literal["correct", "ask", "set_aside", "take_up"]
    version: Version
    changes: Annotated[dict[str, Annotated[str, Meta(max_length=200)]], Meta(max_length=10)] = {}
    reason: Annotated[str, Meta(max_length=200)] = ""


class ProblemDecided(msgspec.Struct, frozen=True):
    """`gone`: the record is in order by now, as far as this problem goes."""

    gone: bool


def decide_problem(command: DecideProblem, ctx: Context) -> ProblemDecided:
    """Raises ProblemNotFound, OwnRecord, FieldNotYours, ReasonNeeded, ChangedByAnother, SecretMark, and what every
    correction by the desk raises."""
    change_id, actor = ctx.new_id(), ctx.actor
    if member_changes.with_id(change_id) is not None:  # the same command again
        return ProblemDecided(record_problems.find(command.problem_id) is None)
    row, member = _found(command.problem_id, actor)
    if member.id == actor.member_id:
        raise OwnRecord
    if member.version != command.version:
        raise ChangedByAnother
    if command.decision != "take_up" and not command.reason:
        raise ReasonNeeded(details={"reason": ReasonNeeded.message})
    if command.decision == "correct":
        return _correct(command, row, member, ctx, change_id)
    _check_keeper(row, member, actor, asks=command.decision == "ask", now=ctx.now)
    refuse_secrets({"reason": command.reason}, actor, member.cell_path, ctx.now)
    _settle(command, row, member, ctx)
    return ProblemDecided(gone=False)


def _settle(command: DecideProblem, row: RecordProblem, member: Member, ctx: Context) -> None:
    state, actor = STATES[command.decision], ctx.actor
    if row.state == state:
        if state == OPEN or row.decided_by == actor.member_id:  # the same tap again
            return
        raise ChangedByAnother

    def work() -> None:
        record_problems.settle(row, state, actor.member_id, command.reason, ctx.now)
        _leave_entry(row, member, command.decision, actor, ctx.now)

    in_transaction(work)


def _found(problem_id: str, actor: Actor) -> tuple[RecordProblem, Member]:
    row = record_problems.find(problem_id)
    if row is None:
        raise ProblemNotFound
    member = members.get(row.member_id)
    if not allowed(actor, KEEP_CELL_FIELDS, member.cell_path):
        raise ProblemNotFound
    return row, member


def _correct(
    command: DecideProblem, row: RecordProblem, member: Member, ctx: Context, change_id: str
) -> ProblemDecided:  # fmt: skip
    if not command.changes:
        raise NothingToChange
    about = _fields(row, member, ctx.now)
    if not command.changes.keys() <= about:
        raise NotOfThisProblem(details=dict.fromkeys(command.changes.keys() - about, NotOfThisProblem.message))
    cause = Cause(change_id, "cleaning", command.reason, row.id)
    wanted = parsed(command.changes)

    def work() -> None:
        changed = change_record(member, wanted, cause, ctx.actor, ctx.now)
        _leave_entry(row, changed, command.decision, ctx.actor, ctx.now)
        check_record(changed, ctx.now)

    in_transaction(work)
    return ProblemDecided(record_problems.find(row.id) is None)


def _fields(row: RecordProblem, member: Member, now: datetime) -> set[str]:
    """Raises ProblemNotFound where the record has changed and the problem is no longer there."""
    if row.kind == Kind.DOUBLED:
        return {*doubled_records.FIELDS, "status", "status_reason"}
    for item in findings(member_values.values_of(member), local_date(now)):
        if item.code == row.code:
            return set(item.fields)
    raise ProblemNotFound


def _check_keeper(row: RecordProblem, member: Member, actor: Actor, *, asks: bool, now: datetime) -> None:
    """Whoever keeps the cell's fields may ask; setting aside is for who could have corrected."""
    fields = _fields(row, member, now)
    if not asks and not all(may_change_field(actor, BY_NAME[name].keeper, member.cell_path) for name in fields):
        raise FieldNotYours


def _leave_entry(row: RecordProblem, member: Member, decision: str, actor: Actor, now: datetime) -> None:
    audit.record(
        "identity.problem_decided", actor=actor, subject=row.id, path=member.cell_path, about=[member.id],
        details={"problem": row.code, "decision": decision}, at=now,
    )  # fmt: skip
