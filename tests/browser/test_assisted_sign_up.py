"""A young helper signs an old member up on the helper's own telephone (F74): in large type, each page looked at by axe,
and at the end the telephone is still the helper's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.registrants import registrant
from deploy.demo.story.registering import COOKIE, Registration, sent_code
from tests.browser.harness import NARROW, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(400)]
FACE, DAY = 1, 22
USERNAME, SENTENCE = "cobanoicau", "nắng sớm trên đồi chè"


def _send(somebody: Person, action: str) -> None:
    somebody.page.click(f"form[action='{action}'] button[type=submit]")


def test_a_helper_signs_somebody_up_and_stays_who_the_helper_is(browser: Browser, stack: Province) -> None:
    who = registrant(54, FACE)
    helper = stack.visitor("dangvien")
    found: list[str] = []
    with person(browser, stack.address, NARROW) as somebody:
        page = somebody.page

        def looked_at(name: str) -> None:
            found.extend(f"{name}: {line}" for line in complaints_about(somebody))

        somebody.carry(helper.token)
        somebody.open("/helping")
        looked_at("whom I help")
        page.click("a[href='/register']")
        page.click("form[action='/me/display'] button")
        page.wait_for_selector("html.easy")
        assert page.inner_text("h1") == "Giúp đồng chí khác đăng ký"
        looked_at("start")
        page.click("form:has(input[value=card]) button")
        assert not page.is_checked("#agreed")
        page.check("#agreed")
        _send(somebody, "/register/consent")
        page.wait_for_selector("form[action='/register/card']")
        looked_at("the card")
        [cookie] = [one for one in somebody.context.cookies() if one.get("name") == COOKIE]
        registration = Registration.of_cookie(stack.address, str(cookie.get("value")))
        assert registration.show_card(who.card)["state"] == "card_read"
        somebody.open("/register/step")
        assert page.input_value("#card_card_number") == who.card_number
        _send(somebody, "/register/confirm")
        assert registration.show_face(FACE, day=DAY)["state"] == "phone_wanted"
        somebody.open("/register/step")
        _send(somebody, "/register/code")
        page.fill("#code", sent_code(stack.place, who.phone))
        _send(somebody, "/register/phone")
        page.fill("#username", USERNAME)
        page.fill("#password", SENTENCE)
        assert not page.is_checked("#agreed")
        page.check("#agreed")
        looked_at("the account")
        _send(somebody, "/register/enrol")
        page.wait_for_selector("h1:has-text('Đã mở tài khoản')")
        assert USERNAME in page.inner_text("main")
        looked_at("done")
        assert helper.full_name in somebody.open("/me").content()
    member = stack.stranger()
    member.log_in(USERNAME, SENTENCE)
    assert member.full_name == who.full_name
    registered = [one for one in member.get("/me/access")["items"] if one["action"] == "identity.registered"]
    assert len(registered) == 1
    assert found == []
