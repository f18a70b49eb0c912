"""People at the HTTP door: each has an address, a session and a name, and asks the JSON API as the app would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

SESSION_COOKIE = "sotay_phien"
PATIENCE = httpx.Timeout(30.0)


class Refused(Exception):
    """The door answered with a problem."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}")
        self.status = answer.status_code


@dataclass(frozen=True)
class Reply:
    """What the door said, and the correlation id under which all its consequences are found."""

    body: dict[str, Any]
    correlation_id: str

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


@dataclass
class Visitor:
    """Not known to the door until he has logged in."""

    http: httpx.Client
    username: str = ""
    session: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return str(self.session["token"])

    @property
    def member_id(self) -> str:
        return str(self.session["member"]["id"])

    @property
    def cell_path(self) -> str:
        return str(self.session["member"]["cell_path"])

    @property
    def full_name(self) -> str:
        return str(self.session["member"]["full_name"])

    def get(self, path: str, **query: Any) -> Reply:
        return _read(self.http.get(f"/api/v1{path}", params=query))

    def post(self, path: str, key: str | None = None, **body: Any) -> Reply:
        headers = {"Idempotency-Key": key} if key else {}
        return _read(self.http.post(f"/api/v1{path}", json=body or None, headers=headers))

    def put(self, path: str, **body: Any) -> Reply:
        return _read(self.http.put(f"/api/v1{path}", json=body))

    def attach(self, member_id: str, file: bytes, **told: str) -> Reply:
        """A paper to a member's file, as the desk's form sends it."""
        sent = {"file": ("giay-to.jpg", file, "image/jpeg")}
        return _read(
            self.http.post(f"/api/v1/members/{member_id}/papers", data={**told, "looked_at": "true"}, files=sent)
        )

    def log_in(self, username: str, password: str) -> Reply:
        return self._enter(username, self.post("/session/password", username=username, password=password))

    def log_in_with_code(self, username: str, code: str) -> Reply:
        return self._enter(username, self.post("/session/code", username=username, code=code))

    def _enter(self, username: str, told: Reply) -> Reply:
        self.username, self.session = username, told.body
        self.http.headers["Authorization"] = f"Bearer {self.token}"
        return told


def visitor(address: str, telephone: int = 1) -> Visitor:
    """`telephone` gives the visitor a loopback address of his own: log-ins are counted by address."""
    own = f"127.0.{telephone // 250}.{telephone % 250 + 1}"
    # Plain HTTP on loopback: no certificates to load, and nothing gained from keeping connections of fifty people open.
    limits = httpx.Limits(max_keepalive_connections=0)
    transport = httpx.HTTPTransport(verify=False, local_address=own, limits=limits)
    return Visitor(httpx.Client(base_url=address, timeout=PATIENCE, transport=transport))


def _read(answer: httpx.Response) -> Reply:
    if answer.is_error:
        raise Refused(answer)
    return Reply(answer.json(), answer.headers["X-Correlation-ID"])
