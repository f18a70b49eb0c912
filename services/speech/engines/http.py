"""A voice on another machine, behind two small requests; docs/speech.md has the contract.

    GET  {url}/voices   → 200 {"name": "vbee 3.1", "voices": ["nu-bac", …]}
    POST {url}/speak    {"text": "chi bộ họp.", "voice": "nu-bac"} → 200, a WAV: PCM, 16 bits, mono, 8 to 48 kHz

Promises: an answer that is late, too large, no speech in WAV or a redirect is refused and raises EngineFailed, so that
the next engine speaks; the whole exchange ends after `seconds`, however slowly the other side drips.
Does not: send anything but the words to be said. Gives no word times.
"""

from __future__ import annotations

import http.client
import io
import json
import socket
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import msgspec
import numpy as np

from services.speech.engines.synthesiser import Audio, EngineNotReady
from services.speech.rules.errors import EngineFailed
from services.speech.rules.voices import VOICES

LARGEST_ANSWER = 16 * 1024 * 1024  # three minutes at 48 kHz; a segment is one sentence
LARGEST_LIST = 64 * 1024
SECONDS_TO_LIST = 3.0
CHUNK = 64 * 1024


class _Voices(msgspec.Struct, frozen=True):
    name: str
    voices: list[str]


class Refused(Exception):
    """What came back is not what was agreed; one English phrase."""


class Http:
    def __init__(self, url: str, seconds: float = 20.0) -> None:
        self._url, self._seconds = _checked(url), seconds
        offered = self._offered()
        self.name = _told_name(offered)
        self.voices = frozenset(offered.voices) & VOICES.keys()
        if not self.voices:
            raise EngineNotReady("Bộ đọc qua mạng không có giọng nào mà hệ thống dùng.")

    def synthesise(self, text: str, voice: str) -> Audio:
        try:
            answer = self._ask("POST", "/speak", self._seconds, LARGEST_ANSWER, {"text": text, "voice": voice})
            return _audio(answer)
        except (OSError, http.client.HTTPException, Refused) as error:
            raise EngineFailed(details={"engine": self.name, "reason": f"{type(error).__name__}: {error}"}) from error

    def check(self) -> None:
        """Raises EngineNotReady while the other side is away, or is another one than at the start."""
        offered = self._offered()
        if _told_name(offered) != self.name or not self.voices <= set(offered.voices):
            raise EngineNotReady("Bộ đọc qua mạng đã đổi; đang kết nối lại.")

    def _offered(self) -> _Voices:
        try:
            answer = self._ask("GET", "/voices", min(SECONDS_TO_LIST, self._seconds), LARGEST_LIST)
            return msgspec.json.decode(answer, type=_Voices)
        except (OSError, http.client.HTTPException, Refused, msgspec.MsgspecError) as error:
            raise EngineNotReady(f"Bộ đọc qua mạng không trả lời đúng ({type(error).__name__}: {error}).") from error

    def _ask(self, method: str, path: str, seconds: float, largest: int, body: Any = None) -> bytes:
        deadline = time.monotonic() + seconds
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        with closing(kind(self._url.hostname or "", self._url.port, timeout=seconds)) as connection:
            connection.connect()
            with _cut_at(deadline, connection.sock):
                sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
                headers = {"Content-Type": "application/json"}
                connection.request(method, self._url.path.rstrip("/") + path, sent, headers)
                with closing(connection.getresponse()) as response:
                    if response.status != 200:
                        raise Refused(f"status {response.status}")
                    received = _received(response, largest)
        if time.monotonic() > deadline:
            raise Refused("not done in the time allowed")
        return received


@contextmanager
def _cut_at(deadline: float, opened: socket.socket) -> Iterator[None]:
    """A socket's own time limit is for one byte; whoever sends a byte a second would never be late."""

    def cut() -> None:
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _received(response: http.client.HTTPResponse, largest: int) -> bytes:
    received = bytearray()
    while chunk := response.read1(CHUNK):
        received += chunk
        if len(received) > largest:
            raise Refused(f"more than {largest} bytes")
    if response.length:
        raise Refused("cut off")
    return bytes(received)


def _told_name(offered: _Voices) -> str:
    """Kept sound goes by it."""
    return f"http {' '.join(offered.name.split())[:60]}"


def _checked(url: str) -> Any:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
        raise EngineNotReady("SPEECH_HTTP_URL chưa đúng: cần dạng http://máy:cổng hoặc https://máy.")
    return parts


def _audio(answer: bytes) -> Audio:
    try:
        with wave.open(io.BytesIO(answer)) as file:
            kind = (file.getnchannels(), file.getsampwidth())
            rate, frames = file.getframerate(), file.readframes(file.getnframes())
    except (wave.Error, EOFError, RuntimeError) as error:
        raise Refused("no WAV") from error
    if kind != (1, 2) or not 8_000 <= rate <= 48_000:
        raise Refused(f"a WAV of {kind[0]} channels, {kind[1] * 8} bits, {rate} Hz")
    samples = np.frombuffer(frames[: len(frames) // 2 * 2], dtype="<i2").astype(np.float32) / np.float32(32768)
    if not len(samples):
        raise Refused("a WAV without sound")
    return Audio(samples, rate)
