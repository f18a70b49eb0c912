"""An editor gathers what was published into a bulletin and puts it before the members, in one go (F28)."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.books import Chapter, ChapterKind, check_chapters
from services.content.rules.bulletins import MOST_ITEMS, check_items
from services.content.rules.permissions import EDIT
from services.content.store import books
from services.content.store.bulletins import Bulletin
from shared.contracts.content import BulletinPublished
from shared.outbox import create
from shared.security import authorise
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Line, Path, Request


class BulletinItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: ChapterKind
    ref: Id


class PublishBulletin(Request):
    """`period`: as it is written ("Tháng 11 năm 2026"). `poll_id`: of a poll that asks what readers think of it."""

    title: Line
    period: Line
    audience: Path
    items: Annotated[list[BulletinItem], msgspec.Meta(min_length=1, max_length=MOST_ITEMS)]
    poll_id: Id | None = None


class BulletinAtDesk(msgspec.Struct, frozen=True):
    id: str
    version: int
    withdrawn: bool


def publish_bulletin(command: PublishBulletin, ctx: Context) -> BulletinAtDesk:
    """Repeated, it is the same bulletin, told once. Raises NotPermitted, ChapterTwice, BulletinItemOutOfReach."""
    authorise(ctx.actor, EDIT, command.audience)
    refuse_secrets({"title": command.title, "period": command.period}, ctx.actor, command.audience, ctx.now)
    items = [Chapter(item.kind, item.ref) for item in command.items]
    check_chapters(items)
    check_items(items, command.audience, books.texts_of(items))
    bulletin = Bulletin(
        id=ctx.new_id(),
        title=command.title,
        period=command.period,
        audience=command.audience,
        items=books.stored_chapters(items),
        poll_id=command.poll_id,
        author_id=ctx.actor.member_id,
        published_at=ctx.now,
    )
    told = BulletinPublished(
        bulletin_id=bulletin.id, bulletin_version=1, audience=command.audience, title=command.title
    )  # fmt: skip
    return at_desk(create(bulletin, told))


def at_desk(bulletin: Bulletin) -> BulletinAtDesk:
    return BulletinAtDesk(bulletin.id, bulletin.version, bulletin.withdrawn)
