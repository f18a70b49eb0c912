"""Published on the desk in one browser, there by itself and heard in another."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Route

from deploy.demo.story.actions import ARTICLE
from tests.browser.harness import DESK, PHONE, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_an_article_published_on_the_desk_arrives_on_an_open_page_and_can_be_heard(
    stack: Province, browser: Browser
) -> None:
    title = f"Tin trực tiếp {time.time_ns()}"
    with person(browser, stack.address, PHONE) as member, person(browser, stack.address, DESK) as editor:
        member.carry(stack.visitor("dangvien").token)
        member.open("/news")
        member.wait_until_live()
        member.page.evaluate("window.neverReloaded = true")

        editor.log_in("bientap", stack.password_of("bientap"))
        page = editor.open("/desk/articles/new")
        page.fill("#title", title)
        page.fill("#summary", ARTICLE["summary"])
        page.fill("#body", ARTICLE["body"])
        page.select_option("#audience", "ts/x01/")
        page.click("button[value=publish]")
        page.wait_for_selector("[role=status]")

        link = member.page.get_by_role("link", name=title)
        link.wait_for(timeout=30_000)
        assert member.page.evaluate("window.neverReloaded") is True

        link.click()
        member.page.wait_for_selector("section.player", timeout=60_000)
        member.page.click(".player-play")
        member.wait_until_heard(1.0)
        assert member.page.evaluate("document.querySelector('audio').duration") > 5
        member.wait_until_heard(member.heard_seconds())
        assert member.collected.hand_over() == []
        assert editor.collected.hand_over() == []


def test_the_live_stream_opens_also_where_each_script_arrives_later_than_the_one_before(
    stack: Province, browser: Browser
) -> None:
    def slow_line(route: Route) -> None:
        time.sleep(0.3)
        route.continue_()

    with person(browser, stack.address, PHONE) as member:
        member.carry(stack.visitor("dangvien").token)
        member.page.route("**/*.js*", slow_line)
        member.open("/news")
        member.wait_until_live()


def test_answers_of_others_appear_on_an_open_poll_without_a_reload(stack: Province, browser: Browser) -> None:
    officer = stack.visitor("canbo")
    poll_id = officer.post(
        "/polls",
        question="Đồng chí đọc tin vào lúc nào?",
        options=["Sáng", "Tối"],
        audience="ts/x01/",
        closes_at="2027-06-01T00:00:00Z",
    )["id"]
    stack.visitor("dangvien").post(f"/polls/{poll_id}/answers", option=0)
    with person(browser, stack.address, PHONE) as member:
        member.carry(stack.visitor("dangvien").token)
        member.open(f"/polls/{poll_id}")
        member.wait_until_live()
        assert member.page.locator("#totals li").count() == 0
        member.page.evaluate("window.neverReloaded = true")
        for username in ("bithu", "caotuoi", "dubi", "canbo"):
            stack.visitor(username).post(f"/polls/{poll_id}/answers", option=1)
        member.page.wait_for_selector("#totals li", timeout=30_000)
        assert member.page.evaluate("window.neverReloaded") is True
        assert member.collected.hand_over() == []
