"""Audio books: made of what is published, heard by those who may hear every chapter."""

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.chapter_candidates import chapter_candidates
from services.content.queries.list_books import list_books
from services.content.queries.list_desk_books import list_desk_books
from services.content.queries.read_book import read_book
from services.content.rules.errors import (
    BookNotFound,
    BookNotPublished,
    ChapterOutOfReach,
    ChapterTwice,
    NoChapters,
)
from services.content.store.articles import Article
from services.content.store.books import Book
from services.content.store.documents import Document
from services.content.usecases.change_book import change_book
from services.content.usecases.import_document import import_document
from services.content.usecases.make_book import make_book
from services.content.usecases.publish_book import publish_book
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_book import withdraw_book
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.usecase import perform
from tests.services.content.conftest import NOW, editor, member, told
from tests.services.content.usecases.test_documents import file

pytestmark = pytest.mark.slow
Published = Callable[..., str]
HERE = "ts/x03/"


def made(audience: str = HERE, key: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = perform(
        make_book, {"title": "Lịch sử đảng bộ xã", "audience": audience}, editor("ts/", key=key)
    )
    return found


def with_chapters(book: dict[str, Any], *refs: str, kind: str = "article", audience: str = HERE) -> dict[str, Any]:
    chapters = [{"kind": kind, "ref": ref} for ref in refs]
    fields = {"book_id": book["id"], "version": book["version"], "title": "Lịch sử", "audience": audience}
    found: dict[str, Any] = perform(change_book, {**fields, "chapters": chapters}, editor())
    return found


def publish(book: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = perform(publish_book, {"book_id": book["id"], "version": book["version"]}, editor())
    return found


def test_a_book_is_heard_when_it_is_published_and_not_before(published: Published) -> None:
    first, second = published("Chương đầu"), published("Chương sau", audience=HERE)
    book = with_chapters(made(), second, first)
    with pytest.raises(BookNotFound):
        perform(read_book, {"book_id": book["id"]}, member())
    publish(book)
    shown = perform(read_book, {"book_id": book["id"]}, member())
    assert [(item["number"], item["title"]) for item in shown["chapters"]] == [(1, "Chương sau"), (2, "Chương đầu")]
    assert [item["id"] for item in perform(list_books, {}, member())["items"]] == [book["id"]]
    assert perform(list_books, {}, member("ts/x04/c1/"))["items"] == []
    with pytest.raises(BookNotFound):
        perform(read_book, {"book_id": book["id"]}, member("ts/x04/c1/"))


def test_it_is_told_once_however_often_it_is_published(published: Published) -> None:
    book = with_chapters(made(), published())
    assert publish(book) == publish(book)
    assert [kind for kind, _ in told("books")] == ["content.book_published.v1"]


def test_with_it_the_titles_of_its_chapters_are_told_as_they_stand_in_the_book(published: Published) -> None:
    first, second = published("Tên của bài"), published("Bài sau")
    fields = {"book_id": (book := made())["id"], "version": book["version"], "title": "Lịch sử", "audience": HERE}
    chapters = [{"kind": "article", "ref": first}, {"kind": "article", "ref": second, "title": "Tên trong sách"}]
    publish(perform(change_book, {**fields, "chapters": chapters}, editor()))
    ((_, event),) = told("books")
    assert [(item["ref"], item["title"]) for item in event["chapters"]] == [
        (first, "Tên của bài"), (second, "Tên trong sách"),
    ]  # fmt: skip


def test_listeners_keep_what_was_published_until_the_change_is_too(published: Published) -> None:
    first, second = published("Một"), published("Hai")
    out = publish(with_chapters(made(), first))
    changed = with_chapters(out, first, second)
    assert len(perform(read_book, {"book_id": out["id"]}, member())["chapters"]) == 1
    at_desk = perform(read_book, {"book_id": out["id"], "working": True}, editor())
    assert (len(at_desk["chapters"]), at_desk["unpublished_changes"]) == (2, True)
    publish(changed)
    assert len(perform(read_book, {"book_id": out["id"]}, member())["chapters"]) == 2


def test_a_chapter_that_not_every_listener_may_hear_is_named(published: Published) -> None:
    inside, outside = published(audience="ts/"), published(audience="ts/x04/")
    with pytest.raises(ChapterOutOfReach, match="Chương 2"):
        publish(with_chapters(made(), inside, outside))
    with pytest.raises(ChapterOutOfReach, match="Chương 1"):
        publish(with_chapters(made("ts/"), published(audience=HERE), audience="ts/"))
    with pytest.raises(NoChapters):
        publish(made())
    with pytest.raises(ChapterTwice):
        with_chapters(made(), inside, inside)


def test_an_article_taken_away_leaves_a_gap_without_its_title(published: Published) -> None:
    gone, stays = published("Bài sẽ gỡ"), published("Bài ở lại")
    book = publish(with_chapters(made(), gone, stays))
    version = Article.objects.get(pk=gone).version
    perform(withdraw_article, {"article_id": gone, "version": version, "reason": "Sai"}, editor())
    chapters = perform(read_book, {"book_id": book["id"]}, member())["chapters"]
    assert [(item["title"], item["available"]) for item in chapters] == [("", False), ("Bài ở lại", True)]


def test_documents_are_chapters_too(published: Published) -> None:
    import_document(file(), "ts/", NOW)
    document: Any = Document.objects.first()
    book = publish(with_chapters(made(), document.id, kind="document"))
    assert perform(read_book, {"book_id": book["id"]}, member())["chapters"][0]["title"] == document.title


def test_a_withdrawn_book_is_gone_and_its_chapters_stay(published: Published) -> None:
    chapter = published()
    book = publish(with_chapters(made(), chapter))
    fields = {"book_id": book["id"], "version": book["version"], "reason": "Sửa lại"}
    assert perform(withdraw_book, fields, editor()) == perform(withdraw_book, fields, editor())
    with pytest.raises(BookNotFound):
        perform(read_book, {"book_id": book["id"]}, member())
    with pytest.raises(BookNotPublished):
        perform(withdraw_book, {**fields, "version": book["version"] + 1}, editor())
    assert [kind for kind, _ in told("books")] == ["content.book_published.v1", "content.book_withdrawn.v1"]


def test_only_editors_of_the_place_make_books_and_the_second_of_two_is_told(published: Published) -> None:
    for who in (member(), editor("ts/x04/")):
        with pytest.raises(NotPermitted):
            perform(make_book, {"title": "Sách", "audience": HERE}, who)
    book = made()
    with_chapters(book, published())
    with pytest.raises(ChangedByAnother):
        with_chapters(book, published())
    with pytest.raises(SecretMark):
        perform(make_book, {"title": "TUYỆT MẬT", "audience": HERE}, editor())
    assert perform(list_desk_books, {}, editor("ts/x04/"))["items"] == []
    assert [item["id"] for item in perform(list_desk_books, {}, editor(HERE))["items"]] == [book["id"]]


def test_made_again_with_the_same_key_it_is_one_book(store: None) -> None:
    assert made(key="k1") == made(key="k1")
    assert Book.objects.count() == 1


def test_only_what_everybody_may_hear_is_offered(published: Published) -> None:
    above, here, beside = published("Trên"), published("Đây", audience=HERE), published("Bên", audience="ts/x04/")
    found = perform(chapter_candidates, {"audience": HERE}, editor())["items"]
    assert {item["ref"] for item in found} == {above, here}
    assert beside not in {item["ref"] for item in found}
