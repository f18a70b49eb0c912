"""What an editor is typing is kept from time to time, so that a closed browser loses nothing. Not a draft: no revision,
no history, no other reader. Each page on which an article lies open has its own copy, and is told of the others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from services.content.rules.article_text import plain
from services.content.rules.markup import markup_of
from services.content.rules.permissions import EDIT
from services.content.rules.rich_html import blocks_of_html
from services.content.store import working_copies
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.write_article import Categories, Html, Summary
from shared.ids import new_id
from shared.security import paths_for
from shared.security.errors import NotPermitted
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version

KEPT = timedelta(days=90)


class KeepWorkingCopy(Request):
    """Whatever has been typed so far: nothing in it needs to be complete. `window`: the page it is typed on;
    `taken_from`, `taken_mark`: the copy that the page showed when it was opened, which this one continues."""

    window: Id
    taken_from: Id | None = None
    taken_mark: Annotated[str, msgspec.Meta(max_length=64)] = ""
    article_id: Id | None = None
    version: Version = 0
    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    summary: Summary = ""
    body: Annotated[str, msgspec.Meta(max_length=60_000)] = ""
    html: Html = ""
    categories: Categories = msgspec.field(default_factory=list)
    audience: Annotated[str, msgspec.Meta(max_length=512)] = ""
    correction: Annotated[str, msgspec.Meta(max_length=300)] = ""


class KeptCopy(msgspec.Struct, frozen=True):
    """`elsewhere_at`: when the last of the other copies of this article was kept."""

    saved_at: datetime
    elsewhere_at: datetime | None


def keep_working_copy(command: KeepWorkingCopy, ctx: Context) -> KeptCopy:
    """Raises ArticleNotFound, NotPermitted, SecretMark, TooManyCopies."""
    place = _place(command, ctx)
    blocks = blocks_of_html(command.html)
    texts = {name: getattr(command, name) for name in ("title", "summary", "body", "correction")}
    refuse_secrets(texts | {"html": "\n".join(plain(blocks))}, ctx.actor, place, ctx.now)
    if command.html:
        texts["body"] = markup_of(blocks)
    me = ctx.actor.member_id
    working_copies.keep(
        me, command.article_id, command.window, new_id(), article_version=command.version,
        categories=command.categories, audience=command.audience, saved_at=ctx.now, **texts,
    )  # fmt: skip
    if command.taken_from and command.taken_from != command.window:
        working_copies.discard(me, command.article_id, command.taken_from, command.taken_mark)
    others = [each for each in working_copies.of_article(me, command.article_id) if each.window != command.window]
    return KeptCopy(ctx.now, others[0].saved_at if others else None)


def _place(command: KeepWorkingCopy, ctx: Context) -> str:
    if command.article_id:
        return str(article_to_change(command.article_id, ctx.actor).audience)
    held = paths_for(ctx.actor, EDIT)
    if not held:
        raise NotPermitted
    return held[0]


def forget_old_copies(now: datetime) -> int:
    return working_copies.forget_before(now - KEPT)
