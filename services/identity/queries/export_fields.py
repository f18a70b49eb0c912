"""Which fields the reader may take out of the records of an organisation, by section."""

from __future__ import annotations

import msgspec

from services.identity.rules.exporting import PLACES, TO_IMPORT_AGAIN, head
from services.identity.rules.permissions import SEE_RECORD, may_see_field
from services.identity.rules.record_fields import FIELDS, SECTIONS
from shared.security import authorise
from shared.usecase import Context, Path, Request


class ExportFields(Request):
    organisation_path: Path


class Choice(msgspec.Struct, frozen=True):
    name: str
    label: str
    sensitive: bool


class ChoiceSection(msgspec.Struct, frozen=True):
    label: str
    fields: list[Choice]


class ExportChoices(msgspec.Struct, frozen=True):
    """`to_import_again`: labels without which the table cannot be imported."""

    sections: list[ChoiceSection]
    to_import_again: list[str]


def export_fields(query: ExportFields, ctx: Context) -> ExportChoices:
    authorise(ctx.actor, SEE_RECORD, query.organisation_path)
    sections = [ChoiceSection("Nơi sinh hoạt", [Choice(name, label, False) for name, label in PLACES.items()])]
    for section, label in SECTIONS.items():
        choices = [
            Choice(field.name, field.label, field.sensitive)
            for field in FIELDS
            if field.section == section and may_see_field(ctx.actor, field.seen_by, query.organisation_path)
        ]
        if choices:
            sections.append(ChoiceSection(label, choices))
    return ExportChoices(sections, [head(name) for name in TO_IMPORT_AGAIN])
