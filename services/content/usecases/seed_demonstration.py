"""The news of the fictional province, through the same commands an editor uses. Doing it again changes nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.content.engines.article_file import ArticleFile, read_article_file
from services.content.rules.errors import NotTheDemonstration
from services.content.usecases.publish_article import PublishArticle, publish_article
from services.content.usecases.write_article import WriteArticle, write_article
from shared import clock
from shared.security import Actor, Grant
from shared.usecase import Context, context, convert

EDITOR = "demonstration-editor"
PROVINCES = frozenset({"ts"})


def refuse_elsewhere(province: str) -> None:
    """Invented news must never stand among a real province's. Raises NotTheDemonstration."""
    if province not in PROVINCES:
        raise NotTheDemonstration


def seed_articles(folder: Path, audience: str) -> int:
    """Returns how many articles were published now."""
    return sum(_publish_once(read_article_file(path), audience) for path in sorted(folder.glob("*.txt")))


def _publish_once(article: ArticleFile, audience: str) -> bool:
    ctx = _as_editor(audience, f"seed-demo/{audience}/{article.name}")
    fields = {
        "title": article.title, "summary": article.summary, "body": article.body, "form": "markup",
        "audience": audience,
    }  # fmt: skip
    written = write_article(convert(WriteArticle, fields), ctx)
    # A second seeding must not bring back what an editor of the demonstration took away or is writing anew.
    if written.state != "draft" or written.version != 1:
        return False
    publish_article(PublishArticle(article_id=written.id, version=written.version), ctx)
    return True


def _as_editor(audience: str, key: str) -> Context:
    expires_at = clock.now() + timedelta(hours=1)
    actor = Actor(EDITOR, audience, (Grant("committee_editor", audience),), key, expires_at)
    return context(actor, repeat_key=key)
