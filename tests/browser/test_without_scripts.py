"""Reading and forms with scripts switched off: an old telephone, or a network that lost them on the way."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import ARTICLE, open_poll
from tests.browser.conftest import Content
from tests.browser.harness import NARROW, Person, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def plain(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW, scripts=False) as somebody:
        yield somebody


def test_a_member_logs_in_and_reads_and_has_the_browsers_own_player(
    plain: Person, stack: Province, content: Content
) -> None:
    plain.log_in("dubi", stack.password_of("dubi"))
    page = plain.open("/news")
    page.click(f"a[href='/news/{content.article_id}']")
    page.wait_for_url("**/news/*")
    assert page.locator("h1").inner_text() == ARTICLE["title"]
    voices = page.locator("audio[controls]:visible")
    assert [voices.nth(number).get_attribute("aria-label") for number in range(voices.count())] == [
        "Giọng nam miền Bắc",
        "Giọng nữ miền Bắc",
    ]


def test_a_member_answers_a_poll(plain: Person, stack: Province) -> None:
    question = f"Câu hỏi không cần script {time.time_ns()}?"
    poll_id = open_poll(stack.visitor("canbo"), "ts/x01/", question, ["Có", "Không"])["id"]
    plain.carry(stack.visitor("dangvien").token)
    page = plain.open(f"/polls/{poll_id}")
    page.check("input[name=option][value='1']")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[role=status]")
    assert stack.visitor("dangvien").get(f"/polls/{poll_id}")["answered"] is True


def test_an_editor_is_told_what_is_missing_keeps_what_was_typed_and_publishes(plain: Person, stack: Province) -> None:
    title = f"Bài viết không cần script {time.time_ns()}"
    plain.carry(stack.visitor("bientap").token)
    page = plain.open("/desk/articles/new")
    page.fill("#title", title)
    page.fill("#summary", ARTICLE["summary"])
    page.select_option("#audience", "ts/x01/")
    page.click("button[value=publish]")
    page.wait_for_selector("#error-summary")
    assert page.input_value("#title") == title
    page.fill("#body", ARTICLE["body"])
    page.click("button[value=publish]")
    page.wait_for_selector("[role=status]")
    assert title in [item["title"] for item in stack.visitor("dangvien").get("/articles")["items"]]
