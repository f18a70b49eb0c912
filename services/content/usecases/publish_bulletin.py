"""An editor gathers what was published into a bulletin and puts it before the members, in one go (F28)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from services.content.rules.books import Chapter, ChapterKind, check_chapters
from services.content.rules.bulletins import MOST_ITEMS, check_items
from services.content.rules.permissions import EDIT
from services.content.store import books
from services.content.store.books import StoredChapter
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


@dataclass(frozen=True)
class Gathered:
    """What a bulletin is made of."""

    id: str
    title: str
    period: str
    audience: str
    items: Sequence[StoredChapter]
    poll_id: str | None


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
    gathered = Gathered(
        ctx.new_id(), command.title, command.period, command.audience, books.stored_chapters(items), command.poll_id
    )
    return put_before_readers(gathered, ctx)


def put_before_readers(gathered: Gathered, ctx: Context) -> BulletinAtDesk:
    """Raises BulletinItemOutOfReach."""
    items = books.chapters_of(gathered.items)
    check_items(items, gathered.audience, books.texts_of(items))
    bulletin = Bulletin(
        id=gathered.id,
        title=gathered.title,
        period=gathered.period,
        audience=gathered.audience,
        items=list(gathered.items),
        poll_id=gathered.poll_id,
        author_id=ctx.actor.member_id,
        published_at=ctx.now,
    )
    told = BulletinPublished(
        bulletin_id=bulletin.id, bulletin_version=1, audience=gathered.audience, title=gathered.title
    )  # fmt: skip
    return at_desk(create(bulletin, told))


def at_desk(bulletin: Bulletin) -> BulletinAtDesk:
    return BulletinAtDesk(bulletin.id, bulletin.version, bulletin.withdrawn)
