"""What everybody may hear: readings of the very text that stands open, until it is closed or withdrawn."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.public_readings import public_audio, public_readings
from services.speech.rules.errors import NothingToRead
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_opened import on_article_opened
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts.content import ArticleClosed, ArticleOpened, ArticlePublished
from shared.security import Actor
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import COMMUNE, NOW, withdrawal

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]
NOBODY = Context(Actor("", "", (), "", NOW), NOW, "c1")


def opening(revision: int = 1, version: int = 1) -> ArticleOpened:
    return ArticleOpened(
        article_id="a1", article_version=version, revision=revision, audience=COMMUNE, title=f"Tin mở {revision}"
    )


def closing(revision: int = 2, version: int = 1) -> ArticleClosed:
    return ArticleClosed(article_id="a1", article_version=version, revision=revision, audience=COMMUNE)


def heard() -> list[str]:
    """Titles of the feed; each of its sounds is there."""
    items = perform(public_readings, {}, NOBODY)["items"]
    for item in items:
        blob = perform(public_audio, {"article_id": item["article_id"], "voice": item["voice"]}, NOBODY)["blob_id"]
        assert ArticleAudio.objects(blob_id=blob).count() == 1
    return [item["title"] for item in items]


def refused(voice: str = "nu-bac") -> None:
    with pytest.raises(NothingToRead):
        perform(public_audio, {"article_id": "a1", "voice": voice}, NOBODY)


@pytest.fixture
def read(store: None, article: Make, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    on_article_published(article(), narrator, blobs)


@pytest.mark.usefixtures("read")
def test_only_what_is_open_is_heard_without_an_account_and_once_closed_no_longer() -> None:
    assert heard() == []
    refused()
    on_article_opened(opening(), NOW)
    assert heard() == ["Tin mở 1"]
    assert perform(public_audio, {"article_id": "a1", "voice": "nam-bac"}, NOBODY)["blob_id"]
    refused("nu-nam")
    on_article_opened(closing(), NOW)
    assert heard() == []
    refused()


@pytest.mark.usefixtures("read")
def test_of_named_articles_only_those_that_stand_open_are_told() -> None:
    asked = {"article_ids": ["a1", "a2"]}
    assert perform(public_readings, asked, NOBODY)["items"] == []
    on_article_opened(opening(), NOW)
    assert [item["article_id"] for item in perform(public_readings, asked, NOBODY)["items"]] == ["a1"]
    assert perform(public_readings, {"article_ids": ["a2"]}, NOBODY)["items"] == []


@pytest.mark.usefixtures("read")
def test_events_late_and_twice_change_nothing() -> None:
    on_article_opened(closing(2), NOW)
    on_article_opened(opening(1), NOW)
    assert heard() == []
    for _ in range(2):
        on_article_opened(opening(3), NOW + timedelta(days=1))
    on_article_opened(closing(2), NOW)
    assert heard() == ["Tin mở 3"]


@pytest.mark.usefixtures("read")
def test_a_withdrawn_article_is_gone_before_its_closing_is_told(blobs: GridFSBlobStore) -> None:
    on_article_opened(opening(), NOW)
    on_article_withdrawn(withdrawal(2), blobs)
    assert heard() == []
    refused()


@pytest.mark.usefixtures("read")
def test_a_newer_text_is_not_open_because_the_older_one_was(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_opened(opening(), NOW)
    on_article_published(article(2, title="Bản nội bộ"), narrator, blobs)
    assert heard() == []
    refused()
    on_article_opened(opening(2, 2), NOW)
    assert heard() == ["Tin mở 2"]


def test_what_is_open_but_not_read_yet_is_not_in_the_feed() -> None:
    on_article_opened(opening(), NOW)
    assert heard() == []
