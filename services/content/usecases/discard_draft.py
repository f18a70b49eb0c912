"""A file that waits at the desk, or whose letters are being recognised, is thrown away."""

from __future__ import annotations

import msgspec

from services.content.rules.document_errors import DraftDone
from services.content.store import document_drafts, scan_files, scans
from services.content.usecases.import_draft import known_draft
from services.content.usecases.knowing_scan import known_scan
from shared.usecase import Context, Id, Request


class DiscardDraft(Request):
    draft_id: Id


class Discarded(msgspec.Struct, frozen=True):
    id: str


def discard_draft(command: DiscardDraft, ctx: Context) -> Discarded:
    """Raises DraftNotFound, DraftDone."""
    scan = known_scan(command.draft_id, ctx.actor)
    if scan is not None:
        scan_files.forget(scan.id)
        scans.discard(scan.id)
        return Discarded(scan.id)
    draft = known_draft(command.draft_id, ctx.actor)
    if draft.document_id is not None:
        raise DraftDone
    document_drafts.discard(draft.id)
    return Discarded(draft.id)
