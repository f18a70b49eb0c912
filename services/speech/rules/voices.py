"""The voices a member can choose from, whoever speaks them."""

from __future__ import annotations

from dataclasses import dataclass

from services.speech.rules.errors import UnknownVoice


@dataclass(frozen=True)
class Voice:
    id: str
    label: str


VOICES = {
    voice.id: voice
    for voice in (
        Voice("nu-bac", "Giọng nữ miền Bắc"),
        Voice("nam-bac", "Giọng nam miền Bắc"),
        Voice("nu-trung", "Giọng nữ miền Trung"),
        Voice("nam-trung", "Giọng nam miền Trung"),
        Voice("nu-nam", "Giọng nữ miền Nam"),
        Voice("nam-nam", "Giọng nam miền Nam"),
    )
}
# One woman and one man; SPEECH_VOICES says otherwise where another region is at home.
READ_BY = ("nu-bac", "nam-bac")


def voice(voice_id: str) -> Voice:
    try:
        return VOICES[voice_id]
    except KeyError:
        raise UnknownVoice from None
