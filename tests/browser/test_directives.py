"""A committee sends a directive; a member finds it on the first page, reads it and says so; the desk counts, the cell's
secretary sees who has yet to read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.patience import eventually
from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
TITLE = "Rà soát danh sách đảng viên trước đại hội"


def test_a_directive_is_sent_read_acknowledged_counted_corrected_and_withdrawn(
    narrow: Person, browser: Browser, stack: Province
) -> None:
    be(narrow, stack, "dangvien")
    waiting = narrow.open("/")
    with person(browser, stack.address, DESK) as office:
        office.carry(stack.visitor("bientap").token)
        desk = office.open("/desk/directives")
        assert complaints_about(office) == []
        desk.get_by_role("button", name="Gửi thông báo mới").click()
        assert complaints_about(office) == []
        desk.get_by_label("Chỉ đạo", exact=True).check()
        desk.fill("#title", TITLE)
        desk.fill("#text", "Các chi bộ rà soát danh sách.\n\nXong thì báo đảng ủy.")
        desk.select_option("#audience", "ts/x01/")
        desk.get_by_role("button", name="Gửi", exact=True).click()
        assert "Đã gửi" in desk.inner_text(".banner-done")
        assert complaints_about(office) == []
        address = desk.url.split("?")[0]

        waiting.get_by_role("link", name=TITLE).wait_for()
        assert complaints_about(narrow) == []
        waiting.get_by_role("link", name=TITLE).click()
        assert waiting.locator("article p").filter(has_text="rà soát danh sách").count() == 1
        assert complaints_about(narrow) == []
        waiting.get_by_role("button", name="Đã nắm được nội dung").click()
        assert "Đồng chí đã xác nhận" in waiting.inner_text("article")
        assert complaints_about(narrow) == []
        narrow.open("/directives")
        assert "Đã nắm được nội dung" in waiting.inner_text("main")
        assert complaints_about(narrow) == []

        assert figures(desk.goto(address) and desk.locator("tbody tr").last.inner_text())[1] == 1
        assert complaints_about(office) == []
        desk.get_by_text("Đính chính", exact=True).click()
        desk.fill("#text", "Các chi bộ rà soát danh sách trước ngày 15.")
        desk.fill("#reason", "Bổ sung ngày")
        desk.get_by_role("button", name="Gửi bản đính chính").click()
        assert "Đã gửi bản đính chính" in desk.inner_text(".banner-done")
        narrow.open("/")
        waiting.get_by_role("link", name=TITLE).click()
        assert "trước ngày 15" in waiting.inner_text("article")
        assert waiting.get_by_role("button", name="Đã nắm được nội dung").is_visible()

        with person(browser, stack.address, DESK) as cell:
            cell.carry(stack.visitor("bithu").token)
            page = cell.open(address.removeprefix(stack.address))
            page.locator("tbody a").first.click()
            assert "Đã đọc, chưa xác nhận" in page.inner_text("tbody")
            assert complaints_about(cell) == []

        desk.locator("summary", has_text="Thu hồi").click()
        desk.fill("#withdrawal_reason", "Gửi nhầm")
        desk.get_by_role("button", name="Thu hồi thông báo").click()
        assert "Đã thu hồi" in desk.inner_text("main")
    narrow.open(f"/directives/{address.rsplit('/', 1)[1]}")
    assert "Gửi nhầm" in waiting.inner_text("article")
    assert complaints_about(narrow) == []
    eventually("nothing waits", lambda: TITLE not in narrow.open("/").inner_text("#waiting"))


def test_a_secretary_sends_to_the_own_cell_without_scripts(browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, scripts=False) as secretary:
        secretary.carry(stack.visitor("bithu").token)
        page = secretary.open("/desk/directives/new")
        page.get_by_role("button", name="Gửi", exact=True).click()
        assert "Đồng chí chưa nhập mục này" in page.inner_text("main")
        page.fill("#title", "Mang sổ họp")
        page.fill("#text", "Các đồng chí mang sổ họp tới buổi sinh hoạt.")
        page.get_by_role("button", name="Gửi", exact=True).click()
        assert "Đã gửi" in page.inner_text(".banner-done")
        member = secretary.context.request
        assert member.get(f"{stack.address}/directives").ok


def figures(row: str) -> list[int]:
    return [int(part) for part in row.replace(".", "").split() if part.isdecimal()]
