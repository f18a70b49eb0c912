"""A passkey in a real Chromium, with the virtual authenticator that its developer tools put into a machine."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.browser.harness import NARROW, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _address(stack: Province) -> str:
    """Passkeys are made for a name: `localhost` is the one that needs no certificate."""
    return stack.address.replace("127.0.0.1", "localhost")


def _authenticator(somebody: Person) -> tuple[CDPSession, str]:
    session = somebody.context.new_cdp_session(somebody.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, str(made["authenticatorId"])


def test_a_member_adds_a_passkey_comes_in_with_it_and_takes_it_away(stack: Province, browser: Browser) -> None:
    with person(browser, _address(stack), NARROW) as somebody:
        session, machine = _authenticator(somebody)
        somebody.log_in("caotuoi", stack.password_of("caotuoi"))
        page = somebody.open("/me/passkeys")
        assert complaints_about(somebody) == []
        page.fill("#name", "Điện thoại của tôi")
        page.click("#passkey-new button")
        page.wait_for_selector(".banner-done")
        expect(page.get_by_role("heading", name="Điện thoại của tôi")).to_be_visible()
        assert complaints_about(somebody) == []
        assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": machine})["credentials"]) == 1

        somebody.context.clear_cookies()
        somebody.open("/login")
        assert complaints_about(somebody) == []
        page.click("text=Đăng nhập bằng vân tay, khuôn mặt")
        page.wait_for_url(re.compile(r"/$"))

        somebody.open("/me/passkeys")
        expect(page.get_by_text("Dùng gần nhất")).to_be_visible()
        page.click("text=Xóa khóa này")
        page.wait_for_selector(".banner-done")
        somebody.context.clear_cookies()
        somebody.open("/login")
        page.click("text=Đăng nhập bằng vân tay, khuôn mặt")
        expect(page.get_by_role("alert").filter(has_text="Khóa truy cập này chưa đăng nhập được")).to_be_visible()


def test_without_a_verified_user_there_is_a_sentence_and_no_way_in(stack: Province, browser: Browser) -> None:
    with person(browser, _address(stack)) as somebody:
        session, machine = _authenticator(somebody)
        somebody.log_in("dubi", stack.password_of("dubi"))
        session.send("WebAuthn.setUserVerified", {"authenticatorId": machine, "isUserVerified": False})
        page = somebody.open("/me/passkeys")
        page.fill("#name", "Máy mượn")
        page.click("#passkey-new button")
        expect(page.locator("#passkey-problem")).to_contain_text("Máy chưa xác nhận được")
        somebody.open("/me/passkeys")
        expect(page.get_by_text("Khóa đã có")).to_have_count(0)
