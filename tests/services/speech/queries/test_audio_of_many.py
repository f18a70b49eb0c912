"""What of a book or a programme can be heard: each text as if it were asked for alone, and nothing of others."""

from collections.abc import Callable
from typing import Any

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.queries.audio_of_many import audio_of_many
from services.speech.store import audio as audios
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts.content import ArticlePublished
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import withdrawal

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]
AsMember = Callable[..., Context]


def ask(ctx: Context, *article_ids: str) -> dict[str, Any]:
    found: dict[str, Any] = perform(audio_of_many, {"article_ids": list(article_ids)}, ctx)["items"]
    return found


def test_each_text_is_told_as_if_it_were_asked_for_alone(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    assert ask(as_member(), "a1", "unknown") == {"a1": perform(audio_of, {"article_id": "a1"}, as_member())}


def test_of_what_somebody_may_not_hear_and_of_what_was_taken_away_there_is_nothing(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    assert ask(as_member("ts/x04/c1/"), "a1") == {}
    on_article_withdrawn(withdrawal(), blobs)
    assert ask(as_member(), "a1")["a1"]["items"] == []


def test_a_newer_version_in_work_is_told_as_such(article: Make, as_member: AsMember) -> None:
    audios.begin(article(2), "nu-bac")
    assert ask(as_member(), "a1")["a1"]["state"] == "preparing"
