"""An audio book is opened to everybody by a decision of its own, when all of its chapters are, and closed again."""

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_open_books import list_open_books
from services.content.queries.read_book import read_book
from services.content.queries.read_open_book import read_open_book
from services.content.rules.errors import (
    BookAlreadyOpen,
    BookNotFound,
    BookNotOpen,
    BookNotPublished,
    ChapterNotOpen,
)
from services.content.store.books import Book
from services.content.store.documents import Document
from services.content.usecases.change_book import change_book
from services.content.usecases.close_book import close_book
from services.content.usecases.import_document import import_document
from services.content.usecases.open_book import open_book
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_book import withdraw_book
from shared.errors import Invalid
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import context, perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.usecases.test_books import made, publish, with_chapters
from tests.services.content.usecases.test_documents import file
from tests.services.content.usecases.test_open_articles import closed as article_closed
from tests.services.content.usecases.test_open_articles import opened as article_opened
from tests.services.content.usecases.test_open_articles import version_of

pytestmark = pytest.mark.slow
Published = Callable[..., str]
ANYBODY = context(None)


def opened(book: dict[str, Any], **fields: Any) -> dict[str, Any]:
    sent = {"book_id": book["id"], "version": book["version"], "reason": "Tuyên truyền", "confirmed": True}
    answer: dict[str, Any] = perform(open_book, {**sent, **fields}, editor())
    return answer


def closed(book: dict[str, Any], reason: str = "Hết đợt") -> dict[str, Any]:
    fields = {"book_id": book["id"], "version": book["version"], "reason": reason}
    answer: dict[str, Any] = perform(close_book, fields, editor())
    return answer


def open_articles(published: Published, *titles: str) -> list[str]:
    made_now = [published(title) for title in titles]
    for article in made_now:
        article_opened(article)
    return made_now


def in_public(book: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = perform(read_open_book, {"book_id": book["id"]}, ANYBODY)
    return found


def public_state(book: dict[str, Any]) -> str:
    return str(perform(read_book, {"book_id": book["id"], "working": True}, editor())["public"])


def trail() -> list[str]:
    return [row["action"] for row in database()["audit_entries"].find({"action": {"$regex": "book"}}).sort("_id", 1)]


def test_anybody_hears_the_edition_that_was_opened_and_reads_nothing_about_its_making(published: Published) -> None:
    book = publish(with_chapters(made(), *open_articles(published, "Một", "Hai")))
    with pytest.raises(BookNotFound):
        in_public(book)
    assert perform(list_open_books, {}, ANYBODY)["items"] == []
    opened(book)
    shown = in_public(book)
    assert set(shown) == {"id", "edition", "title", "summary", "chapters", "opened_at", "cover"}
    assert [(item["number"], item["title"], item["available"]) for item in shown["chapters"]] == [
        (1, "Một", True), (2, "Hai", True),
    ]  # fmt: skip
    assert [(row["id"], row["chapters"]) for row in perform(list_open_books, {}, ANYBODY)["items"]] == [(book["id"], 2)]
    assert trail() == ["content.book_opened"]
    assert public_state(book) == "yes"


def test_a_book_with_a_chapter_that_is_not_open_is_refused_and_the_chapters_are_named(published: Published) -> None:
    import_document(file(), "ts/", NOW)
    document: Any = Document.objects.first()
    (first,) = open_articles(published, "Một")
    mixed = with_chapters(made(), first, published("Hai"))
    chapters = [{"kind": "article", "ref": item.ref} for item in Book.objects.get(pk=mixed["id"]).chapters]
    fields = {"book_id": mixed["id"], "version": mixed["version"], "title": "Lịch sử", "audience": "ts/x03/"}
    mixed = perform(
        change_book, {**fields, "chapters": [*chapters, {"kind": "document", "ref": document.id}]}, editor()
    )
    book = publish(mixed)
    with pytest.raises(ChapterNotOpen, match=r"Chương 2 chưa được công khai.*Chương 3 là văn bản"):
        opened(book)
    assert public_state(book) == "no"


def test_only_what_is_published_is_opened_with_a_reason_a_confirmation_and_by_its_editors(published: Published) -> None:
    draft = with_chapters(made(), *open_articles(published, "Một"))
    with pytest.raises(BookNotPublished):
        opened(draft)
    book = publish(draft)
    for wrong in ({"reason": ""}, {"confirmed": False}):
        with pytest.raises(Invalid):
            opened(book, **wrong)
    with pytest.raises(SecretMark):
        opened(book, reason="TUYỆT MẬT")
    with pytest.raises(ChangedByAnother):
        opened(book, version=book["version"] - 1)
    for who, refusal in ((member(), NotPermitted), (editor("ts/x04/"), BookNotFound)):
        with pytest.raises(refusal):
            perform(open_book, {"book_id": book["id"], "version": 1, "reason": "x", "confirmed": True}, who)
    assert trail() == []


def test_a_later_edition_is_not_open_because_the_earlier_one_is(published: Published) -> None:
    first, second = open_articles(published, "Một", "Hai")
    out = opened(publish(with_chapters(made(), first)))
    later = publish(with_chapters(out, first, second))
    assert len(in_public(later)["chapters"]) == 1
    assert public_state(later) == "earlier"
    opened(later)
    assert len(in_public(later)["chapters"]) == 2


def test_a_chapter_that_is_closed_or_withdrawn_later_leaves_a_gap_at_once(published: Published) -> None:
    first, second, third = open_articles(published, "Một", "Hai", "Ba")
    book = opened(publish(with_chapters(made(), first, second, third)))
    article_closed(first)
    perform(withdraw_article, {"article_id": second, "version": version_of(second), "reason": "Sai"}, editor())
    shown = [(item["number"], item["title"], item["available"]) for item in in_public(book)["chapters"]]
    assert shown == [(1, "", False), (2, "", False), (3, "Ba", True)]


def test_closed_or_withdrawn_it_is_gone_and_members_keep_what_was_only_closed(published: Published) -> None:
    book = opened(publish(with_chapters(made(), *open_articles(published, "Một"))))
    now = closed(book)
    assert closed(book) == now, "repeated, it answers as the first time"
    with pytest.raises(BookNotFound):
        in_public(book)
    assert perform(read_book, {"book_id": book["id"]}, member())["title"] == "Lịch sử"
    with pytest.raises(BookNotOpen):
        closed(now)
    again = opened(now)
    assert opened(now) == again, "repeated, it answers as the first time"
    with pytest.raises(BookAlreadyOpen):
        opened(again)
    perform(withdraw_book, {"book_id": book["id"], "version": again["version"], "reason": "Sửa lại"}, editor())
    with pytest.raises(BookNotFound):
        in_public(book)
    assert trail() == ["content.book_opened", "content.book_closed"] * 2
