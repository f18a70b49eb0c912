"""A model on another machine of the province, behind the one request that OpenAI-compatible servers share.

    POST {url}/chat/completions {"model", "messages", …} → 200 {"choices": [{"message": {"content": "…"}}]}

Promises: the whole exchange (name, connection, TLS, answer) ends about `seconds` after it began, however slowly the
other side drips; an answer that is too large, a redirect or anything but 200 is refused; no proxy of the environment is
used, nothing is repeated. Plain HTTP goes only to names and addresses that lie within the installation. Works on the
hub, where it blocks nobody, and without one.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

import msgspec

LARGEST_ANSWER = 64 * 1024
CHUNK = 16 * 1024
# The door waits 20 s for the assistant.
MOST_SECONDS = 15.0
WITHIN_THE_CLUSTER = (".svc", ".svc.cluster.local", ".cluster.local", ".internal", ".local", ".localhost")

Failure = Literal["late", "unreachable", "refused", "malformed"]


class EndpointWrong(ValueError):
    """The setting cannot be used; said at the start of the process."""


class EndpointFailed(Exception):
    """`failure` is counted; `why` says what happened without a word of what was sent or answered."""

    def __init__(self, failure: Failure, why: str) -> None:
        self.failure: Failure = failure
        self.why = why
        super().__init__(f"{failure}: {why}")


class _Message(msgspec.Struct, frozen=True):
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]


class Endpoint:
    def __init__(
        self, url: str, model: str, *, key: str | None = None, ca_file: Path | None = None, seconds: float = 2.0
    ) -> None:
        """Raises EndpointWrong."""
        self._url = checked(url)
        if not model:
            raise EndpointWrong("SOTAY_ASSISTANT_WORDING_MODEL is missing: the endpoint must be told which model")
        if not 0 < seconds <= MOST_SECONDS:
            raise EndpointWrong(f"SOTAY_ASSISTANT_WORDING_SECONDS must lie between 0 and {MOST_SECONDS:g}")
        self._model, self._key, self.seconds = model, key, seconds
        self._tls = _trust(ca_file) if self._url.scheme == "https" else None

    def complete(self, messages: Sequence[Mapping[str, str]], most_tokens: int) -> str:
        """What the model says. Raises EndpointFailed."""
        deadline = time.monotonic() + self.seconds
        body = {
            "model": self._model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": most_tokens,
            "stream": False,
            "response_format": {"type": "json_object"},
        }
        try:
            answer = self._post(json.dumps(body, ensure_ascii=False).encode(), deadline)
            return msgspec.json.decode(answer, type=_Completion).choices[0].message.content
        except (OSError, http.client.HTTPException, ValueError, IndexError, RecursionError) as error:
            late = time.monotonic() >= deadline
            raise EndpointFailed("late" if late else _kind(error), type(error).__name__) from None

    def _post(self, body: bytes, deadline: float) -> bytes:
        with closing(self._connected(deadline)) as opened, _cut_at(deadline, opened):
            if isinstance(opened, ssl.SSLSocket):
                opened.do_handshake()
            connection = http.client.HTTPConnection(self._url.hostname or "", self._url.port or self._port)
            connection.sock = opened
            connection.request("POST", self._url.path.rstrip("/") + "/chat/completions", body, self._headers())
            with closing(connection.getresponse()) as response:
                if response.status != 200:
                    raise EndpointFailed("refused", f"status {response.status}")
                return _received(response)

    @property
    def _port(self) -> int:
        return 443 if self._url.scheme == "https" else 80

    def _connected(self, deadline: float) -> socket.socket:
        plain = _reached((self._url.hostname or "", self._url.port or self._port), deadline)
        if self._tls is None:
            return plain
        # The handshake comes when the clock is set on the socket: it too can be dripped.
        return self._tls.wrap_socket(plain, server_hostname=self._url.hostname, do_handshake_on_connect=False)

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        return {**headers, "Authorization": f"Bearer {self._key}"} if self._key else headers


def checked(url: str) -> SplitResult:
    """https anywhere, http only to this machine or inside the cluster: questions are not sent in the clear.

    Raises EndpointWrong.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise EndpointWrong("SOTAY_ASSISTANT_WORDING_URL must look like https://machine/v1")
    if parts.scheme == "http" and not _within(parts.hostname):
        raise EndpointWrong("SOTAY_ASSISTANT_WORDING_URL must begin with https:// unless it lies inside the cluster")
    return parts


def _within(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(WITHIN_THE_CLUSTER)
    return address.is_private or address.is_loopback


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except OSError as error:
        raise EndpointWrong(f"SOTAY_ASSISTANT_WORDING_CA_FILE cannot be read ({type(error).__name__})") from error


def _reached(place: tuple[str, int], deadline: float) -> socket.socket:
    """Beside the caller, who leaves in time: nothing ends a look-up of a name that nobody answers, and a name may have
    several addresses that are dead one after another."""
    left = max(deadline - time.monotonic(), 0.01)
    came: queue.Queue[socket.socket | OSError] = queue.Queue()

    def reach() -> None:
        try:
            came.put(socket.create_connection(place, timeout=left))
        except (OSError, UnicodeError) as error:
            came.put(error if isinstance(error, OSError) else OSError(str(error)))

    threading.Thread(target=reach, daemon=True).start()
    try:
        outcome = came.get(timeout=left)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(outcome, OSError):
        raise outcome
    return outcome


@contextmanager
def _cut_at(deadline: float, opened: socket.socket) -> Iterator[None]:
    """A socket's own time limit is for one byte; whoever sends a byte a second would never be late."""

    def cut() -> None:
        # Through a second handle: a TLS socket told to shut down loses its state under whoever is reading from it.
        with suppress(OSError), closing(socket.fromfd(opened.fileno(), opened.family, opened.type)) as line:
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _received(response: http.client.HTTPResponse) -> bytes:
    received = bytearray()
    while chunk := response.read1(CHUNK):
        received += chunk
        if len(received) > LARGEST_ANSWER:
            raise EndpointFailed("refused", f"more than {LARGEST_ANSWER} bytes")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(received)


def _kind(error: Exception) -> Failure:
    if isinstance(error, TimeoutError):
        return "late"
    # A certificate that is not trusted is both an OSError and a ValueError.
    return "unreachable" if isinstance(error, OSError) else "malformed"
