"""One entry of the breach register with its notes, and a draft of the notice to the authority. Audited."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.queries.list_breaches import BreachRow, row_of
from services.identity.rules.breach_notice import draft_notice
from services.identity.rules.breaches import notice_due
from services.identity.store import members, organisations
from services.identity.store.breaches import Breach
from services.identity.usecases.handling_breach import leave_trail, to_work_on
from shared.clock import LOCAL
from shared.usecase import Context, Id, Request


class ReadBreach(Request):
    breach_id: Id


class NoteView(msgspec.Struct, frozen=True):
    at: datetime
    by: str | None
    text: str


class BreachView(msgspec.Struct, frozen=True):
    head: BreachRow
    organisation_name: str
    notice_due: datetime
    what_happened: str
    measures: str | None
    notes: list[NoteView]
    report_needed: bool | None
    report_reference: str | None
    reported_at: datetime | None
    draft: str


def read_breach(query: ReadBreach, ctx: Context) -> BreachView:
    item = to_work_on(query.breach_id, ctx)
    leave_trail("identity.breach_read", item, ctx)
    names = {member.id: member.full_name for member in members.by_ids({note.by for note in item.notes})}
    place = organisations.names_of([item.path]).get(item.path, "")
    return BreachView(
        head=row_of(item, ctx.now),
        organisation_name=place,
        notice_due=notice_due(item.detected_at),
        what_happened=item.what_happened,
        measures=item.measures,
        notes=[NoteView(note.at, names.get(note.by), note.text) for note in item.notes],
        report_needed=item.report_needed,
        report_reference=item.report_reference,
        reported_at=item.reported_at,
        draft=_draft(item, place),
    )


def _draft(item: Breach, place: str) -> str:
    return draft_notice(
        place=place,
        detected=item.detected_at.astimezone(LOCAL),
        what_happened=item.what_happened,
        kinds=item.data_kinds,
        affected=item.persons_affected,
        measures=[item.measures or "", *(note.text for note in item.notes)],
    )
