"""Whom a text is not meant for any more does not go on hearing the older recording until the worker gets to it."""

from collections.abc import Callable

import msgspec
import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_text_moved import on_text_moved
from shared.contracts.content import ArticlePublished
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import CELL, blob_ids

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]
AsMember = Callable[..., Context]
OTHER = "ts/x03/c0399/"


def state(ctx: Context) -> str:
    return str(perform(audio_of, {"article_id": "a1"}, ctx)["state"])


def test_a_text_that_goes_to_fewer_is_silent_at_once_and_heard_by_them_when_it_is_read(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    narrowed = msgspec.structs.replace(article(2), audience=CELL)
    on_text_moved(narrowed, blobs)
    on_text_moved(narrowed, blobs)
    assert [state(as_member(cell)) for cell in (CELL, OTHER)] == ["none", "none"]
    assert blob_ids(blobs) == []
    on_article_published(narrowed, narrator, blobs)
    on_text_moved(narrowed, blobs)
    assert [state(as_member(cell)) for cell in (CELL, OTHER)] == ["ready", "none"]


def test_a_text_that_goes_to_more_is_heard_meanwhile_by_those_who_had_it(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    on_text_moved(msgspec.structs.replace(article(2), audience="ts/"), blobs)
    assert [state(as_member(cell)) for cell in (CELL, "ts/x09/c0901/")] == ["ready", "none"]
