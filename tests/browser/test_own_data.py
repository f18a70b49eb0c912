"""A member sees the own data, asks for something, an administrator answers; a breach is entered and reported."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import call_meeting
from tests.browser.harness import DESK, NARROW, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WISH = "Tôi không muốn ảnh của mình được dùng ở trang tin."
ANSWER = "Ảnh của đồng chí đã được gỡ khỏi trang tin."


def test_a_member_reads_the_own_data_asks_and_reads_the_answer(stack: Province, browser: Browser) -> None:
    with person(browser, stack.address, NARROW) as member, person(browser, stack.address, DESK) as office:
        member.log_in("caotuoi", stack.password_of("caotuoi"))
        page = member.open("/me/data")
        with page.expect_navigation():
            page.get_by_role("button", name="Gửi yêu cầu").click()
        assert "Đồng chí chưa nhập mục này" in page.locator("#error-summary").inner_text()
        assert page.locator("main input:checked").count() == 0, "nothing is ticked beforehand"
        member.collected.hand_over()  # the browser tells of the 422
        page.locator("input[value=object]").check()
        page.fill("#text", WISH)
        with page.expect_navigation():
            page.get_by_role("button", name="Gửi yêu cầu").click()
        assert WISH in page.locator("#requests").inner_text()
        assert complaints_about(member) == []
        with page.expect_navigation():
            page.get_by_role("button", name="Xem toàn bộ dữ liệu").click()
        assert "Nông Văn Điền" in page.locator("main").inner_text()
        assert complaints_about(member) == []

        office.log_in("quantri", stack.password_of("quantri"))
        desk = office.open("/desk/data-requests")
        assert complaints_about(office) == []
        with desk.expect_navigation():
            desk.locator("main .rows a").first.click()
        assert WISH in desk.locator("main").inner_text()
        desk.get_by_text("Kết thúc yêu cầu").click()
        desk.locator("input[value=done]").check()
        desk.fill("#reply", ANSWER)
        assert complaints_about(office) == []
        with desk.expect_navigation():
            desk.get_by_role("button", name="Gửi kết quả").click()
        member.open("/me/data")
        assert ANSWER in page.locator("#requests").inner_text()
        member.open("/me/access")
        assert "Giải quyết yêu cầu của đồng chí" in page.locator("main").inner_text()


def test_a_member_sees_in_one_list_what_the_record_and_the_meetings_say_of_who_looked(
    stack: Province, browser: Browser
) -> None:
    secretary = stack.visitor("bithu")
    meeting_id = call_meeting(secretary)["id"]
    secretary.get(f"/meetings/{meeting_id}/attendance")
    name = secretary.get("/me")["full_name"]
    with person(browser, stack.address, NARROW) as member:
        member.carry(stack.visitor("caotuoi").token)
        page = member.open("/me/access")
        first = page.locator("main .cards li").first.inner_text()
        assert "Xem danh sách dự họp có tên đồng chí" in first
        assert name in first
        assert "đang tạm gián đoạn" not in page.locator("main").inner_text()
        assert complaints_about(member) == []
        page = member.open("/me/data")
        with page.expect_navigation():
            page.get_by_role("button", name="Xem toàn bộ dữ liệu").click()
        assert "Xem danh sách dự họp có tên đồng chí" in page.locator("main").inner_text()
        assert complaints_about(member) == []


def test_a_breach_is_entered_with_its_clock_and_then_reported(stack: Province, browser: Browser) -> None:
    with person(browser, stack.address, NARROW) as office:
        office.log_in("quantri", stack.password_of("quantri"))
        page = office.open("/desk/breaches/new")
        assert complaints_about(office) == []
        page.fill("#detected_at", "2026-11-20")
        page.fill("#detected_clock", "10:00")
        page.fill("#what_happened", "Mất một máy tính xách tay.")
        page.locator("input[value=numbers]").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Ghi vào sổ").click()
        assert "Đã quá hạn thông báo" in page.locator("main").inner_text()
        page.get_by_text("Dự thảo thông báo").click()
        page.get_by_text("Ghi việc thông báo").click()
        assert complaints_about(office) == []
        page.locator("input[value=yes]").check()
        page.fill("#reference", "Công văn số 12 ngày 26/11/2026")
        with page.expect_navigation():
            page.get_by_role("button", name="Ghi vào sổ").click()
        assert "Đã thông báo" in page.locator("main").inner_text()
        page = office.open("/desk/breaches")
        assert complaints_about(office) == []
