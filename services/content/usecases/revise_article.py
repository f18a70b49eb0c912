"""An editor changes an article. Readers go on reading what was published until the change is published too.

A withdrawn article that is written anew is a draft again.
"""

from __future__ import annotations

from services.content.rules.article_text import paragraphs_of
from services.content.rules.permissions import authorise_edit
from services.content.store import articles, texts
from services.content.usecases.write_article import ArticleAtDesk, WriteArticle, at_desk, text_of, texts_in
from shared.outbox import ChangedByAnother
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Version


class ReviseArticle(WriteArticle):
    article_id: Id
    version: Version


def revise_article(command: ReviseArticle, ctx: Context) -> ArticleAtDesk:
    article = articles.get(command.article_id)
    authorise_edit(ctx.actor, article.places | {command.audience})
    refuse_secrets(texts_in(command), ctx.actor, command.audience, ctx.now)
    text = text_of(command, article.id, article.revision + 1, ctx)
    if texts.was_written(text.id):
        return at_desk(article)
    if article.version != command.version:
        raise ChangedByAnother
    changed = articles.rewrite(
        article,
        text,
        set__title=command.title,
        set__summary=command.summary,
        set__paragraphs=paragraphs_of(command.body),
        set__audience=command.audience,
        set__state="published" if article.state == "published" else "draft",
        set__revision=text.revision,
        set__changed_at=ctx.now,
    )
    return at_desk(changed)
