"""A voice on another machine: a real HTTP server on loopback with espeak-ng behind it, and its ways to go wrong."""

import io
import json
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from services.speech.engines.espeak import Espeak


def wav_of(raw: bytes, *, rate: int = 22_050, channels: int = 1, width: int = 2) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)
    return out.getvalue()


class VoiceServer:
    """`answer`: what POST /speak sends instead of speech; `drip`: seconds between bytes; `status` of every answer."""

    def __init__(self) -> None:
        self.name, self.voices = "another 1.0", ["nu-bac", "nam-bac", "robot"]
        self.answer: bytes | None = None
        self.status, self.drip, self.announced = 200, 0.0, 0
        self.asked: list[dict[str, str]] = []
        self.stopped = threading.Event()
        self.url = ""

    def speech(self, asked: dict[str, str]) -> bytes:
        audio = Espeak().synthesise(asked["text"], asked["voice"])
        return wav_of((audio.samples * 32767).astype("<i2").tobytes(), rate=audio.rate)


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        state = self.server.state
        self._send(json.dumps({"name": state.name, "voices": state.voices}).encode())

    def do_POST(self) -> None:
        state = self.server.state
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state.asked.append(asked)
        self._send(state.speech(asked) if state.answer is None else state.answer)

    def _send(self, body: bytes) -> None:
        state = self.server.state
        self.send_response(state.status)
        if state.status == 302:
            self.send_header("Location", "/voices")
        self.send_header("Content-Length", str(len(body) + state.announced))
        self.end_headers()
        while state.drip and not state.stopped.wait(state.drip):
            self.wfile.write(b"\0")
            self.wfile.flush()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing on the test's output."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    state: VoiceServer

    def handle_error(self, *_args: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def voice_server() -> Iterator[VoiceServer]:
    state, server = VoiceServer(), Server(("127.0.0.1", 0), Handler)
    server.state = state
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        state.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
