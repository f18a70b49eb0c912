"""Another system, as it is let in and as it listens: a real HTTP server of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from services.content.engines.in_use import allow_hosts
from services.content.queries.list_partners import list_partners
from services.content.usecases.add_partner import add_partner
from services.content.usecases.note_in_feed import note_in_feed
from services.content.usecases.set_partner_webhook import set_partner_webhook
from shared.contracts import Received
from shared.contracts.content import ArticlePublished, ArticleWithdrawn, Block
from shared.inbox import react_to_all
from shared.security import Grant
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, person

SOURCE = "/sotay/ts/content"


def administrator(path: str = "ts/", key: str | None = None) -> Context:
    return person("a1", "ts/c0001/", Grant("administrator", path), key=key)


def let_in(path: str = "ts/", *, follow: bool = True, hand_over: bool = False) -> dict[str, Any]:
    """{id, key}"""
    fields = {"name": "Quản lý văn bản", "path": path, "may_follow": follow, "may_hand_over": hand_over}
    made: dict[str, Any] = perform(add_partner, fields, administrator())
    return made


def published(number: int, audience: str = "ts/") -> Received[Any]:
    data = ArticlePublished(
        article_id=f"a{number}",
        article_version=2,
        audience=audience,
        title=f"Bài {number}",
        blocks=[Block(text="Chữ.")],
    )
    return _received(number, data)


def withdrawn(number: int, audience: str = "ts/") -> Received[Any]:
    return _received(number, ArticleWithdrawn(article_id=f"a{number}", article_version=3, audience=audience))


def tell(*events: Received[Any]) -> None:
    react_to_all(note_in_feed, list(events))


def partner_view(partner_id: str) -> dict[str, Any]:
    items = perform(list_partners, {}, administrator())["items"]
    found: dict[str, Any] = next(item for item in items if item["id"] == partner_id)
    return found


def _received(number: int, data: Any) -> Received[Any]:
    return Received(
        id=f"e{number}-{data.TYPE}", type=data.TYPE, source=SOURCE, subject=f"a{number}", sequence=1, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.note_in_feed", data=data,
    )  # fmt: skip


@dataclass
class Listening:
    """`answers`: statuses to give, the last one for good. `heard`: bodies that came, with their headers."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [204])
    heard: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Listening]:
    here = Listening()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.heard.append((dict(self.headers), body))
            self.send_response(here.answers.pop(0) if len(here.answers) > 1 else here.answers[0])
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        place = f"127.0.0.1:{server.server_port}"
        here.url = f"http://{place}/tin"
        allow_hosts([place])
        try:
            yield here
        finally:
            allow_hosts([])
            server.shutdown()
            thread.join()


def listen_at(partner_id: str, url: str) -> str:
    """The secret."""
    made = perform(set_partner_webhook, {"partner_id": partner_id, "webhook_url": url}, administrator())
    return str(made["secret"])
