"""A bulletin that was put together is thrown away unread."""

from __future__ import annotations

from services.content.store import bulletin_drafts
from services.content.usecases.keep_bulletin_draft import BulletinDraftAtDesk, known_draft
from shared.usecase import Context, Id, Request, Version


class DiscardBulletinDraft(Request):
    draft_id: Id
    version: Version


def discard_bulletin_draft(command: DiscardBulletinDraft, ctx: Context) -> BulletinDraftAtDesk:
    """Raises BulletinDraftNotFound, ChangedByAnother."""
    draft = known_draft(command.draft_id, ctx)
    bulletin_drafts.remove(draft.id, command.version)
    return BulletinDraftAtDesk(draft.id, draft.version)
