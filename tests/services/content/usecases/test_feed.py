"""The feed: numbered in the order of its commits, for those whom it concerns."""

import threading
from datetime import timedelta

import pytest

from services.content.queries.read_feed import read_feed
from services.content.rules.exchange_errors import FeedForgotten
from services.content.store.feed import FeedEntry
from services.content.usecases.send_webhooks import KEPT, forget_old_entries
from shared.usecase import context, perform
from tests.services.content.conftest import NOW
from tests.services.content.partners import let_in, published, tell, withdrawn

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def empty(store: None) -> None:
    return


def subjects(key: str, after: int = 0, most: int = 100) -> tuple[list[str], int]:
    page = perform(read_feed, {"key": key, "after": after, "most": most}, context(None))
    return [item["subject"] for item in page["items"]], page["next"]


def test_what_happened_is_told_once_in_its_order_without_the_text() -> None:
    events = [published(1), published(2), withdrawn(1)]
    tell(*events)
    tell(*events)
    key = let_in()["key"]
    page = perform(read_feed, {"key": key}, context(None))
    assert [(item["number"], item["subject"], item["type"]) for item in page["items"]] == [
        (1, "a1", "content.article_published.v1"),
        (2, "a2", "content.article_published.v1"),
        (3, "a1", "content.article_withdrawn.v1"),
    ]
    told = {"article_id": "a1", "article_version": 2, "title": "Bài 1", "categories": []}
    assert page["items"][0]["data"] == told


def test_it_is_read_on_from_where_one_stopped() -> None:
    tell(*(published(number) for number in range(5)))
    key = let_in()["key"]
    assert subjects(key, most=2) == (["a0", "a1"], 2)
    assert subjects(key, after=2, most=2) == (["a2", "a3"], 4)
    assert subjects(key, after=4, most=2) == (["a4"], 5)
    assert subjects(key, after=5) == ([], 5)


def test_it_holds_what_concerns_the_own_organisations_and_moves_past_the_rest() -> None:
    tell(published(1, "ts/x03/"), published(2, "ts/x04/"), published(3, "ts/"), published(4, "ts/x03/c1/"))
    tell(published(5, "ts/x04/"))
    assert subjects(let_in("ts/x03/")["key"]) == (["a1", "a3", "a4"], 5)


def test_of_many_at_once_none_appears_behind_one_that_was_read() -> None:
    """Whoever reads while others write must never find a lower number later."""
    key = let_in()["key"]
    writers = [threading.Thread(target=lambda n=n: [tell(published(n * 10 + i)) for i in range(5)]) for n in range(4)]  # type: ignore[misc]
    for writer in writers:
        writer.start()
    seen: list[str] = []
    after = 0
    while any(writer.is_alive() for writer in writers):
        found, after = subjects(key, after)
        seen += found
    for writer in writers:
        writer.join()
    seen += subjects(key, after)[0]
    assert sorted(seen) == sorted(f"a{n * 10 + i}" for n in range(4) for i in range(5))
    assert sorted(entry.id for entry in FeedEntry.objects) == list(range(1, 21))


def test_who_comes_after_too_long_is_told_that_something_is_missing() -> None:
    tell(published(1), published(2))
    key = let_in()["key"]
    forget_old_entries(NOW + KEPT + timedelta(days=1))
    tell(published(3))
    with pytest.raises(FeedForgotten):
        subjects(key, after=1)
    assert subjects(key, after=2) == (["a3"], 3)
    assert subjects(key) == (["a3"], 3)
