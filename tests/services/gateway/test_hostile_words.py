"""What an editor or a member writes comes back on pages as words only, and stands in no log and no metric. The door and
content are the real ones; the other services are away, as a page allows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client import generate_latest

from deploy.local.mongod import Mongod
from deploy.local.place import LOOPBACK, REPOSITORY
from deploy.local.rabbitmq import Broker
from tests.ports import free_base_port
from tests.services import bus
from tests.services.gateway.conftest import CELL, RunningDoor, Tokens, wait_for

pytestmark = pytest.mark.slow
MARK = "Dauhieurieng"
HOSTILE = f"""{MARK}<script>alert(1)</script><img src=x onerror=alert(2)>"'><svg onload=alert(3)>{{{{7*7}}}}"""
LINKS = "[a](javascript:alert(4)) [b](data:text/html,<script>alert(5)</script>) [c](//elsewhere.example/x) [d](/\\x)"
PLACE = "ts/x01/"
READER = "docgia-7f3a"


class Seen(HTMLParser):
    """What a browser would run or follow of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.faults.append(f"<{tag}> within the page")
        for name, value in attributes:
            address = re.sub(r"[\s\x00]", "", value or "").lower()
            if name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
            if name in {"href", "src", "action", "formaction"} and re.match(
                r"(javascript|data|vbscript):|//|/\\", address
            ):
                self.faults.append(f"<{tag} {name}={address[:40]}>")


def faults_of(page: str) -> list[str]:
    seen = Seen()
    seen.feed(page)
    return seen.faults


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("content") / "log"


@pytest.fixture(scope="module")
def metrics_port() -> int:
    return free_base_port()


@pytest.fixture(scope="module")
def neighbour(
    broker: Broker, mongod: Mongod, signing_key: tuple[Any, Path], log: Path, metrics_port: int
) -> Iterator[None]:
    """Content itself, which takes the tokens of this door."""
    bus.emptied("content", mongod)
    environment = bus.environment_of("content", broker.place) | {
        "SOTAY_TOKEN_PUBLIC_KEY_FILE": str(signing_key[1]),
        "SOTAY_DATA_DIR": str(log.parent / "data"),
        "SOTAY_METRICS_PORT": str(metrics_port),
    }
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "shared.run", "content"], cwd=REPOSITORY, env=environment, stdout=written,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def made(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code < 300, answer.text
    return dict(answer.json())


def written(editor: httpx.Client, member: httpx.Client) -> list[str]:
    """The member's pages on which it comes back."""
    text = {"title": HOSTILE, "summary": HOSTILE, "audience": PLACE, "form": "markup"}
    body = f"{HOSTILE}\n\n## {HOSTILE}\n\n- {HOSTILE}\n\n> **{HOSTILE}**\n\n{LINKS}"
    article = made(editor.post("/api/v1/articles", json={**text, "body": body}))
    seen = {"version": article["version"]}
    seen = {"version": made(editor.post(f"/api/v1/articles/{article['id']}/publish", json=seen))["version"]}
    opening = {**seen, "reason": HOSTILE, "confirmed": True}
    made(editor.post(f"/api/v1/articles/{article['id']}/open", json=opening))
    notice = {
        "kind": "notice", "from_path": PLACE, "issuer": HOSTILE, "title": HOSTILE, "text": f"{HOSTILE}\n\n{LINKS}",
        "audience": PLACE, "acknowledge": True,
    }  # fmt: skip
    notice = made(editor.post("/api/v1/directives", json=notice))
    file = {"file": (f"{HOSTILE}.txt", f"Điều 1. {HOSTILE}\n1. {LINKS}\n".encode(), "text/plain")}
    draft = made(editor.post("/api/v1/desk/documents/drafts", files=file, data={"audience": PLACE}))
    head = {"number": HOSTILE, "kind": HOSTILE, "title": HOSTILE, "issuer": HOSTILE, "issued_on": "2026-02-26"}
    taken = {**head, "audience": PLACE}
    document = made(editor.post(f"/api/v1/desk/documents/drafts/{draft['id']}/import", json=taken))
    note = made(member.post("/api/v1/notes", json={"title": HOSTILE, "text": HOSTILE}))
    made(member.put("/api/v1/bookmarks", json={"kind": "article", "ref": article["id"]}))
    return [
        f"/news/{article['id']}", "/news", f"/directives/{notice['id']}", "/directives", f"/documents/{document['id']}",
        "/documents", f"/notebook/{note['id']}", "/notebook", "/bookmarks", f"/public/articles/{article['id']}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    ["<p>a<script>1</script>", "<svg onload=1>", "<a href=' JavaScript:1'>", "<img src='//x'>", "<a href='/\\\\x'>"],
)
def test_what_a_browser_would_run_or_follow_elsewhere_is_seen(page: str) -> None:
    assert faults_of(page)


def test_what_was_written_comes_back_as_words_and_is_told_to_no_log_and_no_metric(
    door: RunningDoor, token_of: Tokens, log: Path, metrics_port: int
) -> None:
    as_editor = token_of("e1", "ts/x01/c001/", ("committee_editor", PLACE), ("committee_officer", PLACE))
    with door.client(as_editor) as editor, door.client(token_of(READER, CELL)) as member:
        wait_for(lambda: editor.get("/api/v1/articles").status_code == 200, 60)
        pages = written(editor, member)
        wait_for(lambda: member.get("/api/v1/search", params={"text": MARK}).json()["total"] == 3, 30)
        asked = httpx.QueryParams({"search": f"{MARK} {HOSTILE}"[:190]})
        pages += [f"/search?search={MARK}", f"/search?{asked}", f"/documents?{asked}", f"/notebook?{asked}"]
        desk = ["/desk/articles", "/desk/documents", "/desk/directives"]
        for visitor, paths in ((member, pages), (editor, [*pages[:6], *desk])):
            for path in paths:
                shown = visitor.get(path, headers={"Accept": "text/html"})
                assert (shown.status_code, MARK in shown.text) == (200, True), path
                assert faults_of(shown.text) == [], path
        told = httpx.get(f"http://{LOOPBACK}:{metrics_port}/metrics", timeout=10).text + generate_latest().decode()
    assert "content.search" in told
    assert '"service": "content"' in log.read_text(encoding="utf-8")
    for private in (MARK, "alert(", READER):
        assert private not in told
        assert private not in log.read_text(encoding="utf-8")
