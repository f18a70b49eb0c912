"""A page that lies open keeps its session, and says when it is over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.harness import PHONE, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_an_open_page_asks_for_its_session_every_five_minutes_and_says_when_it_is_over(
    stack: Province, browser: Browser
) -> None:
    with person(browser, stack.address, PHONE) as member:
        member.carry(stack.visitor("dangvien").token)
        member.page.clock.install()
        member.open("/news")
        note = member.page.locator("#session-note")
        with member.page.expect_response(lambda answer: answer.url.endswith("/session")) as kept:
            member.page.clock.run_for(5 * 60 * 1000 + 1000)
        assert kept.value.status == 204
        assert note.is_hidden()

        member.page.context.clear_cookies()
        member.page.clock.run_for(5 * 60 * 1000)
        note.wait_for(state="visible")
        assert note.get_by_role("link").get_attribute("href") == "/login"
