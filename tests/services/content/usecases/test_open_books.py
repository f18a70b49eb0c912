"""An audio book is opened to everybody by a decision of its own, when each of its chapters is; and closed again."""

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
from services.content.usecases.close_book import close_book
from services.content.usecases.import_document import import_document
from services.content.usecases.open_book import open_book
from services.content.usecases.publish_article import publish_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_book import withdraw_book
from shared.errors import Invalid
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.usecases.test_books import made, publish, with_chapters
from tests.services.content.usecases.test_documents import file
from tests.services.content.usecases.test_open_articles import ANYBODY, version_of
from tests.services.content.usecases.test_open_articles import closed as closed_article
from tests.services.content.usecases.test_open_articles import opened as opened_article

pytestmark = pytest.mark.slow
Published = Callable[..., str]


def book_of(*refs: str, kind: str = "article") -> str:
    return str(publish(with_chapters(made(), *refs, kind=kind))["id"])


def opened(book_id: str, **fields: Any) -> dict[str, Any]:
    sent = {"book_id": book_id, "version": at_desk(book_id)["version"], "reason": "Tuyên truyền", "confirmed": True}
    answer: dict[str, Any] = perform(open_book, {**sent, **fields}, editor())
    return answer


def closed(book_id: str, **fields: Any) -> dict[str, Any]:
    sent = {"book_id": book_id, "version": at_desk(book_id)["version"], "reason": "Hết thời gian"}
    answer: dict[str, Any] = perform(close_book, {**sent, **fields}, editor())
    return answer


