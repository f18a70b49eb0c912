"""What could not be read after the last try keeps nobody waiting, and is read once its event is sent back."""

from collections.abc import Callable

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import AudioOf, AudioView, audio_of
from services.speech.rules.book_titles import title_id
from services.speech.store import audio as audios
from services.speech.store import rereadings
from services.speech.store.audio import ArticleAudio
from services.speech.store.rereadings import Rereading
from services.speech.usecases.give_up import give_up
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_book_published import on_book_published
from shared.contracts import parse
from shared.contracts.content import ArticlePublished, BookChapter, BookPublished
from shared.contracts.speech import RereadingAsked
from shared.store import GridFSBlobStore
from shared.usecase import Context
from tests.services.speech.conftest import COMMUNE, NOW, Counted, blob_ids

pytestmark = pytest.mark.usefixtures("store")
Make = Callable[..., ArticlePublished]
BOOK = BookPublished(
    book_id="b1",
    book_version=1,
    audience=COMMUNE,
    title="Chuyện làng Bình Minh",
    chapters=[BookChapter(kind="article", ref="a1", title="Ngày đầu xuân")],
)


class Crashed(BaseException):
    """As if the engine had taken the process with it."""


def crash() -> None:
    raise Crashed


def heard(text_id: str, ctx: Context) -> AudioView:
    return audio_of(AudioOf(article_id=text_id), ctx)


def test_who_waits_for_a_text_that_the_engine_dies_of_is_told_and_hears_it_once_it_is_sent_back(
    article: Make, counting: Narrator, engine: Counted, blobs: GridFSBlobStore, as_member: Callable[..., Context]
) -> None:
    engine.at[1] = crash
    with pytest.raises(Crashed):
        on_article_published(article(), counting, blobs)
    assert heard("a1", as_member()).state == "preparing"
    for _ in range(2):
        give_up(article())
    assert heard("a1", as_member()).state == "failed"
    told = [parse(bytes(item["body"]), "t").data for row in ArticleAudio.objects for item in row.outbox]
    assert [(event.TYPE, event.code) for event in told] == [("speech.audio_failed.v1", "speech.given_up")]

    on_article_published(article(), counting, blobs)
    view = heard("a1", as_member())
    assert (view.state, len(view.items)) == ("ready", 2)
    assert ArticleAudio.objects(failure__exists=True).count() == 0
    assert len(blob_ids(blobs)) == 4


def test_giving_up_takes_nothing_from_what_was_read_or_published_since(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(1), narrator, blobs)
    audios.begin(article(2), "nu-bac")
    give_up(article(1))
    assert [row.state for row in audios.of_article("a1")] == ["preparing", "ready", "ready"]


def test_a_book_whose_titles_could_not_be_said_has_them_said_when_it_is_sent_back(
    counting: Narrator, engine: Counted, blobs: GridFSBlobStore
) -> None:
    engine.at[1] = crash
    with pytest.raises(Crashed):
        on_book_published(BOOK, counting, blobs)
    give_up(BOOK)
    assert {row.state for row in audios.of_article(title_id("b1", 0))} == {"failed"}
    on_book_published(BOOK, counting, blobs)
    states = [row.state for number in (0, 1) for row in audios.of_article(title_id("b1", number))]
    assert states == ["ready"] * 4


def test_an_order_to_read_again_goes_on_behind_the_text_that_ended_it_and_keeps_no_later_order_out() -> None:
    rereadings.ask("r1", ["bad", "good"], NOW)
    order = RereadingAsked(rereading_id="r1")
    give_up(order)
    row = Rereading.objects.get(pk="r1")
    assert (row.waiting, row.finished_at) == (["good"], None)
    assert [item["type"] for item in row.outbox] == ["speech.rereading_asked.v1"] * 2
    give_up(order)
    row = Rereading.objects.get(pk="r1")
    assert (row.waiting, row.finished_at is not None, len(row.outbox)) == ([], True, 2)
    give_up(order)
    assert Rereading.objects.get(pk="r1").version == row.version
