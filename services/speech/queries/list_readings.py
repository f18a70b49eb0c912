"""The reading desk: the province's own entries, what the shipped tables say of a word, and what nobody named yet."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.permissions import authorise_readings
from services.speech.rules.reading_entries import EDITABLE
from services.speech.rules.voices import VOICES
from services.speech.store import readings, unknown_words
from services.speech.store.readings import ReadingChange
from services.speech.usecases.fresh_reader import fresh_reader
from shared.usecase import Context, Request

MOST = 200
MOST_PROPOSED = 20
MOST_FOUND = 50


class ListReadings(Request):
    """`search`: a part of what is written or said."""

    search: str | None = None


class ReadingEntry(msgspec.Struct, frozen=True):
    """`own`: made on the desk; else of the shipped tables or the province's folder."""

    table: str
    written: str
    spoken: str
    own: bool
    changed_at: datetime | None = None
    number: int | None = None


class ProposedWord(msgspec.Struct, frozen=True):
    word: str
    articles: int
    latest_article_id: str
    spelled: str


class ReadingVoice(msgspec.Struct, frozen=True):
    id: str
    label: str


class Readings(msgspec.Struct, frozen=True):
    """`version`: number of the last change, 0 before any."""

    version: int
    entries: list[ReadingEntry]
    shipped: list[ReadingEntry]
    proposed: list[ProposedWord]
    voices: list[ReadingVoice]


def list_readings(query: ListReadings, ctx: Context) -> Readings:
    """`shipped` only where something is searched for."""
    authorise_readings(ctx.actor)
    wanted = (query.search or "").strip().casefold()
    changes = [change for change in readings.in_force().values() if change.spoken is not None]
    own = [_entry(change) for change in changes if _matches(wanted, change.written, change.spoken)]
    lexicon = fresh_reader().current().lexicon
    return Readings(
        version=readings.version(),
        entries=sorted(own, key=lambda entry: -(entry.number or 0))[:MOST],
        shipped=_shipped(lexicon, wanted, {(entry.table, entry.written) for entry in own}) if wanted else [],
        proposed=_proposed(lexicon),
        voices=[ReadingVoice(voice.id, voice.label) for voice in VOICES.values()],
    )


def _entry(change: ReadingChange) -> ReadingEntry:
    return ReadingEntry(change.table, change.written, change.spoken, True, change.made_at, change.number)


def _matches(wanted: str, written: str, spoken: str) -> bool:
    return wanted in written.casefold() or wanted in spoken.casefold()


def _shipped(lexicon: Lexicon, wanted: str, own: set[tuple[str, str]]) -> list[ReadingEntry]:
    found = [
        ReadingEntry(table, written, spoken, False)
        for table in EDITABLE
        for written, spoken in getattr(lexicon, table).items()
        if (table, written) not in own and _matches(wanted, written, spoken)
    ]
    return found[:MOST_FOUND]


def _proposed(lexicon: Lexicon) -> list[ProposedWord]:
    """Not what was named since, in whatever table."""
    known = {*lexicon.abbreviations, *lexicon.document_codes, *lexicon.places}
    words = [word for word in unknown_words.most_seen(MOST) if word.word not in known]
    return [
        ProposedWord(word.word, len(word.articles), word.articles[-1], lexicon.letter_by_letter(word.word))
        for word in words[:MOST_PROPOSED]
        if word.articles
    ]
