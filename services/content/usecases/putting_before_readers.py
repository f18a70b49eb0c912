"""A text goes to its readers, by an editor's hand or at its set time: once, with one event and one row of history."""

from __future__ import annotations

from datetime import datetime

from services.content.engines.in_use import two_persons_asked
from services.content.rules.article_files import file_ids
from services.content.rules.article_text import correction_line, plain_line
from services.content.rules.blocks import RichBlock
from services.content.rules.editorial_errors import NotApproved
from services.content.store import article_files
from services.content.store.articles import Article, Correction, PublishedText
from services.content.usecases.taking_step import take_step
from shared.clock import local_date
from shared.contracts.content import ArticlePublished, Block
from shared.security import Actor
from shared.security.refusing import refuse_secrets


def check_approved(article: Article) -> None:
    """Raises NotApproved where the setting asks for two persons and this text was not approved."""
    if two_persons_asked() and not article.is_approved:
        raise NotApproved


def put_before_readers(article: Article, kind: str, actor: Actor | None, at: datetime) -> Article:
    """`kind` of the step; `actor` None: at its set time. Raises NotApproved, SecretMark, ChangedByAnother,
    FileNotAttached, FileBeingLookedThrough."""
    check_approved(article)
    article_files.check_shown(article.id, file_ids(article.rich))
    # Again: the rules may have become stricter since the text was written.
    text = {"title": article.title, "summary": article.summary or "", "body": "\n".join(article.paragraphs)}
    refuse_secrets(text | {"correction": article.correction or ""}, actor, article.audience, at)
    shown = _for_readers(article, at)
    return take_step(
        article,
        kind,
        actor.member_id if actor else "",
        at,
        _told(article, shown),
        set__state="published",
        set__published=shown,
        set__published_at=article.published_at if article.state == "published" else at,
        set__published_version=article.version + 1,
        set__stage="writing",
        unset__approved_revision=1,
        unset__publish_at=1,
        unset__correction=1,
    )


def _told(article: Article, shown: PublishedText) -> ArticlePublished:
    corrections = [correction_line(local_date(each.at), each.note) for each in shown.corrections]
    return ArticlePublished(
        article_id=article.id,
        article_version=article.version + 1,
        audience=article.audience,
        title=article.title,
        categories=list(article.categories),
        blocks=[*(Block(text=line) for line in corrections), *map(_block, shown.rich)],
    )


def _block(block: RichBlock) -> Block:
    if block.kind == "picture":
        return Block(text=block.text, kind="image")
    if block.kind == "attachment":
        return Block(text=plain_line(block))
    return Block(text=block.text, kind=block.kind, mark=block.mark, level=1 if block.kind == "item" else block.level)


def _for_readers(article: Article, at: datetime) -> PublishedText:
    return PublishedText(
        revision=article.revision,
        title=article.title,
        summary=article.summary,
        paragraphs=list(article.paragraphs),
        blocks=list(article.blocks),
        categories=list(article.categories),
        audience=article.audience,
        corrections=_corrections(article, at),
    )


def _corrections(article: Article, at: datetime) -> list[Correction]:
    """Those that readers have seen stay. What comes back after it was withdrawn begins without."""
    if article.state != "published":
        return []
    new = [Correction(at=at, note=article.correction)] if article.correction else []
    return [*article.published.corrections, *new]
