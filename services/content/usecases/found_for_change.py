"""What an editor asked to change, by its id. Who may neither edit nor read it learns no more than of an id that nobody
ever gave; who reads it and may not change it is told so."""

from __future__ import annotations

from collections.abc import Iterable

from services.content.rules.errors import ArticleNotFound, BookNotFound, BulletinNotFound
from services.content.rules.permissions import EDIT, authorise_edit, may_read
from services.content.store import articles, books, bulletins
from services.content.store.articles import Article
from services.content.store.books import Book
from services.content.store.bulletins import Bulletin
from shared.errors import NotFound
from shared.security import Actor, allowed


def authorise_change(actor: Actor, places: Iterable[str], *, reads: bool, unknown: type[NotFound]) -> None:
    """`reads`: the actor is among its readers. Raises NotPermitted, `unknown`."""
    held = list(places)
    if not reads and not any(allowed(actor, EDIT, place) for place in held):
        raise unknown
    authorise_edit(actor, held)


def article_to_change(article_id: str, actor: Actor) -> Article:
    """Raises ArticleNotFound, NotPermitted."""
    article = articles.get(article_id)
    reads = article.state == "published" and may_read(actor, article.published.audience)
    authorise_change(actor, article.places, reads=reads, unknown=ArticleNotFound)
    return article


def book_to_change(book_id: str, actor: Actor) -> Book:
    """Raises BookNotFound, NotPermitted."""
    book = books.get(book_id)
    reads = book.state == "published" and may_read(actor, book.published.audience)
    authorise_change(actor, book.places, reads=reads, unknown=BookNotFound)
    return book


def bulletin_to_change(bulletin_id: str, actor: Actor) -> Bulletin:
    """Raises BulletinNotFound, NotPermitted."""
    bulletin = bulletins.get(bulletin_id)
    reads = not bulletin.withdrawn and may_read(actor, bulletin.audience)
    authorise_change(actor, [bulletin.audience], reads=reads, unknown=BulletinNotFound)
    return bulletin
