"""Records of an organisation that ask to be looked at again, a page at a time, and how many of each kind there are.

Reads the kept rows and the records of one page: the size of the province does not matter to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from services.identity.queries.problem_views import ProblemView, finding_of, problem_view
from services.identity.queries.reading_records import leave_trail
from services.identity.rules.permissions import SEE_RECORD
from services.identity.store import member_values, members, record_problems
from services.identity.store.record_problems import RecordProblem
from shared.clock import local_date
from shared.security import authorise
from shared.usecase import Context, Id, Path, Request

PAGE = 20


class ListProblems(Request):
    """`code`: only these."""

    organisation_path: Path
    state: Literal["open", "asked", "set_aside"] = "open"
    code: Id | None = None
    cursor: Id | None = None


class ProblemList(msgspec.Struct, frozen=True):
    """`counts`: {code: how many} of this state, whatever was asked for."""

    items: list[ProblemView]
    counts: dict[str, int]
    next_cursor: str | None


def list_problems(query: ListProblems, ctx: Context) -> ProblemList:
    authorise(ctx.actor, SEE_RECORD, query.organisation_path)
    found = record_problems.page(query.organisation_path, query.state, query.code, query.cursor, PAGE + 1)
    page = found[:PAGE]
    items = _views(page, ctx)
    leave_trail("identity.problems_listed", ctx, query.organisation_path, sorted({item.member_id for item in items}))
    counts = dict(record_problems.counts(query.organisation_path, query.state))
    return ProblemList(items, counts, page[-1].id if len(found) > PAGE else None)


def _views(page: Sequence[RecordProblem], ctx: Context) -> list[ProblemView]:
    people = members.whole({row.member_id for row in page} | {row.peer_id for row in page if row.peer_id})
    views = []
    for row in page:
        member = people.get(row.member_id)
        if member is None:
            continue
        values = member_values.values_of(member)
        found = finding_of(row, values, local_date(ctx.now))
        if found is not None:
            peer = people.get(row.peer_id or "")
            views.append(problem_view(row, member, values, found, peer=peer, actor=ctx.actor))
    return views
