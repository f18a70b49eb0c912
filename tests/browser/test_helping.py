"""An old member asks for help, another agrees, and does in that one's stead what was asked: no more, and recorded."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from deploy.demo.story.actions import call_meeting
from shared import clock
from tests.browser.harness import DESK, NARROW, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
CELL_PATH = "ts/x01/c0101/"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_help_from_the_asking_to_the_end(stack: Province, browser: Browser, *, scripts: bool) -> None:
    call_meeting(stack.visitor("bithu"))
    until = (clock.now() + timedelta(days=60)).date().isoformat()
    with (
        person(browser, stack.address, NARROW, scripts=scripts) as elder,
        person(browser, stack.address, NARROW, scripts=scripts) as helper,
    ):
        elder.log_in("caotuoi", stack.password_of("caotuoi"))
        page = elder.open("/me/helpers")
        page.fill("#helper", "dangvien")
        page.fill("#valid_until", until)
        page.get_by_role("button", name="Gửi lời nhờ").click()
        expect(page.locator("#deeds-error")).to_be_visible()
        if scripts:
            elder.collected.hand_over()  # the browser calls a 422 an error
            assert complaints_about(elder) == []
        expect(page.locator("#helper")).to_have_value("dangvien")
        for deed in ("confirm_attendance", "read_news"):
            page.check(f"input[name=deed_{deed}]")
        page.get_by_role("button", name="Gửi lời nhờ").click()
        expect(page.get_by_text("Chờ người ấy đồng ý")).to_be_visible()

        helper.log_in("dangvien", stack.password_of("dangvien"))
        theirs = helper.open("/helping")
        theirs.get_by_role("button", name="Tôi đồng ý giúp").first.click()
        theirs.get_by_role("button", name="Bắt đầu giúp").first.click()
        expect(theirs.locator(".helping-bar")).to_contain_text("Đang giúp đồng chí")
        if scripts:
            assert complaints_about(helper) == []
        theirs.get_by_role("button", name=re.compile("Báo sẽ dự họp")).first.click()
        expect(theirs.get_by_text("Đã báo dự họp thay đồng chí ấy.")).to_be_visible()
        expect(theirs.locator(".helping-bar")).to_be_visible()

        page = elder.open("/meetings")
        expect(page.get_by_text("Sẽ dự họp").first).to_be_visible()
        page = elder.open("/me/access")
        expect(page.get_by_text("Thay mặt đồng chí báo dự họp hoặc xin vắng").first).to_be_visible()
        page = elder.open("/me/helpers")
        if scripts:
            assert complaints_about(elder) == []
        page.get_by_role("button", name="Dừng ngay").first.click()
        theirs = helper.open(theirs.url.removeprefix(stack.address))
        expect(theirs.locator(".helping-bar")).to_have_count(0)


def test_a_helper_reads_a_notice_aloud_and_acknowledges_it_as_a_helper(stack: Province, browser: Browser) -> None:
    until = (clock.now() + timedelta(days=60)).date().isoformat()
    sent = stack.visitor("bithu").post(
        "/directives", kind="directive", from_path=CELL_PATH, issuer="Chi bộ", title="Mang sổ họp tới buổi sinh hoạt",
        text="Đồng chí mang sổ họp.", audience=CELL_PATH, acknowledge=True,
    )  # fmt: skip
    with person(browser, stack.address, NARROW) as elder, person(browser, stack.address, NARROW) as helper:
        elder.log_in("caotuoi", stack.password_of("caotuoi"))
        page = elder.open("/me/helpers")
        page.fill("#helper", "dangvien")
        page.fill("#valid_until", until)
        page.check("input[name=deed_acknowledge_notices]")
        page.get_by_role("button", name="Gửi lời nhờ").click()
        helper.log_in("dangvien", stack.password_of("dangvien"))
        theirs = helper.open("/helping")
        theirs.get_by_role("button", name="Tôi đồng ý giúp").first.click()
        theirs.get_by_role("button", name="Bắt đầu giúp").first.click()
        assert complaints_about(helper) == []
        theirs.get_by_role("link", name="Mang sổ họp tới buổi sinh hoạt").click()
        expect(theirs.locator(".helping-bar")).to_contain_text("Đang giúp đồng chí")
        expect(theirs.get_by_text("Đồng chí mang sổ họp.")).to_be_visible()
        assert complaints_about(helper) == []
        theirs.get_by_role("button", name="Xác nhận thay").click()
        expect(theirs.locator("#error-summary")).to_contain_text("Đồng chí đọc cho đồng chí ấy nghe")
        helper.collected.hand_over()  # the browser calls a 422 an error
        theirs.get_by_role("checkbox").check()
        theirs.get_by_role("button", name="Xác nhận thay").click()
        expect(theirs.get_by_text("Đã xác nhận qua người giúp")).to_be_visible()
        assert complaints_about(helper) == []
        page = elder.open(f"/directives/{sent['id']}")
        expect(page.get_by_text("Người giúp đã đọc và xác nhận thay đồng chí")).to_be_visible()
        page = elder.open("/me/access")
        expect(page.get_by_text("Thay mặt đồng chí xác nhận đã nắm thông báo").first).to_be_visible()
        elder.open("/me/helpers").get_by_role("button", name="Dừng ngay").first.click()
        with person(browser, stack.address, DESK) as secretary:
            secretary.carry(stack.visitor("bithu").token)
            desk = secretary.open(f"/desk/directives/{sent['id']}")
            expect(desk.get_by_text("Trong đó xác nhận qua người giúp")).to_be_visible()
            assert complaints_about(secretary) == []
            desk.locator("tbody a").first.click()
            expect(desk.get_by_text("(xác nhận qua người giúp)")).to_be_visible()


def test_a_helper_votes_for_nobody_from_these_pages(stack: Province, browser: Browser) -> None:
    """The member's own pages stay the helper's own: nothing there is done in another's stead."""
    with person(browser, stack.address, NARROW) as helper:
        helper.log_in("dangvien", stack.password_of("dangvien"))
        name = helper.open("/me").locator("h1").inner_text()
        helper.open("/helping")
        assert helper.open("/me").locator("h1").inner_text() == name


def test_the_secretary_enters_a_helper_with_the_member_present(stack: Province, browser: Browser) -> None:
    until = (clock.now() + timedelta(days=60)).date().isoformat()
    with person(browser, stack.address, DESK) as secretary:
        secretary.log_in("bithu", stack.password_of("bithu"))
        page = secretary.open("/desk/members")
        assert complaints_about(secretary) == []
        page.get_by_role("button", name=re.compile("Người giúp của")).nth(3).click()
        assert complaints_about(secretary) == []
        page.locator("#helper_id").select_option(index=5)
        page.check("input[name=deed_read_news]")
        page.fill("#valid_until", until)
        page.get_by_role("button", name="Ghi người giúp").click()
        expect(page.get_by_text("Chỉ ghi khi đảng viên có mặt").first).to_be_visible()
        page.locator("#helper_id").select_option(index=5)
        page.check("#member_present")
        page.get_by_role("button", name="Ghi người giúp").click()
        expect(page.get_by_text("Đang giúp")).to_be_visible()
