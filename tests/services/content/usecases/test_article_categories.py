"""Articles carry categories: chosen with the text, told with it, asked for by members, the public and the search."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.article_history import article_history
from services.content.queries.categories_of_open_articles import categories_of_open_articles
from services.content.queries.compare_texts import compare_texts
from services.content.queries.list_articles import list_articles
from services.content.queries.list_desk_articles import list_desk_articles
from services.content.queries.list_open_articles import list_open_articles
from services.content.queries.list_open_categories import list_open_categories
from services.content.queries.read_article import read_article
from services.content.queries.read_open_article import read_open_article
from services.content.queries.read_working_copy import read_working_copy
from services.content.queries.related_articles import related_articles
from services.content.rules.category_errors import (
    CategoryNotFound,
    CategoryRetired,
    CategoryUnknown,
    TooManyCategories,
)
from services.content.store.articles import Article
from services.content.store.categories import Category
from services.content.store.first_set import load_first_set
from services.content.usecases.change_category import change_category
from services.content.usecases.keep_working_copy import keep_working_copy
from services.content.usecases.open_article import open_article
from services.content.usecases.publish_article import publish_article
from services.content.usecases.retire_category import retire_category
from services.content.usecases.revise_article import revise_article
from services.content.usecases.write_article import write_article
from shared.usecase import Context, context, perform
from tests.services.content.conftest import Found, editor, member, told
from tests.services.content.partners import administrator

pytestmark = pytest.mark.slow
TEXT = {"title": "Bản làng đổi mới", "body": "Đoạn một.", "audience": "ts/"}
ANYBODY = context(None)


@pytest.fixture(autouse=True)
def first(store: None) -> None:
    load_first_set()


def written(*categories: str, **more: Any) -> str:
    made = perform(write_article, {**TEXT, "categories": list(categories), **more}, editor())
    return str(made["id"])


def version(article_id: str) -> int:
    return int(Article.objects.get(pk=article_id).version)


def publish(article_id: str) -> str:
    perform(publish_article, {"article_id": article_id, "version": version(article_id)}, editor())
    return article_id


def revise(article_id: str, **more: Any) -> None:
    perform(revise_article, {**TEXT, "article_id": article_id, "version": version(article_id), **more}, editor())


def retire(category_id: str) -> None:
    row = Category.objects.get(pk=category_id)
    perform(
        retire_category, {"category_id": category_id, "version": int(row.version), "retired": True}, administrator()
    )  # fmt: skip


def carried(article_id: str, ctx: Context | None = None, **more: Any) -> list[str]:
    shown = perform(read_article, {"article_id": article_id, **more}, ctx or member())
    return [each["id"] for each in shown["categories"]]


def titles(**asked: Any) -> list[str]:
    return [each["title"] for each in perform(list_articles, asked, member())["items"]]


def test_members_see_the_categories_in_the_editors_order_and_the_event_tells_them() -> None:
    article = publish(written("thoi-su", "quoc-te"))
    assert carried(article) == ["thoi-su", "quoc-te"]
    assert told("articles")[0][1]["categories"] == ["thoi-su", "quoc-te"]


def test_more_than_three_unknown_and_retired_ones_are_refused_and_nothing_is_stored() -> None:
    retire("quoc-te")
    with pytest.raises(TooManyCategories):
        written("thoi-su", "tu-lieu-tham-khao", "ly-luan-kien-thuc", "lich-su-dang-bo")
    with pytest.raises(CategoryUnknown):
        written("khong-co")
    with pytest.raises(CategoryRetired):
        written("quoc-te")
    assert Article.objects.count() == 0


def test_readers_keep_the_old_categories_until_the_new_text_is_published() -> None:
    article = publish(written("thoi-su"))
    revise(article, categories=["quoc-te"])
    assert carried(article) == ["thoi-su"]
    assert carried(article, editor(), working=True) == ["quoc-te"]
    publish(article)
    assert carried(article) == ["quoc-te"]


def test_a_revision_that_says_nothing_of_categories_keeps_them_and_an_empty_choice_takes_them_away() -> None:
    article = written("thoi-su")
    revise(article)
    assert carried(article, editor(), working=True) == ["thoi-su"]
    revise(article, categories=[])
    assert carried(article, editor(), working=True) == []


def test_an_article_keeps_a_category_that_was_retired_since_and_its_name_follows() -> None:
    article = publish(written("thoi-su"))
    row = Category.objects.get(pk="thoi-su")
    perform(
        change_category, {"category_id": "thoi-su", "version": int(row.version), "name": "Trong nước"}, administrator()
    )  # fmt: skip
    retire("thoi-su")
    revise(article, categories=["thoi-su", "quoc-te"])
    publish(article)
    shown = perform(read_article, {"article_id": article}, member())["categories"]
    assert shown[0] == {"id": "thoi-su", "name": "Trong nước", "retired": True}
    assert titles(category="thoi-su") == [TEXT["title"]]


def test_the_history_and_the_comparison_say_when_it_changed() -> None:
    article = written("thoi-su")
    revise(article, categories=["quoc-te", "thoi-su"])
    texts = perform(article_history, {"article_id": article}, editor())["texts"]
    assert [text["categories"] for text in texts] == [["Quốc tế", "Thời sự"], ["Thời sự"]]
    seen = perform(compare_texts, {"article_id": article, "older": 1, "newer": 2}, editor())
    assert "".join(run["text"] for run in seen["categories"]["newer"]) == "Quốc tế, Thời sự"


def test_lists_of_members_and_editors_are_narrowed_to_a_category() -> None:
    publish(written("thoi-su", title="Tin trong tỉnh"))
    publish(written("quoc-te", "thoi-su", title="Tin thế giới"))
    publish(written(title="Tin khác"))
    assert titles(category="quoc-te") == ["Tin thế giới"]
    assert set(titles(category="thoi-su")) == {"Tin trong tỉnh", "Tin thế giới"}
    at_desk = perform(list_desk_articles, {"category": "quoc-te"}, editor())["items"]
    assert [(each["title"], each["categories"]) for each in at_desk] == [("Tin thế giới", ["quoc-te", "thoi-su"])]
    with pytest.raises(CategoryNotFound):
        titles(category="khong-co")


def test_a_category_shows_a_member_only_what_is_meant_for_him() -> None:
    publish(written("thoi-su", audience="ts/x09/"))
    assert titles(category="thoi-su") == []


def test_what_stands_out_is_what_carries_a_category_of_the_home_page() -> None:
    publish(written("lanh-dao-cap-uy", title="Đồng chí Bí thư đi cơ sở"))
    publish(written("thoi-su"))
    assert titles(use="home") == ["Đồng chí Bí thư đi cơ sở"]
    retire("lanh-dao-cap-uy")
    assert titles(use="home") == []


def test_the_search_narrows_to_a_category_and_offers_those_that_were_found(found: Found) -> None:
    publish(written("thoi-su", "quoc-te"))
    publish(written("quoc-te", title="Bản làng biên giới"))
    answer = found("bản làng")
    assert {each["value"]: each["count"] for each in answer["choices"]["category"]} == {"quoc-te": 2, "thoi-su": 1}
    narrowed = found("bản làng", category="thoi-su")
    assert [each["categories"] for each in narrowed["items"]] == [["thoi-su", "quoc-te"]]


def test_related_articles_are_filled_up_with_the_newest_of_the_main_category() -> None:
    article = publish(written("quoc-te"))
    other = publish(written("quoc-te", title="Hoàn toàn khác"))
    publish(written("thoi-su", title="Không cùng mục"))
    related = perform(related_articles, {"article_id": article}, member())["articles"]
    assert [each["id"] for each in related] == [other]


def test_the_public_sees_the_categories_of_what_is_open_and_no_other() -> None:
    article = publish(written("thoi-su", "quoc-te"))
    publish(written("tu-lieu-tham-khao"))
    assert perform(list_open_categories, {}, ANYBODY)["items"] == []
    perform(
        open_article,
        {"article_id": article, "version": version(article), "reason": "Tuyên truyền", "confirmed": True},
        editor(),
    )
    names = ["Thời sự", "Quốc tế"]
    assert [each["name"] for each in perform(list_open_categories, {}, ANYBODY)["items"]] == names
    assert perform(list_open_articles, {"category": "quoc-te"}, ANYBODY)["items"][0]["categories"] == names
    assert perform(list_open_articles, {"category": "tu-lieu-tham-khao"}, ANYBODY)["items"] == []
    assert perform(read_open_article, {"article_id": article}, ANYBODY)["categories"] == names
    asked = {"article_ids": [article, "khong-co"]}
    assert perform(categories_of_open_articles, asked, ANYBODY)["items"] == {article: names}


def test_the_public_keeps_the_categories_of_the_text_that_was_opened() -> None:
    article = publish(written("thoi-su"))
    perform(
        open_article,
        {"article_id": article, "version": version(article), "reason": "Tuyên truyền", "confirmed": True},
        editor(),
    )
    revise(article, categories=["quoc-te"])
    publish(article)
    assert perform(read_open_article, {"article_id": article}, ANYBODY)["categories"] == ["Thời sự"]


def test_what_is_being_typed_keeps_the_choice_of_categories() -> None:
    perform(keep_working_copy, {"window": "w1", "title": "Đang gõ", "categories": ["thoi-su"]}, editor())
    assert perform(read_working_copy, {}, editor())["copy"]["categories"] == ["thoi-su"]
