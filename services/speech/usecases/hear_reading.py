"""«Nghe thử»: how a sentence is read now, or would be with an entry that is not kept yet.

The voice is espeak-ng's, whatever engine reads the articles: it is there in every process and takes a third of a second
at most, and what is tried here are the words, not the voice. One at a time, and so many a minute for each person.
"""

from __future__ import annotations

from threading import Lock
from typing import Annotated

import msgspec

from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.engines.reader import Reader
from services.speech.rules.permissions import authorise_readings
from services.speech.rules.reading_entries import checked_entry
from services.speech.rules.voices import READ_BY, voice
from services.speech.store import hearings
from services.speech.usecases.change_reading import Table
from services.speech.usecases.fresh_reader import fresh_reader
from shared.beside_hub import beside_hub
from shared.contracts.content import Block
from shared.usecase import Context, Line, Request

Sample = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]

one_at_a_time = Lock()


class HearReading(Request):
    """`table`, `written`, `spoken`: an entry to be tried; without them the tables as they are. `sound`: without it only
    the words are told."""

    text: Sample
    voice: str = READ_BY[0]
    table: Table | None = None
    written: Line | None = None
    spoken: Line | None = None
    sound: bool = True


class HeardReading(msgspec.Struct, frozen=True):
    """`spoken`: the words; `audio`: an MP3, empty where no sound was asked for."""

    spoken: str
    audio: bytes
    seconds: float


def hear_reading(command: HearReading, ctx: Context) -> HeardReading:
    """Raises NotPermitted, ReadingRefused, UnknownVoice, NothingToSay, SpeechNotGoodEnough, TooManyHearings."""
    authorise_readings(ctx.actor)
    chosen = voice(command.voice).id
    reader = _reader(command)
    spoken = reader.spoken(command.text).text
    if not command.sound:
        return HeardReading(spoken, b"", 0.0)
    hearings.spend(ctx.actor.member_id, ctx.now)
    narrator = Narrator(reader, Engines(["espeak"], {"espeak": Espeak}))
    with one_at_a_time:
        recording = beside_hub(lambda: narrator.record("", [Block(text=command.text)], chosen))
    return HeardReading(spoken, recording.mp3, round(recording.seconds, 1))


def _reader(command: HearReading) -> Reader:
    if command.table is None or command.written is None or command.spoken is None:
        return fresh_reader().current()
    written, spoken = checked_entry(command.table, command.written, command.spoken)
    return fresh_reader().with_entry(command.table, written, spoken)
