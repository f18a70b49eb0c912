"""An editor deletes a picture or file that was sent for an article, with its bytes: sent by mistake, or showing what it
must not. Earlier texts keep their words and have a gap where it stood.

Not while readers have it or the text that is being written shows it: taking it out of the text is a change that they
are told of, deleting is not.
"""

from __future__ import annotations

import msgspec

from services.content.rules.article_files import file_ids
from services.content.rules.file_errors import FileInUse
from services.content.store import article_files, articles, scan_files, scans
from services.content.store.articles import Article
from services.content.usecases.found_for_change import article_to_change
from shared.security import audit
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class DeleteArticleFile(Request):
    article_id: Id
    file_id: Id


class DeletedFile(msgspec.Struct, frozen=True):
    id: str


def delete_article_file(command: DeleteArticleFile, ctx: Context) -> DeletedFile:
    """What is not there is as good as deleted, so that the same command may come again. Raises ArticleNotFound,
    NotPermitted, FileInUse."""
    article = article_to_change(command.article_id, ctx.actor)
    file = article_files.of_article_with(article.id, command.file_id)
    if file is None:
        return DeletedFile(command.file_id)

    def work() -> None:
        # As the article is now: a text that shows the file writes its row too, so of the two one waits for the other.
        if command.file_id in _shown(articles.get(article.id)):
            raise FileInUse
        article_files.forget(file)
        scans.discard(file.id)
        audit.record(
            "content.article_file_deleted", actor=ctx.actor, subject=article.id, path=article.audience,
            details={"file": file.id, "kind": file.kind}, at=ctx.now,
        )  # fmt: skip

    in_transaction(work)
    scan_files.forget(file.id)
    article_files.drop_bytes(file)  # a process that ends before this leaves them to the sweep
    return DeletedFile(command.file_id)


def _shown(article: Article) -> set[str]:
    if article.state == "withdrawn":
        return set()
    published = article.published.rich if article.state == "published" else []
    opened = article.opened.rich if article.is_open else []
    return {*file_ids(article.rich), *file_ids(published), *file_ids(opened)}
