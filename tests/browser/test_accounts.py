"""Back in through the cell; roles on the desk; a citizen's light account: in a real Chromium."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from deploy.demo.story.people import cards_of
from tests.browser.harness import DESK, NARROW, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_forgotten_password_to_the_code(stack: Province, browser: Browser, *, scripts: bool) -> None:
    name, card = sorted(cards_of("c0101").items())[10 if scripts else 11]
    with person(browser, stack.address, NARROW, scripts=scripts) as somebody:
        page = somebody.open("/login/recovery")
        page.fill("#username", card)
        page.check("input[name=device_lost]")
        page.get_by_role("button", name="Gửi yêu cầu tới chi bộ").click()
        expect(page.get_by_text("yêu cầu đã tới bí thư chi bộ")).to_be_visible()
        if scripts:
            assert complaints_about(somebody) == []
        with person(browser, stack.address, DESK, scripts=scripts) as secretary:
            secretary.log_in("bithu", stack.password_of("bithu"))
            desk = secretary.open("/desk/recoveries")
            if scripts:
                assert complaints_about(secretary) == []
            desk.get_by_role("button", name=f"Đã gặp đúng người, cấp mã cho {name}").click()
            code = desk.locator(".login-code").inner_text()
            expect(secretary.open("/desk/recoveries").get_by_text(name)).to_have_count(0)
        page = somebody.open("/login/code")
        page.fill("#username", card)
        page.fill("#code", code)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(lambda url: "/login" not in url)


def test_an_administrator_gives_a_role_and_ends_it_with_its_reason(stack: Province, browser: Browser) -> None:
    name, card = min(cards_of("c0102").items())
    with person(browser, stack.address, DESK) as somebody:
        somebody.log_in("quantri", stack.password_of("quantri"))
        page = somebody.open("/desk/roles")
        page.fill("#card", "123")
        page.get_by_role("button", name="Giao vai trò").click()
        expect(page.locator("#card-error")).to_be_visible()
        page.fill("#card", card)
        page.select_option("#role", "committee_officer")
        page.select_option("#place", "ts/x01/")
        page.get_by_role("button", name="Giao vai trò").click()
        expect(page.locator(".banner-done")).to_be_visible()
        somebody.collected.hand_over()  # the browser calls a 422 an error
        assert complaints_about(somebody) == []
        mine = page.locator(".card").filter(has_text=name)
        expect(mine).to_contain_text("Cán bộ cấp ủy")
        mine.locator("summary").click()
        mine.locator("input[name=reason]").fill("Chuyển công tác")
        mine.get_by_role("button", name=re.compile("Kết thúc vai trò")).click()
        expect(page.get_by_text("Đã kết thúc vai trò.")).to_be_visible()
        expect(page.locator(".card").filter(has_text=name)).to_have_count(0)


def _last_code(stack: Province) -> str:
    outbox: Path = stack.place.data_dir / "identity" / "login_codes.jsonl"
    text = json.loads(outbox.read_text(encoding="utf-8").splitlines()[-1])["text"]
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found[0]


def test_a_citizen_agrees_comes_in_sees_no_page_of_the_members_and_leaves(stack: Province, browser: Browser) -> None:
    with person(browser, stack.address, NARROW) as somebody:
        page = somebody.open("/citizens")
        assert complaints_about(somebody) == []
        page.fill("#phone", "0950 777 001")
        page.get_by_role("button", name="Gửi mã cho tôi").click()
        expect(page.get_by_text("Mã đã được gửi")).to_be_visible()
        page.fill("#code", _last_code(stack))
        page.get_by_role("button", name="Vào xem tin công khai").click()
        expect(page.locator("#consent-error")).to_be_visible()
        page.check("#consent")
        page.get_by_role("button", name="Vào xem tin công khai").click()
        expect(page.get_by_role("heading", name="Tin công khai", exact=True)).to_be_visible()
        somebody.collected.hand_over()
        assert complaints_about(somebody) == []
        for path in ("/", "/news", "/meetings", "/me", "/desk", "/polls", "/assistant"):
            assert somebody.context.request.get(stack.address + path).status == 403
        page = somebody.open("/public/account")
        assert complaints_about(somebody) == []
        page.locator("summary").click()
        page.get_by_role("button", name="Đồng ý, xóa tài khoản").click()
        expect(page.get_by_text("Đã xóa tài khoản")).to_be_visible()
