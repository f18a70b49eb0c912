"""The secretary's telephone in the room, scripts or not: the roll, raised cards, and what he is reminded of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from deploy.demo.story.actions import call_meeting, open_meeting
from deploy.demo.story.door import Visitor
from tests.browser.harness import NARROW, Person, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def telephone(browser: Browser, stack: Province, request: pytest.FixtureRequest) -> Iterator[Person]:
    with person(browser, stack.address, NARROW, scripts=request.param) as somebody:
        somebody.carry(stack.visitor("bithuban").token)
        yield somebody


@pytest.fixture
def secretary(stack: Province) -> Visitor:
    return stack.visitor("bithuban")


def _tap(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def _counts(secretary: Visitor, meeting_id: str) -> dict[str, int]:
    counts: dict[str, int] = secretary.get(f"/meetings/{meeting_id}/attendance")["counts"]
    return counts


def test_the_roll_is_called_by_tapping_and_corrected(telephone: Person, secretary: Visitor) -> None:
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    page = telephone.open(f"/desk/meetings/{meeting_id}")
    _tap(page, ".roll-name ~ form button[value=present]")
    _tap(page, ".roll-name ~ form button[value=absent_without_reason]")
    counts = _counts(secretary, meeting_id)
    assert (counts["present"], counts["absent_without_reason"]) == (1, 1)

    entered = page.locator(".roll > li", has_text="Có mặt, bí thư ghi")
    entered.locator("summary").click()
    entered.locator("input[name=reason]").fill("Đưa con đi viện")
    with page.expect_navigation():
        entered.get_by_role("button", name="Ghi vắng có lý do", exact=True).click()
    assert page.get_by_text("Lý do: Đưa con đi viện").is_visible()
    assert "present" not in _counts(secretary, meeting_id)


def test_a_raised_card_is_recorded_and_told_apart_in_the_result(telephone: Person, secretary: Visitor) -> None:
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    vote_id = secretary.post(f"/meetings/{meeting_id}/votes", question="Đồng chí có tán thành không?")["vote_id"]
    voter = secretary.get(f"/votes/{vote_id}/waiting-voters")["rows"][0]["member_id"]
    page = telephone.open(f"/desk/meetings/{meeting_id}")
    _tap(page, f"#member-{voter} > form button[value=present]")
    page.locator(f"#card-{vote_id}-{voter} summary").click()
    _tap(page, f"#card-{vote_id}-{voter} button[value=disagree]")
    assert page.locator(f"#card-{vote_id}-{voter}").count() == 0
    assert page.get_by_text("trong đó bí thư ghi 1").is_visible()
    page.locator(f"#close-{vote_id} summary").click()
    _tap(page, f"#vote-{vote_id} form[action$='/close'] button")
    assert page.get_by_text("Trong đó có 1 ý kiến do bí thư chi bộ ghi").is_visible()
    assert secretary.get(f"/votes/{vote_id}")["result"]["disagree"] == 1


def test_what_is_tapped_in_the_roll_is_large_enough_for_a_thumb(telephone: Person, secretary: Visitor) -> None:
    meeting_id = call_meeting(secretary)["id"]
    open_meeting(secretary, meeting_id)
    page = telephone.open(f"/desk/meetings/{meeting_id}")
    boxes = [target.bounding_box() for target in page.locator(".roll-name ~ form button, .roll summary").all()[:12]]
    assert len(boxes) == 12
    assert all(box is not None and box["height"] >= 48 and box["width"] >= 48 for box in boxes)


def test_the_secretary_is_reminded_after_the_call(telephone: Person, secretary: Visitor) -> None:
    called = call_meeting(secretary)
    page = telephone.open(f"/desk/meetings/{called['id']}")
    assert called["warnings"]
    for warning in called["warnings"]:
        assert page.get_by_text(warning["message"]).is_visible()
