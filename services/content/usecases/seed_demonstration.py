"""The news of the fictional province, through the same commands an editor uses. Doing it again changes nothing."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.content.engines.article_file import ArticleFile, SentFile, read_article_file
from services.content.rules.errors import NotTheDemonstration
from services.content.usecases.publish_article import PublishArticle, publish_article
from services.content.usecases.revise_article import ReviseArticle, revise_article
from services.content.usecases.send_article_file import SendArticleFile, take_file
from services.content.usecases.write_article import ArticleAtDesk, WriteArticle, write_article
from shared import clock
from shared.security import Actor, Grant
from shared.usecase import Context, context, convert

EDITOR = "demonstration-editor"
PROVINCES = frozenset({"ts"})


def refuse_elsewhere(province: str) -> None:
    """Invented news must never stand among a real province's. Raises NotTheDemonstration."""
    if province not in PROVINCES:
        raise NotTheDemonstration


def article_id_of(name: str, audience: str) -> str:
    """Of the article that stands in `name`.txt: the id the command to write it makes first."""
    return _writing(name, audience).new_id()


def seed_articles(folder: Path, audience: str) -> int:
    """Returns how many articles were published now."""
    return sum(_publish_once(read_article_file(path), audience) for path in sorted(folder.glob("*.txt")))


def _publish_once(article: ArticleFile, audience: str) -> bool:
    ctx = _writing(article.name, audience)
    fields = {
        "title": article.title, "summary": article.summary, "body": article.body, "form": "markup",
        "audience": audience, "categories": article.categories,
    }  # fmt: skip
    written = write_article(convert(WriteArticle, fields), ctx)
    # A second seeding must not bring back what an editor of the demonstration took away or is writing anew.
    if written.state != "draft" or written.version > (2 if article.files else 1):
        return False
    version = _with_files(article, fields, written) if article.files else written.version
    publish_article(PublishArticle(article_id=written.id, version=version), ctx)
    return True


def _with_files(article: ArticleFile, fields: dict[str, Any], written: ArticleAtDesk) -> int:
    """Each command has a key of its own, so a seeding that was killed between them goes on."""
    audience = fields["audience"]
    key = f"seed-demo/{audience}/{article.name}"
    lines = {file.kind: _sent(file, written.id, as_editor(audience, f"{key}/{file.kind}")) for file in article.files}
    first, rest = article.body.split("\n\n", 1)
    parts = [first, lines.get("picture"), rest.strip(), lines.get("attachment")]
    text = {**fields, "body": "\n\n".join(filter(None, parts)), "article_id": written.id, "version": written.version}
    return revise_article(convert(ReviseArticle, text), as_editor(audience, f"{key}/text")).version


def _sent(file: SentFile, article_id: str, ctx: Context) -> str:
    """The line that puts it into the text."""
    told = {"kind": file.kind, "file_name": file.name, "alt": file.alt, "caption": file.caption}
    content = base64.b64encode(file.content).decode("ascii")
    asked = convert(SendArticleFile, {"article_id": article_id, "content": content, **told})
    return take_file(asked, ctx, looked_through=True).line  # our own files; the reader of scans may not be there


def _writing(name: str, audience: str) -> Context:
    return as_editor(audience, f"seed-demo/{audience}/{name}")


def as_editor(audience: str, key: str) -> Context:
    expires_at = clock.now() + timedelta(hours=1)
    actor = Actor(EDITOR, audience, (Grant("committee_editor", audience),), key, expires_at)
    return context(actor, repeat_key=key)
