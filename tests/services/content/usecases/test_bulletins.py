"""A bulletin gathers what was published; everybody who gets it can read all of it, and the public only what is open."""

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_bulletins import list_bulletins
from services.content.queries.read_bulletin import read_bulletin, read_open_bulletin
from services.content.rules.errors import BulletinItemOutOfReach, BulletinNotFound, ChapterTwice
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.publish_bulletin import publish_bulletin
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_bulletin import withdraw_bulletin
from shared.security import NotPermitted
from shared.usecase import Context, context, perform
from tests.services.content.conftest import NOW, editor, member, told
from tests.services.content.usecases.test_documents import file
from tests.services.content.usecases.test_open_articles import opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
Published = Callable[..., str]
ANYBODY = context(None)
HERE = "ts/x03/"


def bulletin(*refs: str, ctx: Context | None = None, **fields: Any) -> str:
    items = [{"kind": "article", "ref": ref} for ref in refs]
    sent = {"title": "Bản tin nội bộ", "period": "Tháng 11/2026", "audience": HERE, "items": items, **fields}
    return str(perform(publish_bulletin, sent, ctx or editor())["id"])


def shown(bulletin_id: str, ctx: Context | None = None) -> dict[str, Any]:
    view: dict[str, Any] = perform(read_bulletin, {"bulletin_id": bulletin_id}, ctx or member())
    return view


def test_members_of_the_place_read_it_in_its_order(published: Published) -> None:
    import_document(file(), "ts/", NOW)
    items = [
        {"kind": "document", "ref": document_id_of("Tỉnh ủy", "07-HD/TU")},
        {"kind": "article", "ref": published("Gương sáng", audience=HERE)},
    ]
    made = bulletin(items=items, poll_id="p1")
    view = shown(made)
    assert [(each["title"], each["available"]) for each in view["items"]] == [
        ("Thu đảng phí", True), ("Gương sáng", True),
    ]  # fmt: skip
    assert (view["period"], view["poll_id"], view["public"]) == ("Tháng 11/2026", "p1", False)
    assert [each["id"] for each in perform(list_bulletins, {}, member())["items"]] == [made]
    with pytest.raises(BulletinNotFound):
        shown(made, member("ts/x04/c1/"))


def test_it_is_told_once_however_often_it_is_sent(published: Published) -> None:
    article = published()
    assert bulletin(article, ctx=editor(key="key-0001")) == bulletin(article, ctx=editor(key="key-0001"))
    assert [kind for kind, _ in told("bulletins")] == ["content.bulletin_published.v1"]


def test_what_not_everybody_may_read_or_stands_twice_is_refused(published: Published) -> None:
    article = published()
    with pytest.raises(BulletinItemOutOfReach, match="Mục 2"):
        bulletin(article, published(audience="ts/x04/"))
    with pytest.raises(ChapterTwice):
        bulletin(article, article)
    for somebody in (member(), editor("ts/x04/")):
        with pytest.raises(NotPermitted):
            bulletin(article, ctx=somebody)


def test_a_withdrawn_item_leaves_a_gap_without_a_title(published: Published) -> None:
    article, other = published("Bị gỡ"), published("Còn lại")
    made = bulletin(article, other)
    perform(withdraw_article, {"article_id": article, "version": 2, "reason": "Sai"}, editor())
    assert [(each["title"], each["available"]) for each in shown(made)["items"]] == [("", False), ("Còn lại", True)]


def test_the_public_reads_it_only_while_every_item_is_open(published: Published) -> None:
    one, two = published("Một"), published("Hai")
    made = bulletin(one, two)
    opened(one)
    with pytest.raises(BulletinNotFound):
        perform(read_open_bulletin, {"bulletin_id": made}, ANYBODY)
    opened(two)
    view = perform(read_open_bulletin, {"bulletin_id": made}, ANYBODY)
    assert [each["title"] for each in view["items"]] == ["Một", "Hai"]
    assert shown(made)["public"]


def test_withdrawn_it_is_gone_for_its_readers_and_stays_at_the_desk(published: Published) -> None:
    made = bulletin(published())
    for _ in range(2):
        perform(withdraw_bulletin, {"bulletin_id": made, "version": 1, "reason": "Thay bản khác"}, editor())
    with pytest.raises(BulletinNotFound):
        shown(made)
    assert perform(list_bulletins, {}, member())["items"] == []
    assert [each["withdrawn"] for each in perform(list_bulletins, {"desk": True}, editor())["items"]] == [True]
    assert [kind for kind, _ in told("bulletins")] == ["content.bulletin_published.v1", "content.bulletin_withdrawn.v1"]
