"""Speech's door."""

from __future__ import annotations

from collections.abc import Sequence

from nameko.timer import timer
from prometheus_client import Gauge

from services.speech.queries.audio_of import audio_of
from services.speech.queries.audio_of_many import audio_of_many
from services.speech.queries.book_titles import book_titles
from services.speech.queries.growing_audio import growing_audio
from services.speech.queries.list_readings import list_readings
from services.speech.queries.listening_place import listening_place
from services.speech.queries.my_data import my_data
from services.speech.queries.public_readings import public_audio, public_readings
from services.speech.queries.reading_history import reading_history
from services.speech.queries.rereading import rereading
from services.speech.settings import Settings
from services.speech.store import audio as audios
from services.speech.store import places
from services.speech.store.blobs import blobs, use_blobs
from services.speech.usecases.ask_for_reading import ask_for_reading
from services.speech.usecases.change_reading import change_reading
from services.speech.usecases.fresh_reader import FreshReader, use_reader
from services.speech.usecases.hear_reading import hear_reading
from services.speech.usecases.hear_text import hear_text
from services.speech.usecases.keep_listening_place import keep_listening_place
from services.speech.usecases.on_account_closed import on_account_closed
from services.speech.usecases.on_article_opened import on_article_opened
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from services.speech.usecases.on_book_withdrawn import on_book_withdrawn
from services.speech.usecases.on_document_published import on_document_published
from services.speech.usecases.on_document_withdrawn import on_document_withdrawn
from services.speech.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.speech.usecases.on_text_moved import TextEvent, on_text_moved
from services.speech.usecases.reread import reread
from services.speech.usecases.silence import silence
from services.speech.usecases.spell_word import spell_word
from services.speech.usecases.stop_reading import resume_reading, stop_reading
from services.speech.usecases.sweep_segments import sweep_segments
from services.speech.usecases.undo_reading import undo_reading
from shared import clock
from shared.contracts.content import (
    ArticleClosed,
    ArticleOpened,
    ArticlePublished,
    ArticleWithdrawn,
    BookWithdrawn,
    CoursePartPublished,
    CoursePartWithdrawn,
    DocumentPublished,
    DocumentWithdrawn,
)
from shared.contracts.identity import AccountClosed, OrganisationMerged, OrganisationMoved
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, answers, answers_openly, subscribe, subscribe_batch
from shared.observability import health
from shared.store import GridFSBlobStore, unless_the_store_is_away

SECONDS_BETWEEN_SWEEPS = 3600

_settings: list[Settings] = []

FALLBACKS = Gauge("sotay_speech_fallback_recordings", "Recordings heard now that another engine than the first made.")


def prepare(settings: Settings) -> None:
    _settings[:] = [settings]
    store = GridFSBlobStore(settings.media_uri)
    use_blobs(store)
    use_reader(FreshReader(settings.lexicon_folder))
    health.register("blobs", store.ping)
    health.register("recordings", lambda: FALLBACKS.set(audios.count_fallbacks()))


class SpeechService:
    name = "speech"

    door = Door()

    audio_of = answers(audio_of)
    list_readings = answers(list_readings)
    reading_history = answers(reading_history)
    change_reading = answers(change_reading)
    undo_reading = answers(undo_reading)
    hear_reading = answers(hear_reading)
    hear_text = answers(hear_text)
    spell_word = answers(spell_word)
    rereading = answers(rereading)
    reread = answers(reread)
    ask_for_reading = answers(ask_for_reading)
    stop_reading = answers(stop_reading)
    resume_reading = answers(resume_reading)
    listening_place = answers(listening_place)
    keep_listening_place = answers(keep_listening_place)
    my_data = answers(my_data)
    audio_of_many = answers(audio_of_many)
    book_titles = answers(book_titles)
    growing_audio = answers(growing_audio)
    public_readings = answers_openly(public_readings)
    public_audio = answers_openly(public_audio)

    @subscribe(ArticleWithdrawn)
    def on_article_withdrawn(self, received: Received[ArticleWithdrawn]) -> None:
        on_article_withdrawn(received.data, blobs())

    @subscribe(ArticlePublished, DocumentPublished, CoursePartPublished)
    def on_text_moved(self, received: Received[TextEvent]) -> None:
        on_text_moved(received.data, blobs())

    @subscribe(ArticleOpened, ArticleClosed)
    def on_article_opened(self, received: Received[ArticleOpened | ArticleClosed]) -> None:
        on_article_opened(received.data, received.time)

    @subscribe(DocumentPublished)
    def on_document_published(self, received: Received[DocumentPublished]) -> None:
        react(on_document_published, received)

    @subscribe(DocumentWithdrawn)
    def on_document_withdrawn(self, received: Received[DocumentWithdrawn]) -> None:
        on_document_withdrawn(received.data, blobs())

    @subscribe(BookWithdrawn)
    def on_book_withdrawn(self, received: Received[BookWithdrawn]) -> None:
        on_book_withdrawn(received.data, blobs())

    @subscribe(CoursePartWithdrawn)
    def on_course_part_withdrawn(self, received: Received[CoursePartWithdrawn]) -> None:
        silence(received.data.part_id, received.data.edition, blobs())

    @subscribe(AccountClosed)
    def on_account_closed(self, received: Received[AccountClosed]) -> None:
        on_account_closed(received.data)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)

    @timer(interval=SECONDS_BETWEEN_SWEEPS)
    def sweep(self) -> None:
        unless_the_store_is_away(
            lambda: sweep_segments(clock.now(), _settings[0].segment_days, _settings[0].segment_megabytes)
        )
        unless_the_store_is_away(lambda: places.forget_old(clock.now()))
