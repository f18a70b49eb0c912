"""One Chromium for the tests of a file, and a province with something on every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import call_meeting, open_meeting, open_poll, publish_article, question_at_desk
from deploy.demo.story.patience import eventually
from deploy.demo.story.witness import Witness
from tests.browser.harness import NARROW, Person, chromium, person
from tests.stack import Province


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole run: while it lives, its event loop stands in the way of tests that run one of their own."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def narrow(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW) as somebody:
        yield somebody


def be(somebody: Person, stack: Province, username: str | None) -> None:
    """From now on that account; None: nobody who is logged in."""
    somebody.context.clear_cookies()
    if username is not None:
        somebody.carry(stack.visitor(username).token)


@dataclass(frozen=True)
class Content:
    article_id: str
    document_id: str
    meeting_id: str
    poll_id: str
    question_id: str


@pytest.fixture(scope="session")
def content(stack: Province, witness: Witness) -> Content:
    """An article that can be heard, a meeting in the middle of a vote, an open poll, a question that waits."""
    member, officer, secretary = (stack.visitor(name) for name in ("dangvien", "canbo", "bithu"))
    article_id = publish_article(stack.visitor("bientap"), "ts/x01/")["id"]
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    secretary.post(f"/meetings/{meeting_id}/votes", question="Đồng chí có tán thành kế hoạch tháng tới không?")
    poll_id = open_poll(officer, "ts/x01/", "Đồng chí muốn họp vào lúc nào?", ["Buổi sáng", "Buổi tối"])["id"]
    asked = member.post("/assistant/questions", question="Hồ sơ của tôi nộp tháng trước đã xử lý đến đâu?")
    member.post(f"/assistant/questions/{asked['id']}/hand-over")
    eventually("the question on the desk", lambda: question_at_desk(officer, asked["id"]))
    witness.wait_for("speech.audio_ready.v1", article_id=article_id)
    document_id = member.get("/documents")["items"][0]["id"]
    return Content(article_id, document_id, meeting_id, poll_id, asked["id"])
