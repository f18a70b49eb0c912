"""From the secretary's code on a piece of paper to a password of one's own, and on without the code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.people import cards_of, official_members
from tests.browser.harness import NARROW, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
FIRST, SECOND = "nương ngô trên dốc cao", "ao cá sau nhà sàn"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_member_comes_in_by_code_chooses_a_password_and_changes_it(
    stack: Province, browser: Browser, *, scripts: bool
) -> None:
    secretary = stack.visitor("bithu")
    cards = cards_of("c0101")
    member = [member for member in official_members(secretary) if member["full_name"] in cards][-1 if scripts else -2]
    card = cards[member["full_name"]]
    username = f"moi{member['id'][-6:]}"
    code = secretary.post(f"/members/{member['id']}/login-code")["code"]
    with person(browser, stack.address, NARROW, scripts=scripts) as somebody:
        page = somebody.open("/login/code")
        page.fill("#username", card)
        page.fill("#code", code)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/login" not in url)

        somebody.open("/me").get_by_role("button", name="Đặt hoặc đổi mật khẩu").or_(
            page.get_by_role("link", name="Đặt hoặc đổi mật khẩu")
        ).first.click()
        page.fill("#username", username)
        page.fill("#new", "ngắn")
        with page.expect_navigation():
            page.locator("main button[type=submit]").click()
        assert "ít nhất 10 ký tự" in page.locator("#error-summary").inner_text()
        assert (page.input_value("#username"), page.input_value("#new")) == (username, ""), (
            "a secret is not shown again"
        )
        page.fill("#new", FIRST)
        with page.expect_navigation():
            page.locator("main button[type=submit]").click()
        assert "Đã lưu mật khẩu mới" in page.content()

        with page.expect_navigation():
            page.locator("form.log-out button").click()
        somebody.log_in(username, FIRST)
        somebody.open("/me/password")
        if scripts:
            somebody.collected.hand_over()
            assert complaints_about(somebody) == []
        page.fill("#current", FIRST)
        page.fill("#new", SECOND)
        with page.expect_navigation():
            page.locator("main button[type=submit]").click()
        assert "Đã lưu mật khẩu mới" in page.content()
    stack.stranger().log_in(username, SECOND)
