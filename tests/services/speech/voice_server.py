"""A voice on another machine, with espeak-ng behind it, and its ways to go wrong."""

import io
import json
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from services.speech.engines.espeak import Espeak
from tests.services.other_machine import OtherMachine, running


def wav_of(raw: bytes, *, rate: int = 22_050, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)
    return out.getvalue()


class VoiceServer(OtherMachine):
    """`answer`: what POST /speak sends instead of speech."""

    elsewhere = "/voices"

    def __init__(self) -> None:
        super().__init__()
        self.name, self.voices = "another 1.0", ["nu-bac", "nam-bac", "robot"]
        self.answer: bytes | None = None
        self.asked: list[dict[str, Any]] = []

    def answer_to_get(self, path: str) -> bytes:  # noqa: ARG002  there is one address to get
        return json.dumps({"name": self.name, "voices": self.voices}).encode()

    def answer_to_post(self, path: str, headers: dict[str, str], asked: dict[str, Any]) -> bytes:  # noqa: ARG002
        self.asked.append(asked)
        return self.speech(asked) if self.answer is None else self.answer

    def speech(self, asked: dict[str, Any]) -> bytes:
        audio = Espeak().synthesise(asked["text"], asked["voice"])
        return wav_of((audio.samples * 32767).astype("<i2").tobytes(), rate=audio.rate)


@contextmanager
def voice_server() -> Iterator[VoiceServer]:
    with running(VoiceServer()) as voice:
        yield voice
