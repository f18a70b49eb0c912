"""Registration as a person meets it: a card and a face before the camera, the secretary's desk, and the way without any
picture. Every page is looked at by axe, narrow and in large type."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from deploy.demo.registrants import registrant
from deploy.demo.story.camera import camera_browser, card_before_camera, face_before_camera, press_when_seen
from deploy.demo.story.people import cards_of, official_members
from deploy.demo.story.registering import Registration, put_portrait_into_file, sent_code
from tests.browser.harness import DESK, NARROW, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(400)]
FACE, OTHER = 1, 10
DAY = 21
"""Of the selfie: one of a day is one file, and a file is taken once; the system tests have the days up to 20."""
USERNAME, SENTENCE = "dangkymoi", "suối reo bên nương ngô"
LONG = 60_000


def _looked_at(somebody: Person, found: list[str], name: str) -> None:
    found += [f"{name}: {line}" for line in complaints_about(somebody)]


def _send(somebody: Person, action: str) -> None:
    somebody.page.click(f"form[action='{action}'] button[type=submit]")


def _agree(somebody: Person) -> None:
    assert not somebody.page.is_checked("#agreed")
    somebody.page.check("#agreed")
    _send(somebody, "/register/consent")


def test_a_member_registers_with_a_camera_in_large_type(browser: Browser, stack: Province, tmp_path: Path) -> None:
    who = registrant(52, FACE)
    found: list[str] = []
    with (
        camera_browser(browser, card_before_camera(who.card), tmp_path) as first,
        person(first, stack.address, NARROW) as somebody,
    ):
        page = somebody.page
        somebody.context.grant_permissions(["camera"])
        somebody.open("/register")
        page.click("form[action='/me/display'] button")
        page.wait_for_selector("html.easy")
        _looked_at(somebody, found, "start")
        page.click("form:has(input[value=card]) button")
        _looked_at(somebody, found, "consent to the card")
        _agree(somebody)
        page.wait_for_selector("form[data-capture=card]")
        # A quiet card in a good light takes itself.
        page.wait_for_selector("#card_card_number", timeout=LONG)
        _looked_at(somebody, found, "what was read")
        assert page.input_value("#card_card_number") == who.card_number
        _send(somebody, "/register/confirm")
        _looked_at(somebody, found, "consent to the face")
        _agree(somebody)
        _looked_at(somebody, found, "before the movements")
        _send(somebody, "/register/challenge")
        steps = str(page.get_attribute("form[data-capture=face]", "data-steps")).split()
        _looked_at(somebody, found, "movements")
        cookies = somebody.context.cookies()
    with (
        camera_browser(browser, face_before_camera(who.person, steps), tmp_path) as second,
        person(second, stack.address, NARROW) as somebody,
    ):
        page = somebody.page
        somebody.context.grant_permissions(["camera"])
        somebody.context.add_cookies(cookies)  # type: ignore[arg-type]
        somebody.open("/register/step")
        press_when_seen(page)
        page.wait_for_selector("form[action='/register/code']", timeout=LONG)
        _looked_at(somebody, found, "before the code")
        _send(somebody, "/register/code")
        page.fill("#code", sent_code(stack.place, who.phone))
        _looked_at(somebody, found, "the code")
        _send(somebody, "/register/phone")
        page.fill("#username", USERNAME)
        page.fill("#password", SENTENCE)
        assert not page.is_checked("#agreed")
        page.check("#agreed")
        _looked_at(somebody, found, "the account")
        _send(somebody, "/register/enrol")
        page.wait_for_url(lambda url: "/register" not in url)
        assert who.full_name in somebody.open("/me").content()
        somebody.open("/me/data")
        page.click("li:has-text('So khuôn mặt') button")
        page.wait_for_selector(".banner-done")
        assert "Đã rút lại" in page.inner_text("li:has-text('So khuôn mặt')")
        _looked_at(somebody, found, "my consents")
    assert found == []


def test_a_secretary_looks_at_the_three_pictures_and_decides(browser: Browser, stack: Province) -> None:
    who = registrant(0, OTHER)
    put_portrait_into_file(stack.visitor("quantri"), who, OTHER)
    registration = Registration(stack.address)
    registration.show_card(who.card)
    registration.send("confirm", card={})
    assert registration.show_face(FACE, day=DAY)["state"] == "in_review"
    with person(browser, stack.address, DESK) as secretary:
        secretary.carry(stack.visitor("quantri").token)
        found: list[str] = []
        secretary.open("/desk/registrations")
        _looked_at(secretary, found, "the queue")
        secretary.open(f"/desk/registrations/{registration.id}")
        _looked_at(secretary, found, "one registration")
        widths = secretary.page.eval_on_selector_all(".side-by-side img", "all => all.map(one => one.naturalWidth)")
        assert len(widths) == 3
        assert all(width > 300 for width in widths)
        secretary.page.set_viewport_size(NARROW)
        _looked_at(secretary, found, "one registration, narrow")
        secretary.page.check("input[value=refused]")
        secretary.page.fill("#note", "Khuôn mặt không phải của chủ thẻ.")
        secretary.page.click("form.editor button[type=submit]")
        secretary.page.wait_for_selector(".banner-done")
        assert found == []
    assert registration.send("status")["state"] == "refused"


def test_whoever_wants_no_picture_is_registered_by_the_secretary(browser: Browser, stack: Province) -> None:
    secretary = stack.visitor("bithuban")
    cards = cards_of(secretary.cell_path.rstrip("/").rpartition("/")[2])
    member = [one for one in official_members(secretary) if one["full_name"] in cards][-1]
    found: list[str] = []
    with person(browser, stack.address, NARROW) as somebody:
        somebody.open("/register")
        somebody.page.click("form:has(input[value=person]) button")
        _looked_at(somebody, found, "asking for a person")
        somebody.page.fill("#full_name", member["full_name"])
        somebody.page.fill("#phone", "không có")
        somebody.page.fill("#cell", secretary.cell_path.rstrip("/").rpartition("/")[2])
        _send(somebody, "/register/person")
        somebody.page.wait_for_selector("#error-summary")
        somebody.page.fill("#phone", "0950 123 123")
        _send(somebody, "/register/person")
        somebody.page.wait_for_selector("h1:has-text('Đã gửi tới bí thư')")
        somebody.collected.hand_over()  # the browser reports the refused form itself
        _looked_at(somebody, found, "waiting for the secretary")
    with person(browser, stack.address, DESK) as desk:
        desk.carry(secretary.token)
        desk.open(f"/desk/members/{member['id']}/register")
        _looked_at(desk, found, "in person")
        desk.page.check("input[name=papers][value=party_card]")
        desk.page.click("form.editor button[type=submit]")
        desk.page.wait_for_selector("#consents_in_person-error")
        desk.collected.hand_over()
        desk.page.check("#consents_in_person")
        desk.page.click("form.editor button[type=submit]")
        desk.page.wait_for_selector(".login-code output")
        _looked_at(desk, found, "the code")
        code = "".join(sign for sign in desk.page.inner_text(".login-code output") if sign.isdigit())
    with person(browser, stack.address, NARROW) as somebody:
        somebody.open("/login/code")
        somebody.page.fill("#username", cards[member["full_name"]])
        somebody.page.fill("#code", code)
        somebody.page.click("main form:has(#code) button[type=submit]")
        somebody.page.wait_for_url(lambda url: "/login" not in url)
    assert found == []


def test_stopping_in_the_middle_deletes_and_begins_anew(browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, NARROW) as somebody:
        somebody.open("/register")
        somebody.page.click("form:has(input[value=card]) button")
        _agree(somebody)
        _send(somebody, "/register/stop")
        somebody.page.wait_for_selector("form:has(input[value=card])")
        assert not any(cookie["name"] == "sotay_dang_ky" for cookie in somebody.context.cookies())
