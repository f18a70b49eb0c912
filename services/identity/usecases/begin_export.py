"""Somebody begins to take a table of members out: which fields, of which organisation, and what for. The rows come a
page at a time (queries/export_rows.py); the entry in the trail comes first."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.identity.rules.export_errors import NothingToExport
from services.identity.rules.exporting import field_of, head, in_order, known
from services.identity.rules.permissions import SEE_RECORD, may_see_field
from services.identity.rules.record_errors import FieldNotYours
from services.identity.store import member_exports, members_at
from services.identity.store.member_exports import MemberExport
from shared.security import Actor, audit, authorise
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Line, Path, Request


class BeginExport(Request):
    """`purpose`: in the words of who exports; it stands in the trail."""

    organisation_path: Path
    fields: Annotated[list[Id], Meta(min_length=1, max_length=80)]
    purpose: Line


class ExportBegun(msgspec.Struct, frozen=True):
    """`heads` in the order of the cells of each row."""

    export_id: str
    heads: list[str]
    count: int


def begin_export(command: BeginExport, ctx: Context) -> ExportBegun:
    """Raises NotPermitted, NothingToExport, FieldNotYours, SecretMark."""
    export_id, actor, path = ctx.new_id(), ctx.actor, command.organisation_path
    authorise(actor, SEE_RECORD, path)
    names = in_order(command.fields)
    if not names or not all(known(name) for name in command.fields):
        raise NothingToExport(details={"fields": NothingToExport.message})
    _check_permitted(names, actor, path)
    refuse_secrets({"purpose": command.purpose}, actor, path, ctx.now)
    heads = [head(name) for name in names]
    begun = member_exports.find(export_id)
    if begun is not None:  # the same command again
        return ExportBegun(export_id, heads, begun.count)
    count = members_at.number(path)

    def work() -> None:
        MemberExport(
            id=export_id, by=actor.member_id, path=path, fields=names, purpose=command.purpose, count=count, at=ctx.now
        ).save(force_insert=True)
        audit.record(
            "identity.members_exported", actor=actor, subject=export_id, path=path,
            details={"count": count, "fields": len(names), "purpose": command.purpose}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    return ExportBegun(export_id, heads, count)


def _check_permitted(names: list[str], actor: Actor, path: str) -> None:
    refused = [name for name in names if (field := field_of(name)) and not may_see_field(actor, field.seen_by, path)]
    if refused:
        raise FieldNotYours(details=dict.fromkeys(refused, FieldNotYours.message))
