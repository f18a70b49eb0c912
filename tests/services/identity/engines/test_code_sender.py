import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from services.identity.engines.code_sender import CodeNotSent, FileOutbox, HttpSmsGateway, text_of

EXPIRES = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)


class Gateway(BaseHTTPRequestHandler):
    received: list[tuple[str | None, dict[str, str]]]
    answer = 202

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.received.append((self.headers["Authorization"], body))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def gateway() -> Iterator[tuple[str, type[Gateway]]]:
    handler = type("OneGateway", (Gateway,), {"received": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/send", handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_gateway_is_handed_the_number_and_the_text(gateway: tuple[str, type[Gateway]]) -> None:
    url, server = gateway
    HttpSmsGateway(url, "bí-mật".encode().hex()).send("0950123456", "012345", EXPIRES)
    [(authorization, body)] = server.received
    assert authorization == f"Bearer {'bí-mật'.encode().hex()}"
    assert body["to"] == "0950123456"
    assert "012345" in body["text"]


def test_a_gateway_that_refuses_is_told_as_not_sent(gateway: tuple[str, type[Gateway]]) -> None:
    url, server = gateway
    server.answer = 500
    with pytest.raises(CodeNotSent):
        HttpSmsGateway(url, "x").send("0950123456", "012345", EXPIRES)


def test_a_gateway_that_is_away_is_told_as_not_sent() -> None:
    with pytest.raises(CodeNotSent):
        HttpSmsGateway("http://127.0.0.1:9/send", "x").send("0950123456", "012345", EXPIRES)


def test_the_text_fits_in_one_plain_message() -> None:
    assert text_of("012345").isascii()
    assert len(text_of("012345")) <= 160


def test_the_file_outbox_keeps_every_message_for_its_owner_only(tmp_path: Path) -> None:
    outbox = FileOutbox(tmp_path / "codes" / "outbox.jsonl")
    outbox.send("0950123456", "111111", EXPIRES)
    outbox.send("0950123457", "222222", EXPIRES)
    lines = [json.loads(line) for line in outbox.file.read_text().splitlines()]
    assert [line["phone"] for line in lines] == ["0950123456", "0950123457"]
    assert outbox.file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_told_as_not_sent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CodeNotSent):
        FileOutbox(tmp_path / "file" / "below").send("0950123456", "111111", EXPIRES)
