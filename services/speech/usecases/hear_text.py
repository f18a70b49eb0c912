"""A short text said at once, for whoever asks: an answer of the assistant or of an officer. The sound is kept nowhere.

The voice is espeak-ng's (see hear_reading.py); 2,000 characters take it about a second and a half on one core.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.speech.engines.choose import Engines
from services.speech.engines.espeak import Espeak
from services.speech.engines.narrator import Narrator
from services.speech.rules.voices import READ_BY, voice
from services.speech.store import hearings
from services.speech.usecases.fresh_reader import fresh_reader
from services.speech.usecases.hear_reading import one_at_a_time
from shared.beside_hub import beside_hub
from shared.contracts.content import Block
from shared.usecase import Context, Request

ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000)]


class HearText(Request):
    text: ShortText
    voice: str = READ_BY[0]


class HeardText(msgspec.Struct, frozen=True):
    """`audio`: an MP3."""

    audio: bytes
    seconds: float


def hear_text(command: HearText, ctx: Context) -> HeardText:
    """Raises UnknownVoice, NothingToSay, SpeechNotGoodEnough, TooManyHearings."""
    chosen = voice(command.voice).id
    hearings.spend(ctx.actor.member_id, ctx.now)
    blocks = [Block(text=line) for line in command.text.splitlines() if line.strip()]
    narrator = Narrator(fresh_reader().current(), Engines(["espeak"], {"espeak": Espeak}))
    with one_at_a_time:
        recording = beside_hub(lambda: narrator.record("", blocks, chosen))
    return HeardText(recording.mp3, round(recording.seconds, 1))
