"""An editor changes an article. Readers go on reading what was published until the change is published too.

A withdrawn article that is written anew is a draft again. A text that was under review, approved or scheduled is so no
more: the new one goes the whole way.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.content.rules.article_files import check_files
from services.content.rules.article_text import typed_blocks
from services.content.rules.permissions import authorise_edit
from services.content.store import article_files, articles, texts
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.write_article import ArticleAtDesk, WriteArticle, at_desk, text_of, texts_in
from shared.outbox import ChangedByAnother
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Version

Correction = Annotated[str, msgspec.Meta(max_length=300)]


class ReviseArticle(WriteArticle):
    """`correction`: what readers are told that was corrected, once this text is published in another's place."""

    article_id: Id
    version: Version
    correction: Correction = ""


def revise_article(command: ReviseArticle, ctx: Context) -> ArticleAtDesk:
    article = article_to_change(command.article_id, ctx.actor)
    authorise_edit(ctx.actor, [command.audience])
    blocks = typed_blocks(command.body, command.form, command.html)
    texts_sent = texts_in(command, blocks) | {"correction": command.correction}
    refuse_secrets(texts_sent, ctx.actor, command.audience, ctx.now)
    check_files(blocks, article_files.kinds_of(article.id))
    text = text_of(
        command, blocks, ctx, article_id=article.id, revision=article.revision + 1, carried=list(article.categories)
    )
    text.correction = command.correction
    if texts.was_written(text.id):
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    changed = articles.rewrite(
        article,
        text,
        set__title=command.title,
        set__summary=command.summary,
        set__paragraphs=list(text.paragraphs),
        set__blocks=list(text.blocks),
        set__categories=list(text.categories),
        set__audience=command.audience,
        set__state="published" if article.state == "published" else "draft",
        set__revision=text.revision,
        set__stage="writing",
        set__correction=command.correction,
        unset__approved_revision=1,
        unset__publish_at=1,
        set__changed_at=ctx.now,
    )
    return at_desk(changed)
