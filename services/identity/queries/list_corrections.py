"""Corrections that members asked for and that nobody has decided yet, the oldest first; a page at a time.

What a reader may not see of a record is not shown here either: such a request waits for the committee's office.
"""

from __future__ import annotations

import msgspec

from services.identity.queries.reading_records import leave_trail
from services.identity.queries.record_views import ChangedField
from services.identity.rules.permissions import SEE_RECORD, may_change_field, may_see_field
from services.identity.rules.record_fields import BY_NAME
from services.identity.store import corrections, members
from services.identity.store.corrections import Correction
from shared.security import Actor, authorise
from shared.usecase import Context, Id, Path, Request

PAGE = 20


class ListCorrections(Request):
    organisation_path: Path
    cursor: Id | None = None


class CorrectionView(msgspec.Struct, frozen=True):
    """`acceptable`: every field is one that the reader keeps."""

    id: str
    member_id: str
    full_name: str
    made_at: str
    reason: str
    fields: list[ChangedField]
    acceptable: bool


class CorrectionList(msgspec.Struct, frozen=True):
    items: list[CorrectionView]
    next_cursor: str | None


def list_corrections(query: ListCorrections, ctx: Context) -> CorrectionList:
    authorise(ctx.actor, SEE_RECORD, query.organisation_path)
    found = corrections.page(query.organisation_path, query.cursor, PAGE + 1)
    page = found[:PAGE]
    shown = [item for item in page if _may_see(ctx.actor, item)]
    names = {item.id: item.full_name for item in members.by_ids(item.member_id for item in shown)}
    leave_trail("identity.corrections_listed", ctx, query.organisation_path, sorted(names))
    items = [
        CorrectionView(
            id=item.id,
            member_id=item.member_id,
            full_name=names.get(item.member_id, ""),
            made_at=item.made_at.isoformat(),
            reason=item.reason,
            fields=[ChangedField(*told) for told in item.as_read()],
            acceptable=item.member_id != ctx.actor.member_id
            and all(may_change_field(ctx.actor, BY_NAME[name].keeper, item.cell_path) for name in _fields(item)),
        )
        for item in shown
    ]
    return CorrectionList(items, page[-1].id if len(found) > PAGE else None)


def _may_see(actor: Actor, item: Correction) -> bool:
    return all(may_see_field(actor, BY_NAME[name].seen_by, item.cell_path) for name in _fields(item))


def _fields(item: Correction) -> list[str]:
    return [name for name in item.before_and_after() if name in BY_NAME]
