"""A secretary checks the cell's list on a narrow screen: one answer, all the others by their number, then the end."""

from __future__ import annotations

import pytest

from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HERE = "/desk/organisations/c0101/list-check"


def test_a_secretary_answers_confirms_the_rest_by_its_number_and_ends_the_check(
    narrow: Person, stack: Province
) -> None:
    be(narrow, stack, "bithu")
    page = narrow.open(HERE)
    people = page.locator("li.card").count()
    assert page.locator("li.card >> text=Chưa đối chiếu").count() == people
    assert complaints_about(narrow) == []
    first = page.locator("li.card").first
    first.locator("summary").click()
    first.locator("input[name=note]").fill("Thiếu bản sao")
    first.get_by_role("button", name="Lưu “Chưa khớp”").click()
    refused = page.locator("li.card").first
    assert refused.locator("input[name=note]").input_value() == "Thiếu bản sao"
    narrow.collected.hand_over()  # the browser tells of the 422
    first = page.locator("li.card").first
    first.locator("select").select_option("paper_missing")
    first.get_by_role("button", name="Lưu “Chưa khớp”").click()
    assert "Thiếu giấy tờ" in page.locator("li.card").first.inner_text()
    page.locator("summary", has_text="Ghi người chỉ có trên giấy").click()
    page.locator("#paper-name").fill("Vi Văn Sổ")
    page.get_by_role("button", name="Lưu người này").click()
    assert "Vi Văn Sổ" in page.locator("#on-paper").inner_text()
    narrow.open(HERE)  # from its top: scrolled to a part, the head of the page covers what stands above
    assert complaints_about(narrow) == []
    page.locator("summary", has_text="Tất cả còn lại khớp").click()
    page.get_by_role("button", name=f"Xác nhận {people - 1} đảng viên khớp").click()
    page.locator("summary", has_text="Kết thúc kỳ đối chiếu").click()
    page.get_by_role("button", name="Đồng ý, kết thúc").click()
    assert "đã kết thúc kỳ này" in page.inner_text("main")
    assert page.locator("li.card form").count() == 0
    assert complaints_about(narrow) == []
    page.locator("summary", has_text="Ghi bổ sung").click()
    page.locator("#correction").fill("Vi Văn Sổ đã chuyển đi")
    page.locator("#correction-reason").fill("Có giấy chuyển sinh hoạt")
    page.get_by_role("button", name="Lưu nội dung bổ sung").click()
    assert "Vi Văn Sổ đã chuyển đi" in page.locator("#corrections").inner_text()
    narrow.open(HERE)
    assert complaints_about(narrow) == []
    page.get_by_role("link", name="Bản in biên bản").click()
    for told in ("Vi Văn Sổ, số thẻ không ghi", "Lý do: Có giấy chuyển sinh hoạt", "Thiếu giấy tờ: 1."):
        assert told in page.inner_text("main")
    assert complaints_about(narrow) == []


def test_an_administrator_sees_how_far_the_cells_are_and_opens_one(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    page = narrow.open("/desk/organisations/x01/list-checks")
    assert complaints_about(narrow) == []
    page.locator("tbody a").first.click()
    assert "Đối chiếu danh sách – hồ sơ 6 tháng" in page.inner_text("h1")
    assert page.locator("main form").count() == 0
    assert complaints_about(narrow) == []
