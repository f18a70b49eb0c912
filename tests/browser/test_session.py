"""A page that lies open keeps its session, and says when it is over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from services.gateway.callers import SESSION_COOKIE
from tests.browser.harness import DESK, PHONE, complaints_about, person
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


def test_a_kept_telephone_stays_in_without_a_token_until_it_is_signed_out_from_another_device(
    stack: Province, browser: Browser
) -> None:
    with person(browser, stack.address, PHONE) as telephone, person(browser, stack.address, DESK) as computer:
        telephone.open("/login")
        assert not telephone.page.is_checked("input[name=keep]"), "nobody ticks it for the member"
        telephone.log_in("caotuoi", stack.password_of("caotuoi"), keep=True)
        telephone.context.clear_cookies(name=SESSION_COOKIE)  # as after a night in the pocket
        telephone.open("/news")
        assert telephone.page.url.endswith("/news")

        computer.log_in("caotuoi", stack.password_of("caotuoi"))
        computer.open("/me")
        assert complaints_about(computer) == []
        devices = computer.page.locator("#devices .card")
        kept = devices.filter(has_text="Giữ đăng nhập đến")
        assert kept.count() == 1
        before = devices.count()  # other tests have logged in as the same person
        kept.get_by_role("button").click()
        computer.page.wait_for_selector(".banner-done")
        assert devices.count() == before - 1

        telephone.context.clear_cookies(name=SESSION_COOKIE)
        telephone.open("/news")
        assert "/login" in telephone.page.url


def test_a_member_sees_who_read_the_own_record(stack: Province, browser: Browser) -> None:
    secretary = stack.visitor("bithu")
    secretary.get("/members", organisation_path=secretary.cell_path)
    with person(browser, stack.address, PHONE) as member:
        member.carry(stack.visitor("dangvien").token)
        member.open("/me").get_by_role("link", name="hồ sơ của đồng chí").click()
        row = member.page.locator(".card", has_text="Xem danh sách đảng viên").first
        assert secretary.full_name in row.inner_text()
        assert complaints_about(member) == []
