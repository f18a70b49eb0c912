"""A record's fields as a page needs them: label, kind and choices come along, so the gateway knows no catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from services.identity.rules.permissions import may_change_field, may_see_field
from services.identity.rules.record_fields import FIELDS, SECTIONS, Field, choices, shown
from services.identity.store import member_changes
from services.identity.store.member_changes import MemberChange
from shared.security import Actor


class FieldView(msgspec.Struct, frozen=True):
    """`value` as stored and as a form sends it, `shown` as it is read."""

    name: str
    label: str
    kind: str
    value: str
    shown: str
    choices: dict[str, str]
    required: bool
    sensitive: bool
    changeable: bool


class SectionView(msgspec.Struct, frozen=True):
    name: str
    label: str
    fields: list[FieldView]


class ChangedField(msgspec.Struct, frozen=True):
    label: str
    before: str
    after: str


class ChangeView(msgspec.Struct, frozen=True):
    """`by`: None for an import at the machine itself."""

    id: str
    at: str
    by: str | None
    source: str
    reason: str
    fields: list[ChangedField]
    hidden: int
    """How many fields changed with it that the reader may not see."""


class ChangeList(msgspec.Struct, frozen=True):
    items: list[ChangeView]
    next_cursor: str | None


PAGE = 20


def field_view(field: Field, value: str, *, changeable: bool) -> FieldView:
    return FieldView(
        field.name, field.label, str(field.kind), value, shown(field, value), choices(field), field.required,
        field.sensitive, changeable,
    )  # fmt: skip


def sections_seen_by(actor: Actor, cell_path: str) -> dict[str, str]:
    """{section: label} of those with a field that the actor may read."""
    names = {field.section for field in FIELDS if may_see_field(actor, field.seen_by, cell_path)}
    return {name: label for name, label in SECTIONS.items() if name in names}


def section_for(actor: Actor, section: str, values: Mapping[str, str], cell_path: str, *, own: bool) -> SectionView:
    fields = [
        field_view(field, values.get(field.name, ""), changeable=not own and may_change(actor, field, cell_path))
        for field in FIELDS
        if field.section == section and may_see_field(actor, field.seen_by, cell_path)
    ]
    return SectionView(section, SECTIONS[section], fields)


def may_change(actor: Actor, field: Field, cell_path: str) -> bool:
    return may_change_field(actor, field.keeper, cell_path)


def changes_page(member_id: str, cell_path: str, actor: Actor, cursor: str | None, names: dict[str, str]) -> ChangeList:
    """The history as `actor` may read it; the own one is whole. `names` is filled with who made the changes."""
    found = member_changes.of_member(member_id, cursor, PAGE + 1)
    page = found[:PAGE]
    own = member_id == actor.member_id
    views = [_change(change, actor, cell_path, names, own=own) for change in page]
    return ChangeList(views, page[-1].id if len(found) > PAGE else None)


def changed_fields(change: MemberChange) -> list[ChangedField]:
    """All of them, in the order of the record: for the one whose record it is."""
    return _pairs(change, FIELDS)


def _pairs(change: MemberChange, fields: Iterable[Field]) -> list[ChangedField]:
    pairs = change.before_and_after()
    return [
        ChangedField(field.label, *(shown(field, value) for value in pairs[field.name]))
        for field in fields
        if field.name in pairs
    ]


def _change(change: MemberChange, actor: Actor, cell_path: str, names: dict[str, str], *, own: bool) -> ChangeView:
    fields = _pairs(change, [field for field in FIELDS if own or may_see_field(actor, field.seen_by, cell_path)])
    return ChangeView(
        id=change.id,
        at=change.at.isoformat(),
        by=names.get(change.by or ""),
        source=change.source,
        reason=change.reason or "",
        fields=fields,
        hidden=len(change.fields) - len(fields),
    )