def at_desk(book_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = perform(read_book, {"book_id": book_id, "working": True}, editor())
    return shown


def trail(book_id: str) -> list[tuple[str, str, dict[str, Any]]]:
    rows = database()["audit_entries"].find({"subject": book_id}).sort("_id", 1)
    return [(row["action"], row["actor"], row["details"]) for row in rows]


@pytest.fixture
def book(published: Published) -> str:
    """Published, of two articles that are open."""
    chapters = published("Một"), published("Hai")
    for chapter in chapters:
        opened_article(chapter)
    return book_of(*chapters)


def test_a_book_is_opened_once_and_closed_once_and_both_stand_in_the_trail(book: str) -> None:
    assert at_desk(book)["public"] is False
    version = at_desk(book)["version"]
    assert opened(book, version=version) == opened(book, version=version)
    assert perform(read_book, {"book_id": book}, member())["public"] is True
    with pytest.raises(BookAlreadyOpen):
        opened(book)
    version = at_desk(book)["version"]
    assert closed(book, version=version) == closed(book, version=version)
    assert perform(read_book, {"book_id": book}, member())["public"] is False
    with pytest.raises(BookNotOpen):
        closed(book)
    edition = {"edition": Book.objects.get(pk=book).published_version}
    assert trail(book) == [("content.book_opened", "e1", edition), ("content.book_closed", "e1", edition)]


def test_the_chapters_that_are_not_open_are_named(published: Published) -> None:
    is_open, never, no_longer = published("Mở"), published("Chưa"), published("Thôi")
    opened_article(is_open)
    opened_article(no_longer)
    closed_article(no_longer)
    book = book_of(never, is_open, no_longer)
    with pytest.raises(ChapterNotOpen, match=r"Chương 1, 3 không"):
        opened(book)
    assert (at_desk(book)["public"], trail(book)) == (False, [])


def test_a_chapter_whose_later_text_is_not_open_is_not_open(published: Published) -> None:
    chapter = published("Bản đầu")
    opened_article(chapter)
    text = {"title": "Bản sau", "body": "Nội dung nội bộ.", "audience": "ts/"}
    revised = perform(revise_article, {"article_id": chapter, "version": version_of(chapter), **text}, editor())
    perform(publish_article, {"article_id": chapter, "version": revised["version"]}, editor())
    book = book_of(chapter)
    with pytest.raises(ChapterNotOpen, match="Chương 1"):
        opened(book)
    opened_article(chapter)
    assert opened(book)["state"] == "published"


def test_a_book_with_a_document_is_never_opened(store: None) -> None:
    import_document(file(), "ts/", NOW)
    document: Any = Document.objects.first()
    with pytest.raises(ChapterNotOpen, match="Chương 1"):
        opened(book_of(document.id, kind="document"))


def test_a_new_edition_closes_it_and_a_change_at_the_desk_does_not(book: str) -> None:
    opened(book)
    refs = [item["ref"] for item in at_desk(book)["chapters"]]
    changed = with_chapters({"id": book, "version": at_desk(book)["version"]}, *reversed(refs))
    assert at_desk(book)["public"] is True
    publish(changed)
    assert at_desk(book)["public"] is False
    assert [action for action, _, _ in trail(book)] == ["content.book_opened", "content.book_closed"]
    opened(book)
    assert at_desk(book)["public"] is True


def test_a_withdrawn_book_is_closed_and_stays_so_when_it_is_published_again(book: str) -> None:
    opened(book)
    version = at_desk(book)["version"]
    perform(withdraw_book, {"book_id": book, "version": version, "reason": "Sửa lại"}, editor())
    assert at_desk(book)["public"] is False
    with pytest.raises(BookNotPublished):
        opened(book)
    publish({"id": book, "version": version + 1})
    assert at_desk(book)["public"] is False
    assert [action for action, _, _ in trail(book)] == ["content.book_opened", "content.book_closed"]


def test_it_takes_an_editor_of_the_place_a_reason_and_a_yes(book: str) -> None:
    for missing in ({"reason": ""}, {"confirmed": False}):
        with pytest.raises(Invalid):
            opened(book, **missing)
    sent = {"book_id": book, "version": at_desk(book)["version"], "reason": "x"}
    for somebody in (member(), editor("ts/x04/")):
        with pytest.raises(NotPermitted):
            perform(open_book, {**sent, "confirmed": True}, somebody)
        with pytest.raises(NotPermitted):
            perform(close_book, sent, somebody)
    assert at_desk(book)["public"] is False


def test_a_draft_an_old_version_and_a_reason_with_a_mark_of_secrecy_are_refused(book: str) -> None:
    with pytest.raises(BookNotPublished):
        opened(made()["id"])
    with pytest.raises(ChangedByAnother):
        opened(book, version=1)
    with pytest.raises(SecretMark):
        opened(book, reason="TUYỆT MẬT")
    opened(book)
    with pytest.raises(ChangedByAnother):
        closed(book, version=1)


def in_public(book_id: str) -> list[tuple[int, str]]:
    shown = perform(read_open_book, {"book_id": book_id}, ANYBODY)
    return [(chapter["number"], chapter["title"]) for chapter in shown["chapters"]]


def test_anybody_hears_what_was_opened_and_nothing_about_its_making(book: str) -> None:
    with pytest.raises(BookNotFound):
        in_public(book)
    opened(book)
    assert in_public(book) == [(1, "Một"), (2, "Hai")]
    shown = perform(read_open_book, {"book_id": book}, ANYBODY)
    assert set(shown) == {"id", "title", "summary", "chapters", "opened_at"}
    assert set(shown["chapters"][0]) == {"number", "article_id", "title"}
    listed = perform(list_open_books, {}, ANYBODY)["items"]
    assert [(set(row), row["title"]) for row in listed] == [({"id", "title", "summary", "opened_at"}, "Lịch sử")]
    closed(book)
    with pytest.raises(BookNotFound):
        in_public(book)
    assert perform(list_open_books, {}, ANYBODY)["items"] == []


def test_a_chapter_that_is_closed_or_withdrawn_leaves_and_the_others_keep_their_numbers(book: str) -> None:
    opened(book)
    first, second = (item["ref"] for item in at_desk(book)["chapters"])
    closed_article(first)
    assert in_public(book) == [(2, "Hai")]
    opened_article(first)
    assert in_public(book) == [(1, "Một"), (2, "Hai")]
    perform(withdraw_article, {"article_id": second, "version": version_of(second), "reason": "Sai"}, editor())
    assert in_public(book) == [(1, "Một")]


def test_a_change_at_the_desk_is_not_told_to_the_public(book: str) -> None:
    opened(book)
    refs = [item["ref"] for item in at_desk(book)["chapters"]]
    with_chapters({"id": book, "version": at_desk(book)["version"]}, refs[1])
    assert in_public(book) == [(1, "Một"), (2, "Hai")]
