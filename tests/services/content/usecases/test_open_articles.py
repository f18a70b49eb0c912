"""An article is opened to everybody by a decision of its own, and closed again."""

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_open_articles import list_open_articles
from services.content.queries.read_article import read_article
from services.content.queries.read_open_article import read_open_article
from services.content.rules.errors import AlreadyOpen, ArticleNotFound, NotOpen, NotPublished
from services.content.store.articles import Article
from services.content.usecases.close_article import close_article
from services.content.usecases.open_article import open_article
from services.content.usecases.publish_article import publish_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.errors import Invalid
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.store import database
from shared.usecase import context, perform
from tests.services.content.conftest import editor, member, told

pytestmark = pytest.mark.slow
Published = Callable[..., str]
ANYBODY = context(None)


def version_of(article_id: str) -> int:
    return int(Article.objects.get(pk=article_id).version)


def opened(article_id: str, **fields: Any) -> dict[str, Any]:
    sent = {"article_id": article_id, "version": version_of(article_id), "reason": "Tuyên truyền", "confirmed": True}
    answer: dict[str, Any] = perform(open_article, {**sent, **fields}, editor())
    return answer


def closed(article_id: str, **fields: Any) -> dict[str, Any]:
    sent = {"article_id": article_id, "version": version_of(article_id), "reason": "Hết thời gian"}
    answer: dict[str, Any] = perform(close_article, {**sent, **fields}, editor())
    return answer


def in_public() -> list[str]:
    return [each["title"] for each in perform(list_open_articles, {}, ANYBODY)["items"]]


def test_nothing_is_open_before_an_editor_says_so(published: Published) -> None:
    article = published()
    assert in_public() == []
    with pytest.raises(ArticleNotFound):
        perform(read_open_article, {"article_id": article}, ANYBODY)


def test_anybody_reads_what_was_opened_and_nothing_about_its_making(published: Published) -> None:
    article = published("Mở cho mọi người", audience="ts/x03/")
    opened(article)
    assert in_public() == ["Mở cho mọi người"]
    shown = perform(read_open_article, {"article_id": article}, ANYBODY)
    told_apart = {"paragraphs", "blocks", "files", "corrections", "categories"}
    assert set(shown) == {"id", "title", "summary", "opened_at"} | told_apart
    assert shown["paragraphs"] == ["Đoạn một.", "Đoạn hai."]


def test_it_is_told_with_the_version_that_article_published_told(published: Published) -> None:
    article = published()
    version = version_of(article)
    assert opened(article, version=version) == opened(article, version=version)
    events = dict(told("articles"))
    assert events["content.article_opened.v1"] == {
        "article_id": article,
        "article_version": events["content.article_published.v1"]["article_version"],
        "revision": 1,
        "audience": "ts/",
        "title": "Học tập nghị quyết",
    }
    assert [kind for kind, _ in told("articles")].count("content.article_opened.v1") == 1


def test_it_is_closed_once_and_members_keep_it(published: Published) -> None:
    article = published()
    opened(article)
    version = version_of(article)
    assert closed(article, version=version) == closed(article, version=version)
    assert in_public() == []
    assert perform(read_article, {"article_id": article}, member())["public"] == "no"
    assert [kind for kind, _ in told("articles")].count("content.article_closed.v1") == 1
    with pytest.raises(NotOpen):
        closed(article)


def test_a_withdrawn_article_is_taken_from_the_public_as_well(published: Published) -> None:
    article = published()
    opened(article)
    perform(
        withdraw_article, {"article_id": article, "version": version_of(article), "reason": "Có sai sót"}, editor()
    )  # fmt: skip
    assert in_public() == []
    with pytest.raises(ArticleNotFound):
        perform(read_open_article, {"article_id": article}, ANYBODY)
    assert [kind for kind, _ in told("articles")][-2:] == ["content.article_withdrawn.v1", "content.article_closed.v1"]


def test_a_later_text_is_not_open_until_it_is_opened_too(published: Published) -> None:
    article = published("Bản đầu")
    opened(article)
    as_editor = editor()
    text = {"title": "Bản sau", "body": "Nội dung nội bộ.", "audience": "ts/"}
    revised = perform(
        revise_article, {"article_id": article, "version": version_of(article), **text}, as_editor
    )  # fmt: skip
    perform(publish_article, {"article_id": article, "version": revised["version"]}, as_editor)
    assert in_public() == ["Bản đầu"]
    assert perform(read_article, {"article_id": article}, member())["public"] == "older_text"
    opened(article)
    assert in_public() == ["Bản sau"]
    with pytest.raises(AlreadyOpen):
        opened(article)


def test_it_takes_an_editor_a_reason_and_a_yes(published: Published) -> None:
    article = published()
    for missing in ({"reason": ""}, {"confirmed": False}):
        with pytest.raises(Invalid):
            opened(article, **missing)
    sent = {"article_id": article, "version": version_of(article), "reason": "x", "confirmed": True}
    for somebody in (member(), editor("ts/x03/")):
        with pytest.raises(NotPermitted):
            perform(open_article, sent, somebody)
    assert in_public() == []


def test_a_draft_and_an_old_version_are_refused(published: Published) -> None:
    draft = perform(write_article, {"title": "Nháp", "body": "Chưa xong.", "audience": "ts/"}, editor())
    with pytest.raises(NotPublished):
        opened(draft["id"])
    with pytest.raises(ChangedByAnother):
        opened(published(), version=1)


def test_opening_and_closing_stand_in_the_audit_trail(published: Published) -> None:
    article = published()
    opened(article)
    closed(article)
    entries = database()["audit_entries"].find({"subject": article}).sort("_id", 1)
    trail = [(row["action"], row["actor"], row["subject"]) for row in entries]
    assert trail == [("content.article_opened", "e1", article), ("content.article_closed", "e1", article)]
