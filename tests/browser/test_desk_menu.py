"""The menu of the desk in groups: on a phone folded under its head, beside the page on a wide screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import be
from tests.browser.harness import DESK, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE = {"width": 360, "height": 740}
OF_A_SECRETARY = ["Sinh hoạt và chi bộ", "Thư viện", "Hệ thống"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_on_a_phone_it_unfolds_by_keyboard_and_leads_to_another_page(
    browser: Browser, stack: Province, scripts: bool
) -> None:
    with person(browser, stack.address, PHONE, scripts=scripts) as somebody:
        be(somebody, stack, "bithu")
        page = somebody.open("/desk/meetings")
        menu = page.locator("nav.menu-folded")
        summary = menu.locator("summary")
        assert "Cuộc họp" in summary.inner_text()
        assert not menu.get_by_role("link", name="Đảng viên").is_visible()
        summary.focus()
        page.keyboard.press("Enter")
        assert menu.locator(".menu-group").all_inner_texts() == OF_A_SECRETARY
        assert menu.locator("[aria-current=page]").all_inner_texts() == ["Cuộc họp"]
        if scripts:  # what looks for mistakes is a script itself
            assert complaints_about(somebody) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip() == "Tổng quan"
        menu.get_by_role("link", name="Đảng viên").press("Enter")
        page.wait_for_url(f"{stack.address}/desk/members")


def test_on_a_wide_screen_it_stands_beside_the_page(browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, DESK) as somebody:
        be(somebody, stack, "bithu")
        page = somebody.open("/desk/members")
        assert not page.locator("nav.menu-folded").is_visible()
        menu = page.locator("nav.menu")
        assert menu.locator(".menu-group").all_inner_texts() == OF_A_SECRETARY
        assert menu.locator("[aria-current=page]").all_inner_texts() == ["Đảng viên"]
        assert complaints_about(somebody) == []
