"""An editor stops a long reading and has it go on: nothing that was said is said again."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.rules.errors import NoReadingToResume, NoReadingToStop, NothingToRead
from services.speech.store import texts
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from services.speech.usecases.on_reading_asked import on_reading_asked
from services.speech.usecases.stop_reading import resume_reading, stop_reading
from shared.contracts import parse
from shared.contracts.content import ArticlePublished
from shared.contracts.speech import ReadingAsked
from shared.security import Grant, NotPermitted, audit
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import CELL, COMMUNE, Counted, blob_ids, withdrawal
from tests.services.speech.usecases.test_on_article_published import LONG

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]
Make = Callable[..., ArticlePublished]
EDITOR = Grant("committee_editor", COMMUNE)


@pytest.fixture(autouse=True)
def trail(store: None) -> None:
    audit.ensure_index()


def stop(ctx: Context) -> Any:
    return perform(stop_reading, {"text_id": "a1"}, ctx)


def resume(ctx: Context) -> Any:
    return perform(resume_reading, {"text_id": "a1"}, ctx)


def asked() -> list[ReadingAsked]:
    told = [parse(bytes(item["body"]), "test").data for row in ArticleAudio.objects for item in row.outbox]
    return [one for one in told if isinstance(one, ReadingAsked)]


def read(article: ArticlePublished, narrator: Narrator, blobs: GridFSBlobStore) -> None:
    texts.keep(article)
    on_article_published(article, narrator, blobs)


def test_a_stopped_reading_says_no_more_and_goes_on_at_its_sentence(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    editor, long = as_member(CELL, EDITOR), article(paragraphs=LONG)
    engine.at = {4: lambda: stop(editor)}
    read(long, counting, blobs)
    assert len(engine.said) == 4, "and the second voice has not begun"
    found = perform(audio_of, {"article_id": "a1"}, as_member())
    assert (found["state"], found["working"], found["stopped"]) == ("stopped", False, True)
    read(long, counting, blobs)
    assert len(engine.said) == 4, "its message, delivered again, changes nothing"
    assert stop(editor) == {"state": "stopped"}
    assert resume(editor) == resume(editor) == {"state": "preparing"}
    [wanted] = asked()
    on_reading_asked(wanted, counting, blobs)
    assert {(row.voice, row.state) for row in ArticleAudio.objects} == {("nu-bac", "ready"), ("nam-bac", "ready")}
    assert len(engine.said) == len(set(engine.said)) == 2 * 9
    assert [json.loads(line)["action"] for line in audit.export()] == [
        "speech.reading_stopped",
        "speech.reading_resumed",
    ]


def test_what_is_read_to_its_end_can_be_neither_stopped_nor_go_on(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    editor = as_member(CELL, EDITOR)
    read(article(), narrator, blobs)
    with pytest.raises(NoReadingToStop):
        stop(editor)
    with pytest.raises(NoReadingToResume):
        resume(editor)


def test_a_member_cannot_stop_it_and_who_may_not_hear_it_finds_nothing(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    stranger = as_member("ts/x09/c0901/", Grant("committee_editor", "ts/x09/"))

    def by_others() -> None:
        with pytest.raises(NotPermitted):
            stop(as_member())
        with pytest.raises(NothingToRead):
            stop(stranger)

    engine.at = {3: by_others}
    read(article(paragraphs=LONG), counting, blobs)
    assert {row.state for row in ArticleAudio.objects} == {"ready"}


def test_a_newer_text_is_read_although_the_older_was_stopped(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    engine.at = {4: lambda: stop(as_member(CELL, EDITOR))}
    read(article(1, paragraphs=LONG), counting, blobs)
    read(article(2), counting, blobs)
    assert {(row.article_version, row.state) for row in ArticleAudio.objects} == {(1, "replaced"), (2, "ready")}


def test_a_stopped_text_that_is_withdrawn_leaves_nothing(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    engine.at = {4: lambda: stop(as_member(CELL, EDITOR))}
    read(article(1, paragraphs=LONG), counting, blobs)
    on_article_withdrawn(withdrawal(2), blobs)
    assert {row.state for row in ArticleAudio.objects} == {"withdrawn"}
    assert blob_ids(blobs) == []
    with pytest.raises(NothingToRead):
        resume(as_member(CELL, EDITOR))
