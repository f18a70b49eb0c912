"""An editor puts a bulletin together over some days. Nobody but the editors of the place sees it until it is published;
what goes into it is checked for its readers then."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from services.content.rules.books import Chapter, check_chapters
from services.content.rules.bulletins import MOST_ITEMS
from services.content.rules.errors import BulletinDraftNotFound
from services.content.rules.permissions import EDIT
from services.content.store import books, bulletin_drafts
from services.content.store.bulletin_drafts import BulletinDraft
from services.content.usecases.publish_bulletin import BulletinItem
from shared.outbox import ChangedByAnother
from shared.security import allowed, authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Line, Path, Request, Version


class KeepBulletinDraft(Request):
    """`draft_id`: of the one that is changed, in the `version` that was seen; without it, a new one."""

    title: Line
    audience: Path
    items: Annotated[list[BulletinItem], msgspec.Meta(max_length=MOST_ITEMS)] = []
    period: Annotated[str, msgspec.Meta(max_length=200)] = ""
    poll_id: Id | None = None
    draft_id: Id | None = None
    version: Version = 0


class BulletinDraftAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int


def keep_bulletin_draft(command: KeepBulletinDraft, ctx: Context) -> BulletinDraftAtDesk:
    """Raises NotPermitted, ChapterTwice, SecretMark, BulletinDraftNotFound, ChangedByAnother."""
    items = [Chapter(item.kind, item.ref) for item in command.items]
    authorise(ctx.actor, EDIT, command.audience)
    check_chapters(items)
    refuse_secrets({"title": command.title, "period": command.period}, ctx.actor, command.audience, ctx.now)
    fields: dict[str, Any] = {
        "title": command.title, "period": command.period, "audience": command.audience,
        "items": books.stored_chapters(items), "poll_id": command.poll_id,
    }  # fmt: skip
    if command.draft_id is None:
        return _new(fields, ctx)
    draft = known_draft(command.draft_id, ctx)
    if draft.version == command.version + 1 and all(getattr(draft, name) == value for name, value in fields.items()):
        return BulletinDraftAtDesk(draft.id, draft.version)  # the same command again
    if draft.version != command.version:
        raise ChangedByAnother
    bulletin_drafts.change(draft.id, command.version, changed_at=ctx.now, **fields)
    return BulletinDraftAtDesk(draft.id, command.version + 1)


def _new(fields: dict[str, Any], ctx: Context) -> BulletinDraftAtDesk:
    draft_id = ctx.new_id()
    if (known := bulletin_drafts.find(draft_id)) is not None:
        return BulletinDraftAtDesk(known.id, known.version)
    made = BulletinDraft(id=draft_id, version=1, author_id=ctx.actor.member_id, changed_at=ctx.now, **fields)
    made.save(force_insert=True)
    return BulletinDraftAtDesk(draft_id, 1)


def known_draft(draft_id: str, ctx: Context) -> BulletinDraft:
    """Raises BulletinDraftNotFound, also for one of another committee."""
    draft = bulletin_drafts.get(draft_id)
    if not allowed(ctx.actor, EDIT, draft.audience):
        raise BulletinDraftNotFound
    return draft
