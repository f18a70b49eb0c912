"""A command sent twice happens once: a double tap, a hundred at once, a retry after the door gave up (F18)."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from deploy.demo.story.actions import ARTICLE
from deploy.demo.story.door import SESSION_COOKIE, Visitor
from deploy.demo.story.witness import Witness
from tests.stack import Province
from tests.system.problems import problem_of

pytestmark = pytest.mark.slow
AT_ONCE = 100


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())


def _write(editor: Visitor, key: str, title: str) -> httpx.Response:
    body = {**ARTICLE, "title": title, "audience": "ts/x02/"}
    return editor.http.post("/api/v1/articles", json=body, headers={"Idempotency-Key": key})


def _titled(editor: Visitor, title: str) -> list[str]:
    """Everything of that title on the desk, over all its pages."""
    found, query = [], {"state": "draft"}
    while True:
        page = editor.get("/desk/articles", **query)
        found += [item["id"] for item in page["items"] if item["title"] == title]
        if not page["next_cursor"]:
            return found
        query["cursor"] = page["next_cursor"]


def test_a_hundred_identical_posts_at_once_have_one_effect(editor: Visitor, key: str) -> None:
    title = f"Bài gửi trăm lần {key}"
    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(lambda _: _write(editor, key, title), range(AT_ONCE)))
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}, statuses
    firsts = [a for a in answers if a.status_code == 201 and "idempotency-replayed" not in a.headers]
    assert len(firsts) == 1
    assert {answer.content for answer in answers if answer.status_code == 201} == {firsts[0].content}
    for answer in answers:
        if answer.status_code == 409:
            assert problem_of(answer, 409) == "idempotency.still_running"
    assert _titled(editor, title) == [firsts[0].json()["id"]]


def test_the_same_key_with_another_body_is_refused_and_does_nothing(editor: Visitor, key: str) -> None:
    assert _write(editor, key, f"Bài đầu {key}").status_code == 201
    assert problem_of(_write(editor, key, f"Bài khác {key}"), 422) == "idempotency.key_reused"
    assert _titled(editor, f"Bài khác {key}") == []


def test_the_same_key_of_another_person_is_another_command(editor: Visitor, stack: Province, key: str) -> None:
    body = {**ARTICLE, "title": f"Bài {key}", "audience": "ts/x01/"}
    ids = [
        person.http.post("/api/v1/articles", json=body, headers={"Idempotency-Key": key}).json()["id"]
        for person in (editor, stack.visitor("bientapxa"))
    ]
    assert len(set(ids)) == 2


def test_publishing_twice_tells_the_province_once(editor: Visitor, witness: Witness, key: str) -> None:
    written = _write(editor, key, f"Bài đăng hai lần {key}").json()
    path = f"/articles/{written['id']}/publish"
    replies = [editor.post(path, key=f"publish-{key}", version=written["version"]) for _ in range(2)]
    assert replies[0].body == replies[1].body
    witness.wait_for("speech.audio_ready.v1", article_id=written["id"])
    told = [event for event in witness.heard() if event.type == "content.article_published.v1"]
    assert len([event for event in told if event.data["article_id"] == written["id"]]) == 1


def test_a_form_sent_twice_makes_one_article_and_shows_the_same_page(editor: Visitor, key: str) -> None:
    """What a double tap does where scripts do not run: the hidden field of the form is its key."""
    http, title = editor.http, f"Bài gửi bằng biểu mẫu {key}"
    browser = {
        "Cookie": f"{SESSION_COOKIE}={editor.token}",
        "Origin": str(http.base_url).rstrip("/"),
        "Authorization": "",
    }
    page = http.get("/desk/articles/new", headers=browser).text
    hidden = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert hidden is not None
    form = {**ARTICLE, "title": title, "audience": "ts/x02/", "then": "save", "idempotency_key": hidden[1]}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: http.post("/desk/articles", data=form, headers=browser), range(2)))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(_titled(editor, title)) == 1
