"""A member accepts the operating regulation in the version that was read. Once is enough; a new version asks again."""

from __future__ import annotations

import msgspec

from services.content.rules.notice_errors import RegulationHasChanged, RegulationNotFound
from services.content.store import regulations
from shared.security import covers
from shared.usecase import Context, Id, Request, Version


class AcceptRegulation(Request):
    """`document_id` and `revision`: of what was read."""

    regulation_id: Id
    document_id: Id
    revision: Version


class RegulationAccepted(msgspec.Struct, frozen=True):
    regulation_id: str
    document_id: str
    revision: int


def accept_regulation(command: AcceptRegulation, ctx: Context) -> RegulationAccepted:
    """Raises RegulationNotFound, RegulationHasChanged."""
    regulation, document = regulations.get_with_document(command.regulation_id)
    if not covers(regulation.path, ctx.actor.cell_path):
        raise RegulationNotFound
    if (command.document_id, command.revision) != (document.id, document.revision):
        raise RegulationHasChanged
    # Another version that comes in between needs no lock: what is noted is the version, and the new one asks again.
    regulations.accept(regulation.id, document, ctx.actor, ctx.now)
    return RegulationAccepted(regulation.id, document.id, document.revision)
