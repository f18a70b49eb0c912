"""Imports of members from files below an organisation, the latest first."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.identity.rules.permissions import IMPORT_MEMBERS
from services.identity.store import member_imports
from shared.security import authorise
from shared.usecase import Context, Path, Request


class ListImports(Request):
    organisation_path: Path


class ImportRow(msgspec.Struct, frozen=True):
    id: str
    file_name: str
    state: str
    begun_at: datetime
    counts: dict[str, int]


class ImportList(msgspec.Struct, frozen=True):
    items: list[ImportRow]


def list_imports(query: ListImports, ctx: Context) -> ImportList:
    authorise(ctx.actor, IMPORT_MEMBERS, query.organisation_path)
    return ImportList(
        [
            ImportRow(item.id, item.file_name, item.state, item.begun_at, item.numbers())
            for item in member_imports.latest_below(query.organisation_path)
        ]
    )
