"""What a member marks to read later, and what becomes of it when it is withdrawn."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.list_bookmarks import list_bookmarks
from services.content.queries.my_data import my_data
from services.content.rules.errors import ArticleNotFound, ClauseNotFound, TooManyBookmarks
from services.content.store import bookmarks
from services.content.store.bookmarks import Bookmarks
from services.content.usecases.add_bookmark import add_bookmark
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.remove_bookmark import remove_bookmark
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.outbox import ChangedByAnother
from shared.store import use_keys
from shared.store.keys import KeyRing
from shared.store.rotation import reencrypt
from shared.usecase import Context, perform
from tests.services.content.conftest import CELL, NOW, editor, member, person
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Published = Callable[..., str]
DOCUMENT = document_id_of("Tỉnh ủy", "07-HD/TU")


def mark(kind: str, ref: str, anchor: str = "", ctx: Context | None = None) -> None:
    perform(add_bookmark, {"kind": kind, "ref": ref, "anchor": anchor}, ctx or member())


def marked(ctx: Context | None = None) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = perform(list_bookmarks, {}, ctx or member())["items"]
    return items


def test_articles_documents_and_clauses_are_marked_once_and_unmarked(published: Published) -> None:
    article = published("Bài hay")
    import_document(file(), "ts/", NOW)
    for _ in range(2):
        mark("article", article)
        mark("document", DOCUMENT)
        mark("document", DOCUMENT, "dieu-1-khoan-2")
    shown = {(each["title"], each["anchor"], each["heading"]) for each in marked()}
    assert shown == {
        ("Bài hay", "", ""),
        ("Thu đảng phí", "", ""),
        ("Thu đảng phí", "dieu-1-khoan-2", "Điều 1. Phạm vi"),
    }
    assert len(perform(my_data, {}, member())["bookmarks"]) == 3
    for _ in range(2):
        perform(remove_bookmark, {"kind": "article", "ref": article}, member())
    assert len(marked()) == 2


def test_they_are_the_members_own(published: Published) -> None:
    mark("article", published())
    assert marked(person("m2", CELL)) == []


def test_of_what_was_withdrawn_only_that_it_is_gone(published: Published) -> None:
    article = published("Bài bị gỡ")
    import_document(file(), "ts/", NOW)
    mark("article", article)
    mark("document", DOCUMENT)
    perform(withdraw_article, {"article_id": article, "version": 2, "reason": "Sai sót"}, editor())
    withdraw_at_machine(DOCUMENT)
    assert [(each["available"], each["title"]) for each in marked()] == [(False, ""), (False, "")]
    perform(remove_bookmark, {"kind": "article", "ref": article}, member())
    assert len(marked()) == 1


def test_what_is_no_longer_for_the_reader_is_gone_for_him(published: Published) -> None:
    mark("article", published("Của xã 03", audience="ts/x03/"))
    moved = person("m1", "ts/x04/c0401/")
    assert [each["available"] for each in marked(moved)] == [False]


def test_what_may_not_be_read_may_not_be_marked(published: Published) -> None:
    with pytest.raises(ArticleNotFound):
        mark("article", published(audience="ts/x04/"))
    import_document(file(), "ts/", NOW)
    with pytest.raises(ClauseNotFound):
        mark("document", DOCUMENT, "dieu-99")


def test_without_the_keys_nobody_reads_whose_marks_they_are_or_of_what(published: Published) -> None:
    article = published()
    mark("article", article, ctx=person("member-of-the-marks", CELL))
    raw = repr(Bookmarks._get_collection().find_one())
    assert "member-of-the-marks" not in raw
    assert article not in raw
    assert "article" not in raw


def test_under_a_new_key_they_are_read_as_before_and_the_old_one_is_needed_no_more(published: Published) -> None:
    article = published()
    mark("article", article)
    use_keys(KeyRing("content", "k2", {"k1": b"1" * 32, "k2": b"2" * 32}, b"b" * 32))
    assert reencrypt([Bookmarks]).rewritten == 1
    use_keys(KeyRing("content", "k2", {"k2": b"2" * 32}, b"b" * 32))
    assert [each["ref"] for each in marked()] == [article]
    perform(remove_bookmark, {"kind": "article", "ref": article}, member())
    assert marked() == []


def test_two_devices_at_once_both_keep_theirs(store: None) -> None:
    refs = [f"a{number}" for number in range(8)]
    with ThreadPoolExecutor(4) as devices:
        list(devices.map(_marked_in_the_end, refs))
    assert {each.ref for each in bookmarks.all_of_member("m1")} == set(refs)


def _marked_in_the_end(ref: str) -> None:
    while True:
        with suppress(ChangedByAnother):
            return bookmarks.add("m1", "article", ref, "", NOW)


def test_a_long_list_comes_in_pages_without_a_gap_or_a_repeat(store: None) -> None:
    for number in range(45):
        bookmarks.add("m1", "article", f"a{number:02}", "", NOW + timedelta(microseconds=number * 400))
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = perform(list_bookmarks, {"cursor": cursor}, member())
        seen += [each["ref"] for each in page["items"]]
        cursor = page["next_cursor"]
    assert cursor is None
    assert sorted(seen) == [f"a{number:02}" for number in range(45)]
    assert (seen[0], seen[-1]) == ("a44", "a00")


def test_they_go_with_the_account(published: Published) -> None:
    mark("article", published())
    mark("article", published("Hai"), ctx=person("m2", CELL))
    bookmarks.forget_member("m1")
    assert perform(my_data, {}, member())["bookmarks"] == []
    assert Bookmarks.objects.count() == 1


def test_there_is_an_end_to_them(published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookmarks, "MOST", 1)
    first = published("Một")
    mark("article", first)
    mark("article", first)
    with pytest.raises(TooManyBookmarks):
        mark("article", published("Hai"))
