"""An OpenID provider that can be told to lie, to be slow and to fail: what a forged, stolen or broken one would answer.

Owns: one real HTTP server in a thread, its signing key, what it was asked. `token(**claims)` is what the next code is
exchanged for. Speaks only as much of the protocol as a log-in needs; that the protocol is the real one is shown against
oidc-provider-mock.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm


@cache
def rsa_key(_name: str) -> rsa.RSAPrivateKey:
    """Made once a run: it takes a quarter of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class LyingProvider:
    port: int = 0
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa_key("provider's"))
    key_id: str = "k1"
    published: dict[str, rsa.RSAPrivateKey] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    """Overrides of the discovery document."""
    id_token: str = ""
    userinfo: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    seconds: float = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def sign(self, claims: dict[str, Any], key: Any = None, algorithm: str = "RS256", key_id: str = "") -> None:
        headers = {"kid": key_id or self.key_id}
        self.id_token = jwt.encode(claims, key or self.key, algorithm=algorithm, headers=headers)

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        self.asked.append((path, form))
        time.sleep(self.seconds)
        if self.status != 200:
            return self.status, {"error": "invalid_grant"}
        if path == "/.well-known/openid-configuration":
            return 200, self._discovery() | self.told
        if path == "/jwks":
            published = self.published or {self.key_id: self.key}
            return 200, {"keys": [_written(name, key) for name, key in published.items()]}
        if path == "/token":
            return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token}
        return 200, self.userinfo

    def _discovery(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in names.items()}


def _written(name: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
    return {**json.loads(RSAAlgorithm.to_jwk(key.public_key())), "kid": name}


@contextmanager
def lying_provider() -> Iterator[LyingProvider]:
    provider = LyingProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._reply(dict(parse_qsl(body.decode())))

        def _reply(self, form: dict[str, str]) -> None:
            status, told = provider.answer(self.path.partition("?")[0], form)
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Not on the tests' screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
