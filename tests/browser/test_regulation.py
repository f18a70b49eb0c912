"""An editor names a document of the library as the operating regulation; a member reads and accepts it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_regulation_is_named_read_accepted_and_counted(narrow: Person, browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, DESK) as office:
        office.carry(stack.visitor("bientapxa").token)
        desk = office.open("/desk/regulation")
        assert complaints_about(office) == []
        desk.select_option("#organisation", "ts/x01/")
        desk.get_by_role("button", name="Tiếp").click()
        title = desk.locator("#document_id option").nth(1).inner_text()
        desk.select_option("#document_id", index=1)
        assert complaints_about(office) == []
        desk.get_by_role("button", name="Lưu").click()
        assert "Đã lưu" in desk.inner_text(".banner-done")

        be(narrow, stack, "dangvien")
        page = narrow.open("/")
        name = title.partition(": ")[2]
        page.locator("#waiting").get_by_role("link", name=name).click()
        assert complaints_about(narrow) == []
        page.get_by_role("button", name="Tôi đã đọc và xác nhận").click()
        assert "Đã xác nhận" in page.inner_text("main")
        assert complaints_about(narrow) == []
        narrow.open("/")
        assert page.locator("#waiting").get_by_role("link", name=name).count() == 0

        desk.goto(f"{stack.address}/desk/regulation")
        desk.locator("main .card-title a").first.click()
        desk.get_by_role("columnheader", name="Chưa xác nhận").wait_for()
        assert complaints_about(office) == []
        with person(browser, stack.address, DESK) as cell:
            cell.carry(stack.visitor("bithu").token)
            named = cell.open(desk.url.removeprefix(stack.address))
            named.locator("tbody a").first.click()
            named.get_by_role("columnheader", name="Tình hình").wait_for()
            assert "Đã xác nhận" in named.inner_text("tbody")
            assert complaints_about(cell) == []

        # So that the other tests find nothing that waits.
        desk.goto(f"{stack.address}/desk/regulation?organisation=ts/x01/")
        desk.select_option("#document_id", "")
        desk.get_by_role("button", name="Lưu").click()
        assert "Đã lưu" in desk.inner_text(".banner-done")
