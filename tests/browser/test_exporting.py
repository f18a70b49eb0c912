"""A table of members is chosen and taken along; nothing is chosen beforehand."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import Browser

from tests.browser.harness import NARROW, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_secretary_takes_a_table_along(browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, NARROW) as secretary:
        secretary.carry(stack.visitor("bithu").token)
        page = secretary.open("/desk/members/export")
        assert page.locator("main input:checked").count() == 0
        found = complaints_about(secretary)
        with page.expect_navigation():
            page.get_by_role("button", name="Xuất danh sách").click()
        assert "Đồng chí chọn ít nhất một mục" in page.locator("#error-summary").inner_text()
        secretary.collected.hand_over()  # the browser tells of the 422
        found += complaints_about(secretary)
        page.check("input[value=full_name]")
        page.check("input[value=cell_name]")
        page.fill("#purpose", "Lập danh sách dự hội nghị")
        page.check("input[value=xlsx]")
        with page.expect_download() as given:
            page.get_by_role("button", name="Xuất danh sách").click()
        book = openpyxl.load_workbook(io.BytesIO(given.value.path().read_bytes()))
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
        assert rows[0] == ["Chi bộ", "Họ và tên"]
        assert len(rows) > 3
        assert given.value.suggested_filename.startswith("dang-vien-c0101-")
        assert found == []
