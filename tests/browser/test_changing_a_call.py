"""The secretary moves and cancels a call on his telephone; the member's open page says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import call_meeting
from tests.browser.harness import NARROW, PHONE, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_call_is_moved_and_cancelled_and_the_member_reads_why(
    stack: Province, browser: Browser, *, scripts: bool
) -> None:
    secretary = stack.visitor("bithu")
    meeting_id = call_meeting(secretary)["id"]
    with (
        person(browser, stack.address, NARROW, scripts=scripts) as desk,
        person(browser, stack.address, PHONE) as member,
    ):
        member.carry(stack.visitor("dangvien").token)
        member.open(f"/meetings/{meeting_id}")
        member.wait_until_live()
        desk.carry(secretary.token)
        page = desk.open(f"/desk/meetings/{meeting_id}")

        page.locator("#move-meeting summary").click()
        assert page.input_value("#move-meeting #place"), "what was called is what is changed"
        page.fill("#move-meeting #place", "Trường tiểu học xã")
        with page.expect_navigation():
            page.locator("#move-meeting button[type=submit]").click()
        assert "Lý do" in page.locator("#error-summary").inner_text()
        assert page.input_value("#move-meeting #place") == "Trường tiểu học xã", "nothing typed is lost"
        if scripts:
            assert [line for line in complaints_about(desk) if "Failed to load" not in line] == []
        page.fill("#move-meeting #reason", "Nhà văn hóa đang sửa mái")
        with page.expect_navigation():
            page.locator("#move-meeting button[type=submit]").click()
        member.page.get_by_text("Cuộc họp có địa điểm mới. Lý do: Nhà văn hóa đang sửa mái").wait_for()

        page.locator("#cancel-meeting summary").click()
        page.fill("#cancel_reason", "Chuyển sang kỳ sau")
        with page.expect_navigation():
            page.locator("#cancel-meeting button[type=submit]").click()
        assert page.get_by_text("Bắt đầu họp").count() == 0
        member.page.get_by_text("Cuộc họp đã được hủy. Lý do: Chuyển sang kỳ sau").wait_for()
        assert member.page.get_by_text("Tôi sẽ dự họp").count() == 0
        assert complaints_about(member) == []


def test_a_meeting_days_ahead_is_not_opened_by_one_tap(stack: Province, browser: Browser) -> None:
    secretary = stack.visitor("bithu")
    meeting_id = call_meeting(secretary)["id"]
    with person(browser, stack.address, PHONE) as desk:
        desk.carry(secretary.token)
        page = desk.open(f"/desk/meetings/{meeting_id}")
        page.locator("#open-meeting summary").click()
        assert secretary.get(f"/meetings/{meeting_id}")["state"] == "called"
        assert "chưa đến giờ" in page.locator("#open-meeting").inner_text()
        desk.page.evaluate("scrollTo(0, 0)")  # the bar at the foot may lie half over a button
        assert complaints_about(desk) == []
        with page.expect_navigation():
            page.locator("#open-meeting button").click()
        assert secretary.get(f"/meetings/{meeting_id}")["state"] == "open"
