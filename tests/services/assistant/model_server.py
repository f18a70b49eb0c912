"""A model on another machine: a real HTTP server on loopback that speaks the protocol, and its ways to go wrong."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Said = Callable[[dict[str, Any]], Any]


class ModelServer:
    """`says`: from the question and clauses it was given, what the model writes (an object, or text as it is).
    `body`: sent instead of a completion; `drip`: seconds between bytes; `status` of every answer."""

    def __init__(self) -> None:
        self.says: Said = honest
        self.body: bytes | None = None
        self.status, self.drip, self.wait, self.announced = 200, 0.0, 0.0, 0
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.stopped = threading.Event()
        self.url = ""


def honest(given: dict[str, Any]) -> dict[str, Any]:
    """Words nothing: the first sentence of the first clause, quoted and repeated."""
    clause = given["clauses"][0]
    first = clause["text"].split(". ", 1)[-1].split(". ")[0].rstrip(".") + "."
    return {"sentences": [{"text": first, "clause_id": clause["id"], "quote": first}]}


class Handler(BaseHTTPRequestHandler):
    server: "Server"

    def do_POST(self) -> None:
        state = self.server.state
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state.asked.append(asked)
        state.paths.append(self.path)
        state.headers.append(dict(self.headers))
        state.stopped.wait(state.wait)
        if state.body is not None:
            self._send(state.body)
            return
        said = state.says(json.loads(asked["messages"][-1]["content"]))
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        self._send(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())

    def do_GET(self) -> None:
        """Where a redirect would lead."""
        self.server.state.paths.append(self.path)
        self._send(b"{}")

    def _send(self, body: bytes) -> None:
        state = self.server.state
        self.send_response(state.status)
        if state.status in {301, 302, 307}:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body) + state.announced))
        self.end_headers()
        if state.drip:
            for byte in body:
                if state.stopped.wait(state.drip):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
        else:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing on the test's output."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    state: ModelServer

    def handle_error(self, *_args: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def model_server(certificate: Path | None = None) -> Iterator[ModelServer]:
    """`certificate`: a PEM file with key and certificate; the server then speaks TLS."""
    state, server = ModelServer(), Server(("127.0.0.1", 0), Handler)
    server.state = state
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        state.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
