"""A bulletin that was put together goes to its readers, and is no draft any more. Repeated, it is the same bulletin."""

from __future__ import annotations

from services.content.rules.errors import BulletinIncomplete
from services.content.rules.permissions import EDIT
from services.content.store import bulletin_drafts, bulletins
from services.content.usecases.keep_bulletin_draft import known_draft
from services.content.usecases.publish_bulletin import BulletinAtDesk, Gathered, at_desk, put_before_readers
from shared.outbox import ChangedByAnother
from shared.security import authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request, Version


class PublishBulletinDraft(Request):
    draft_id: Id
    version: Version


def publish_bulletin_draft(command: PublishBulletinDraft, ctx: Context) -> BulletinAtDesk:
    """Raises BulletinDraftNotFound, ChangedByAnother, BulletinIncomplete, BulletinItemOutOfReach."""
    published = bulletins.find(command.draft_id)
    if published is not None:
        authorise(ctx.actor, EDIT, published.audience)
        return at_desk(published)
    draft = known_draft(command.draft_id, ctx)
    if draft.version != command.version:
        raise ChangedByAnother
    if not draft.period or not draft.items:
        raise BulletinIncomplete
    gathered = Gathered(draft.id, draft.title, draft.period, draft.audience, draft.items, draft.poll_id)

    def work() -> BulletinAtDesk:
        bulletin_drafts.remove(draft.id, draft.version)
        return put_before_readers(gathered, ctx)

    return in_transaction(work)
