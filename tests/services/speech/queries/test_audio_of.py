from collections.abc import Callable

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.store import audio as audios
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts.content import ArticlePublished
from shared.security import Grant
from shared.store import GridFSBlobStore
from shared.usecase import Context, InvalidRequest, perform
from tests.services.speech.conftest import withdrawal

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]
AsMember = Callable[..., Context]
QUIET: dict[str, object] = {"working": False, "stopped": False}
NOTHING: dict[str, object] = {"state": "none", "items": [], "progress": None, "growing": None, **QUIET}


def ask(ctx: Context) -> dict[str, object]:
    answer: dict[str, object] = perform(audio_of, {"article_id": "a1"}, ctx)
    return answer


def test_both_voices_are_offered_with_what_a_player_needs(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    answer = ask(as_member())
    assert answer["state"] == "ready"
    items = {item["voice"]: item for item in answer["items"]}  # type: ignore[attr-defined]
    assert set(items) == {"nu-bac", "nam-bac"}
    woman = items["nu-bac"]
    assert woman["label"] == "Giọng nữ miền Bắc"
    assert woman["bytes"] == blobs.stat(woman["blob_id"]).length
    assert woman["engine"].startswith("espeak-ng")
    assert woman["fallback"] is False
    assert woman["seconds"] > 2


def test_the_states_tell_where_the_reading_is(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    assert ask(as_member()) == NOTHING
    begun = audios.begin(article(), "nu-bac")
    assert ask(as_member()) == {**NOTHING, "state": "preparing", "progress": 0, "working": True}
    audios.note_progress(begun, 3, 8)
    assert ask(as_member())["progress"] == 37
    on_article_published(article(2, title="!", paragraphs=["…"]), narrator, blobs)
    assert ask(as_member()) == {**NOTHING, "state": "failed"}
    on_article_published(article(3), narrator, blobs)
    assert ask(as_member())["state"] == "ready"
    on_article_withdrawn(withdrawal(4), blobs)
    assert ask(as_member()) == NOTHING


def test_the_audience_listens_and_so_do_those_who_work_above_it(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    assert ask(as_member("ts/x03/c0399/"))["state"] == "ready"
    assert ask(as_member("ts/x09/c0901/", Grant("committee_editor", "ts/")))["state"] == "ready"
    # Who may read because of an office held below the audience may listen as well.
    assert ask(as_member("ts/x09/c0901/", Grant("committee_officer", "ts/x03/c0312/")))["state"] == "ready"
    for stranger in (as_member("ts/x09/c0901/"), as_member("ts/x09/c0901/", Grant("committee_editor", "ts/x09/"))):
        assert ask(stranger) == NOTHING


def test_an_unknown_field_is_refused(as_member: AsMember) -> None:
    with pytest.raises(InvalidRequest):
        perform(audio_of, {"article_id": "a1", "voice": "nu-bac"}, as_member())
