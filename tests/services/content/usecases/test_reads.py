"""Most read and related: what others open, without anybody being remembered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.content.engines.search_place import use_search
from services.content.queries.most_read_articles import most_read_articles
from services.content.queries.related_articles import related_articles
from services.content.rules.errors import ArticleNotFound
from services.content.usecases.count_reading import count_reading
from services.content.usecases.import_document import import_document
from services.content.usecases.withdraw_article import withdraw_article
from shared.store import database
from shared.usecase import perform
from tests.services.content.conftest import CELL, NOW, Found, editor, member, person
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Published = Callable[..., str]


def read(article_id: str, times: int = 1) -> None:
    for _ in range(times):
        perform(count_reading, {"article_id": article_id}, member())


def most_read(days_later: int = 0) -> list[str]:
    reader = person("m2", CELL, now=NOW + timedelta(days=days_later))
    return [each["title"] for each in perform(most_read_articles, {}, reader)["items"]]


def related(article_id: str) -> dict[str, list[str]]:
    answer: dict[str, list[dict[str, Any]]] = perform(related_articles, {"article_id": article_id}, member())
    return {kind: [each["title"] for each in items] for kind, items in answer.items()}


def test_the_most_read_of_the_week_come_first_and_then_are_forgotten(published: Published) -> None:
    one, two = published("Một"), published("Hai")
    published("Chưa ai đọc")
    read(one)
    read(two, 3)
    assert most_read() == ["Hai", "Một"]
    assert most_read(days_later=8) == []


def test_a_counter_is_all_that_is_kept(published: Published) -> None:
    read(published(), 2)
    (row,) = database()["article_reads"].find()
    assert set(row) == {"_id", "article_id", "audience", "counted_at", "count"}
    assert row["count"] == 2
    assert "m1" not in repr(row)


def test_what_was_withdrawn_or_is_for_others_is_not_in_the_list(published: Published) -> None:
    gone, others = published("Đã gỡ"), published("Xã khác", audience="ts/x04/")
    read(gone)
    perform(withdraw_article, {"article_id": gone, "version": 2, "reason": "Sai"}, editor())
    with pytest.raises(ArticleNotFound):
        read(others)
    perform(count_reading, {"article_id": others}, person("m9", "ts/x04/c1/"))
    assert most_read() == []


def test_what_shares_the_matter_or_is_cited_is_shown_below(published: Published, found: Found) -> None:
    import_document(file(), "ts/", NOW)
    here = published("Đại hội chi bộ thôn Đồng Mít nhiệm kỳ mới", "Theo Hướng dẫn 07-HD/TU và 99-QĐ/TW.")
    published("Đại hội chi bộ thôn Bản Lác nhiệm kỳ mới")
    published("Mùa măng trên núi")
    published("Đại hội chi bộ thôn Xa nhiệm kỳ mới", audience="ts/x04/")
    found("")
    assert related(here) == {
        "articles": ["Đại hội chi bộ thôn Bản Lác nhiệm kỳ mới"],
        "documents": ["07-HD/TU: Thu đảng phí"],
    }


def test_without_the_search_there_are_still_the_cited_documents(published: Published) -> None:
    use_search(None)
    import_document(file(), "ts/", NOW)
    assert related(published("Tin", "Theo 07-HD/TU.")) == {"articles": [], "documents": ["07-HD/TU: Thu đảng phí"]}
