"""Beside neighbour.py, where a test needs content to be there: one book that stands open. Run: with <amqp uri>."""

from __future__ import annotations

import sys
from typing import Any

import eventlet

eventlet.monkey_patch()

from nameko.containers import ServiceContainer  # noqa: E402  after the patching
from nameko.rpc import rpc  # noqa: E402

from shared.errors import NotFound  # noqa: E402


class NoBook(NotFound):
    code = "content.book_not_found"


class Content:
    name = "content"

    @rpc
    def read_open_book(self, book_id: str) -> dict[str, Any]:
        if book_id != "b1":
            raise NoBook
        chapters = [{"number": n, "article_id": f"a{n}", "title": f"Chương {n}"} for n in (1, 2, 3)]
        told = {"title": "Sách mở", "summary": "", "opened_at": "2026-11-27T08:00:00+00:00"}
        return {"id": book_id, **told, "chapters": chapters}


def main() -> None:
    container = ServiceContainer(Content, {"AMQP_URI": sys.argv[1], "max_workers": 20})
    container.start()
    print("ready", flush=True)
    container.wait()


if __name__ == "__main__":
    main()
