"""A document at the desk: sent as a Word file, looked at, imported, revised, replaced by another, withdrawn."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, person
from tests.services.content.document_files import BODY, docx, manifest_entry, package, pdf
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(params=[DESK, NARROW], ids=["wide", "narrow"])
def editor(request: pytest.FixtureRequest, browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, request.param) as somebody:
        be(somebody, stack, "bientap")
        yield somebody


@pytest.fixture
def plain(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW, scripts=False) as somebody:
        be(somebody, stack, "bientap")
        yield somebody


def send(somebody: Person, content: bytes, name: str = "nghi-quyet.docx") -> Page:
    page = somebody.open("/desk/documents")
    page.set_input_files("#file", {"name": name, "mimeType": WORD, "buffer": content})
    with page.expect_navigation():
        page.click("form.editor button[type=submit]")
    return page


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_word_file_is_looked_at_imported_revised_and_withdrawn(editor: Person, stack: Province) -> None:
    number = f"{time.time_ns() % 90_000 + 10_000}-NQ/TU"
    page = send(editor, docx())
    found = complaints_about(editor)
    assert page.input_value("#title") == "Nghị quyết về sinh hoạt chi bộ"
    assert page.input_value("#issued_on") == "2026-02-26"
    assert page.input_value("#supersedes") == "07-NQ/TU"
    assert "Đảng viên đọc nghị quyết trên sổ tay." in page.locator("section.reading").inner_text()

    page.fill("#number", "")
    press(page, "Nhập vào thư viện")
    assert "Số hiệu" in page.locator("#error-summary").inner_text()
    editor.collected.hand_over()  # the browser tells of the 422
    found += complaints_about(editor)
    page.fill("#number", number)
    press(page, "Nhập vào thư viện")
    address = page.url.partition("?")[0]
    found += complaints_about(editor)

    page.get_by_role("link", name="Xem như đảng viên").click()
    page.wait_for_selector("article.reading")
    assert "07-NQ/TU" in page.locator("dl.facts").inner_text()
    found += complaints_about(editor)

    page.goto(address)
    press(page, "Sửa văn bản này")
    assert "Nhập thì thành bản thứ 2" in page.locator("#known").inner_text()
    found += complaints_about(editor)
    page.fill("#title", "Nghị quyết đã sửa trích yếu")
    press(page, "Nhập thành bản mới")
    assert page.locator("h1").inner_text() == "Nghị quyết đã sửa trích yếu"
    assert "Bản thứ 2" in page.locator("main").inner_text()

    page.get_by_text("Gỡ văn bản này").click()
    page.fill("#reason", "Ban hành nhầm")
    press(page, "Đồng ý, gỡ văn bản")
    assert "Lý do: Ban hành nhầm" in page.locator("main").inner_text()
    found += complaints_about(editor)
    assert found == []


def test_the_replaced_document_and_the_new_one_name_each_other(editor: Person, stack: Province) -> None:
    first, second = (f"{time.time_ns() % 90_000 + 10_000 + step}-QĐ/TU" for step in range(2))
    addresses = []
    for number, replaced in ((first, ""), (second, first)):
        page = send(editor, docx("Điều 1. Phạm vi", f"1. Quy định số {number}."))
        page.fill("#number", number)
        page.fill("#supersedes", replaced)
        press(page, "Nhập vào thư viện")
        addresses.append(page.url.partition("?")[0].replace("/desk/", "/"))
    page.goto(addresses[0])
    page.locator(".banner a", has_text=second).click()
    page.wait_for_url(addresses[1])
    page.locator("dl.facts a", has_text=first).click()
    page.wait_for_url(addresses[0])
    assert "Hết hiệu lực từ" in page.locator("dl.facts").inner_text()
    found = complaints_about(editor)
    page.goto(f"{stack.address}/documents")
    assert "hết hiệu lực từ" in page.locator("li", has_text=first).inner_text()
    found += complaints_about(editor)
    _wait_for_hit(page, f"{stack.address}/search?search={first}", f"Đã được thay thế bởi {second}")
    assert "Hết hiệu lực từ" in page.locator("#main .card").first.inner_text()
    found += complaints_about(editor)

    page.goto(addresses[1].replace("/documents/", "/desk/documents/"))
    page.get_by_text("Gỡ văn bản này").click()
    page.fill("#reason", "Ban hành nhầm")
    press(page, "Đồng ý, gỡ văn bản")
    page.goto(addresses[0])
    assert "Hết hiệu lực từ" not in page.locator("dl.facts").inner_text()
    assert page.locator(".banner", has_text="thay thế").count() == 0
    assert found == []


def _wait_for_hit(page: Page, address: str, text: str) -> None:
    for _ in range(40):
        page.goto(address)
        if text in page.locator("main").inner_text():
            return
        time.sleep(0.5)
    raise AssertionError(text)


def test_what_is_marked_or_has_no_text_is_refused_and_a_file_is_thrown_away(plain: Person, stack: Province) -> None:
    """All of it without scripts."""
    page = send(plain, pdf(["Điều 1. Kế hoạch"], head="TUYỆT MẬT"), "ke-hoach.pdf")
    assert "Luật Bảo vệ bí mật nhà nước" in page.locator("#error-summary").inner_text()
    page = send(plain, pdf([]), "trang-trang.pdf")
    assert "không nhận ra chữ nào" in page.locator("#error-summary").inner_text()
    page = send(plain, pdf(BODY), "ke-hoach.pdf")
    assert page.locator("h1").inner_text() == "Xem lại trước khi nhập"
    page.get_by_text("Bỏ tệp này").click()
    press(page, "Đồng ý, bỏ tệp")
    assert "Không có gì được đăng" in page.locator(".banner-done").inner_text()


def test_only_who_keeps_documents_has_the_page(editor: Person, stack: Province) -> None:
    be(editor, stack, "canbo")
    assert "Văn bản" in editor.open("/desk").locator("nav").first.inner_text()
    be(editor, stack, "bithu")
    page = editor.open("/desk/documents")
    assert "Đồng chí không có quyền mở trang này" in page.locator("main").inner_text()
    editor.collected.hand_over()  # the browser tells of the 403
    found = complaints_about(editor)
    page.get_by_role("button", name="Về Bàn làm việc").click()
    page.wait_for_url(f"{stack.address}/desk")
    assert found == []


def test_a_system_with_a_key_hands_documents_over_by_http(editor: Person, stack: Province) -> None:
    be(editor, stack, "quantri")
    page = editor.open("/desk/partners")
    page.locator("#name").fill("Quản lý văn bản")
    page.locator("input[name=may_hand_over]").check()
    page.get_by_role("button", name="Thêm và cấp khóa").click()
    key = page.locator("output").inner_text()
    content = docx("Điều 1. Phạm vi", f"1. Văn bản chuyển lúc {time.time_ns()}.")
    number = f"{time.time_ns() % 90_000 + 10_000}-QĐ/TU"
    sent = package([manifest_entry("a.docx", content, number=number, issuer="Tỉnh ủy Trường Sơn")], {"a.docx": content})

    def handed() -> list[str]:
        answer = httpx.post(
            f"{stack.address}/api/v1/exchange/documents", headers={"X-Partner-Key": key},
            files={"file": ("van-ban.zip", sent, "application/zip")}, timeout=60,
        )  # fmt: skip
        assert answer.status_code == 200
        return [item["outcome"] for item in answer.json()["items"]]

    assert handed() == ["new"]
    assert handed() == ["unchanged"]
    be(editor, stack, "bientap")
    assert number in editor.open("/desk/documents").locator("#library").inner_text()
