"""An editor names one document of the library as the operating regulation ("quy chế làm việc") of a committee, another
one instead of it, or none any more. Everybody below is asked to accept it; what was accepted before stays on record."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import RegulationUnfit
from services.content.rules.permissions import EDIT
from services.content.store import documents, regulations
from services.content.store.regulations import Regulation
from shared.outbox import ChangedByAnother, change, create
from shared.security import authorise, covers
from shared.usecase import Context, Id, Path, Request, Version


class NameRegulation(Request):
    """`version`: 0 where none was named yet. Without `document_id` there is none from now on."""

    path: Path
    version: Version
    document_id: Id | None = None


class RegulationAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    path: str
    document_id: str | None


def name_regulation(command: NameRegulation, ctx: Context) -> RegulationAtDesk:
    """Raises NotPermitted, RegulationUnfit, ChangedByAnother."""
    authorise(ctx.actor, EDIT, command.path)
    held = regulations.find(command.path)
    if held is not None and held.document_id == command.document_id and held.version == command.version + 1:
        return _view(held)
    if command.version != (held.version if held else 0):
        raise ChangedByAnother
    if command.document_id is not None:
        _check(command.document_id, command.path)
    if held is not None:
        return _view(
            change(
                held,
                set__document_id=command.document_id,
                set__named_by=ctx.actor.member_id,
                set__named_at=ctx.now,
            )
        )
    return _view(_first(command, ctx))


def _first(command: NameRegulation, ctx: Context) -> Regulation:
    named = Regulation(
        id=regulations.id_of(command.path),
        path=command.path,
        document_id=command.document_id,
        named_by=ctx.actor.member_id,
        named_at=ctx.now,
    )
    stored = create(named)
    if stored is not named:
        raise ChangedByAnother
    return stored


def _check(document_id: str, path: str) -> None:
    document = documents.find(document_id)
    if document is None or document.withdrawn or not covers(document.audience, path):
        raise RegulationUnfit(details={"document": RegulationUnfit.message})


def _view(held: Regulation) -> RegulationAtDesk:
    return RegulationAtDesk(held.id, held.version, held.path, held.document_id)
