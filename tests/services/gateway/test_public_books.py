from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.rabbitmq import Broker
from tests.services.gateway.conftest import RunningDoor, running


@pytest.fixture(scope="module", autouse=True)
def content(broker: Broker) -> Iterator[None]:
    with running("neighbour_content.py", broker):
        yield


def test_the_page_and_the_feed_of_an_open_book_are_there_without_an_account_and_asked_for_anew(
    door: RunningDoor,
) -> None:
    with door.client() as app:
        page = app.get("/public/books/b1")
        feed = app.get("/public/books/b1/podcast.xml")
        known = app.get("/public/books/b1/podcast.xml", headers={"If-None-Match": feed.headers["etag"]})
        missing = [app.get(path).status_code for path in ("/public/books/b2", "/public/books/b2/podcast.xml")]
    assert (page.status_code, feed.status_code, known.status_code, missing) == (200, 200, 304, [404, 404])
    assert {page.headers["cache-control"], feed.headers["cache-control"]} == {"public, no-cache"}
    assert feed.headers["content-type"].startswith("application/rss+xml")
    for number, times in ((1, 1), (2, 0), (3, 1)):
        assert page.text.count(f'src="/public/audio/a{number}/nu.mp3"') == times
        assert feed.text.count(f"/public/audio/a{number}/nu.mp3") == times
    assert "set-cookie" not in page.headers
