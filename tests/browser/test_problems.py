"""Doubtful records in the browser: found, asked about, corrected, set aside."""

from __future__ import annotations

import pytest

from deploy.demo.story.patience import eventually
from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LIST = "/desk/problems?code=missing_residence"


def _waits(stack: Province, name: str) -> bool:
    """The member's missing address was found by now."""
    here = {"organisation_path": "ts/x01/c0101/", "code": "missing_residence"}
    answer = stack.visitor("bithu").get("/record-problems", **here)
    names = [item["full_name"] for item in answer["items"]]
    while answer["next_cursor"]:
        answer = stack.visitor("bithu").get("/record-problems", **here, cursor=answer["next_cursor"])
        names += [item["full_name"] for item in answer["items"]]
    return name in names


def test_a_secretary_corrects_asks_and_sets_aside(narrow: Person, stack: Province) -> None:
    page = narrow.page
    mine = stack.visitor("dangvien").get("/me/record")["full_name"]
    eventually("the imported records are looked through", lambda: _waits(stack, mine), seconds=90)
    be(narrow, stack, "bithu")
    narrow.open(LIST)
    found = complaints_about(narrow)
    while mine not in page.locator("main .cards").inner_text():
        page.get_by_role("button", name="Xem thêm").click()
        page.wait_for_load_state()
    card = page.locator("main .card", has_text=mine)
    card.locator("summary", has_text="Hỏi đảng viên").click()
    card.locator("input[name=reason]").last.fill("Đồng chí đang thường trú ở thôn nào?")
    found += complaints_about(narrow)
    with page.expect_navigation():
        card.get_by_role("button", name="Gửi câu hỏi").click()
    assert mine not in page.locator("main .cards").inner_text()

    first = page.locator("main .card").first
    first.locator("summary", has_text="Sửa hồ sơ").click()
    first.locator("input[name=field-residence]").fill("Thôn Thượng")
    with page.expect_navigation():
        first.get_by_role("button", name="Lưu hồ sơ").click()
    assert "Đồng chí ghi lý do" in page.locator("#error-summary").inner_text()
    narrow.collected.hand_over()  # the browser tells of the 422
    first = page.locator("main .card").first
    first.locator("summary", has_text="Sửa hồ sơ").click()
    first.locator("input[name=field-residence]").fill("Thôn Thượng")
    first.locator("form:visible input[name=reason]").fill("Theo sổ hộ khẩu")
    with page.expect_navigation():
        first.get_by_role("button", name="Lưu hồ sơ").click()
    assert "không còn cần xem lại" in page.locator("body").inner_text()
    found += complaints_about(narrow)

    first = page.locator("main .card").first
    first.locator("summary", has_text="Để riêng").click()
    first.locator("form:visible input[name=reason]").fill("Đang làm thủ tục")
    with page.expect_navigation():
        first.get_by_role("button", name="Đồng ý, để riêng").click()
    narrow.open(LIST + "&state=set_aside")
    assert "Đang làm thủ tục" in page.locator("main .card").first.inner_text()
    found += complaints_about(narrow)

    be(narrow, stack, "dangvien")
    narrow.open("/me/record")
    assert "Đồng chí đang thường trú ở thôn nào?" in page.locator("#questions").inner_text()
    found += complaints_about(narrow)
    page.fill("#questions input[name=answer]", "Thôn Hạ")
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi trả lời").click()
    assert "Đồng chí đã trả lời: Thôn Hạ" in page.locator("#questions").inner_text()
    assert found + complaints_about(narrow) == []
