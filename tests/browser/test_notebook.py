"""A member keeps the own notebook: writes beside what is read, finds it again, takes it along, deletes it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Content, be
from tests.browser.harness import DESK, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_a_note_is_written_beside_a_document_and_found_again(narrow: Person, stack: Province, content: Content) -> None:
    be(narrow, stack, "dangvien")
    page = narrow.open(f"/documents/{content.document_id}")
    page.get_by_role("link", name="Viết ghi chép riêng").click()
    assert complaints_about(narrow) == []
    page.select_option("#anchor", index=2)
    page.fill("#text", "Đề nghị chi bộ thảo luận kỹ điều này.")
    page.get_by_role("button", name="Lưu ghi chép").click()
    assert "Chỉ đồng chí đọc được" in page.inner_text(".banner-done")
    page.fill("#search", "thao luan ky")
    page.get_by_role("button", name="Tìm", exact=True).click()
    assert page.locator("main li.card").count() == 1
    assert complaints_about(narrow) == []
    page.locator("main li.card a").click()
    assert complaints_about(narrow) == []
    page.locator("main a[href^='/documents/']").click()
    page.wait_for_url(f"**/documents/{content.document_id}#*")
    assert page.locator(".clause:target").count() == 1


def test_it_is_taken_along_as_a_text_and_deleted_after_a_question(
    narrow: Person, stack: Province, content: Content
) -> None:
    be(narrow, stack, "caotuoi")
    page = narrow.open(f"/news/{content.article_id}")
    page.get_by_role("link", name="Viết ghi chép riêng").click()
    page.get_by_role("button", name="Lưu ghi chép").click()
    assert "Đồng chí chưa nhập mục này" in page.locator("#error-summary").inner_text()
    narrow.collected.hand_over()  # the browser tells of the 422
    assert complaints_about(narrow) == []
    page.fill("#title", "Họp tháng 12")
    page.fill("#text", "Phát biểu về đảng phí")
    page.get_by_role("button", name="Lưu ghi chép").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải cả sổ về máy").click()
    taken = download.value.path().read_text(encoding="utf-8-sig")
    assert "Họp tháng 12" in taken
    assert "Phát biểu về đảng phí" in taken
    page.get_by_role("link", name="Họp tháng 12").click()
    page.get_by_text("Xóa ghi chép này").click()
    page.get_by_role("button", name="Xóa ghi chép").click()
    assert "Sổ chưa có ghi chép nào" in page.inner_text("main")
    assert complaints_about(narrow) == []


def test_nobody_else_opens_it_not_even_an_administrator(stack: Province, browser: Browser) -> None:
    note = stack.visitor("dangvien").post("/notes", text="Ý kiến riêng của tôi")
    with person(browser, stack.address, DESK) as office:
        office.carry(stack.visitor("quantri").token)
        page = office.open(f"/notebook/{note['id']}")
        assert "Không tìm thấy ghi chép này" in page.inner_text("main")
        page = office.open("/notebook?search=rieng")
        assert "Không có ghi chép nào" in page.inner_text("main")


def test_the_notebook_works_without_scripts_and_in_large_type(browser: Browser, stack: Province) -> None:
    with person(browser, stack.address, scripts=False) as plain:
        plain.carry(stack.visitor("dangvien").token)
        page = plain.open("/notebook/new")
        page.fill("#text", "Không cần kịch bản")
        page.get_by_role("button", name="Lưu ghi chép").click()
        page.get_by_role("link", name="Không cần kịch bản").click()
        page.fill("#text", "Đã sửa không cần kịch bản")
        page.get_by_role("button", name="Lưu ghi chép").click()
        assert "Đã sửa không cần kịch bản" in page.inner_text("main")
