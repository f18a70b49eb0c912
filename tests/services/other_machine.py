"""A machine that we ask over HTTP: a real server on loopback, and the ways in which it goes wrong.

What it says is of the one who uses it (model_server.py, voice_server.py); how it fails is the same for all.
"""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar


class OtherMachine:
    """`status` of every answer, where a redirect leads `elsewhere`; `drip`: seconds between bytes; `announced`: so many
    bytes more are promised than come."""

    elsewhere = "/elsewhere"

    def __init__(self) -> None:
        self.status, self.drip, self.announced = 200, 0.0, 0
        self.stopped = threading.Event()
        self.url = ""

    def answer_to_get(self, path: str) -> bytes:
        raise NotImplementedError

    def answer_to_post(self, path: str, headers: dict[str, str], asked: dict[str, Any]) -> bytes:
        raise NotImplementedError


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        self._send(self.server.machine.answer_to_get(self.path))

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._send(self.server.machine.answer_to_post(self.path, dict(self.headers), asked))

    def _send(self, body: bytes) -> None:
        machine = self.server.machine
        self.send_response(machine.status)
        if machine.status in {301, 302, 307}:
            self.send_header("Location", machine.elsewhere)
        self.send_header("Content-Length", str(len(body) + machine.announced))
        self.end_headers()
        if not machine.drip:
            self.wfile.write(body)
            return
        for byte in body:
            if machine.stopped.wait(machine.drip):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing on the test's output."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    machine: OtherMachine

    def handle_error(self, *_args: object) -> None:
        """A client that hangs up is what some tests are about."""


Machine = TypeVar("Machine", bound=OtherMachine)


@contextmanager
def running(machine: Machine, certificate: Path | None = None) -> Iterator[Machine]:
    """`certificate`: a PEM file with key and certificate; the server then speaks TLS."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.machine = machine
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    machine.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}"
    try:
        yield machine
    finally:
        machine.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
