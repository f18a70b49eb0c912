"""A scan at the desk: sent, recognised by the worker while the page tells how far, looked at, imported; a stamped one
refused. The worker is killed on the way."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, person
from tests.services.content.document_files import BODY
from tests.services.content.scanned_files import pdf_of, png, printed, scanned, stamped
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MORE = ["Điều 3. Tổ chức thực hiện", "1. Chi bộ phổ biến nghị quyết này tới từng đảng viên trong tháng 3."]
SECONDS = 150


@pytest.fixture
def editor(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, DESK) as somebody:
        be(somebody, stack, "bientap")
        yield somebody


@pytest.fixture
def plain(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW, scripts=False) as somebody:
        be(somebody, stack, "bientap")
        yield somebody


def send(somebody: Person, content: bytes, name: str) -> Page:
    page = somebody.open("/desk/documents")
    page.set_input_files("#file", {"name": name, "mimeType": "application/pdf", "buffer": content})
    with page.expect_navigation():
        page.click("form.editor button[type=submit]")
    return page


def reloaded_until(page: Page, heading: str) -> None:
    address, until = page.url.partition("?")[0], time.monotonic() + SECONDS
    while page.locator("h1").inner_text() != heading:
        assert time.monotonic() < until, page.locator("main").inner_text()
        time.sleep(2)
        page.goto(address)


def test_a_scan_is_recognised_while_the_page_waits_then_looked_at_and_imported(editor: Person, stack: Province) -> None:
    number = f"{time.time_ns() % 90_000 + 10_000}-NQ/TU"
    page = send(editor, pdf_of(*map(scanned, printed(BODY, *[MORE] * 7))), "quet.pdf")
    found = complaints_about(editor)
    assert "Đã nhận bản quét" in page.locator("main").inner_text()
    page.locator("[role=status]", has_text=re.compile(r"trang [1-8]/8")).wait_for(timeout=SECONDS * 1000)
    found += complaints_about(editor)
    os.kill(stack.process_id("content-worker"), signal.SIGKILL)
    page.wait_for_selector("#doubts", timeout=SECONDS * 1000)
    found += complaints_about(editor)
    assert page.locator("h1").inner_text() == "Xem lại trước khi nhập"
    assert page.input_value("#issued_on") == "2026-02-26"
    assert page.locator("#page-notes").count() == 0
    page.fill("#number", number)
    with page.expect_navigation():
        page.get_by_role("button", name="Nhập").first.click()
    assert number in page.locator("main").inner_text()
    assert found + complaints_about(editor) == []


def test_without_scripts_a_stamped_scan_is_refused_on_its_page_and_taken_off_the_list(plain: Person) -> None:
    page = send(plain, png(scanned(stamped(printed(BODY)[0], "TỐI MẬT"))), "quet-mat.png")
    assert page.get_by_role("button", name="Xem tiến độ mới").count() == 1
    reloaded_until(page, "Bị từ chối vì có dấu chỉ độ mật")
    assert "Luật Bảo vệ bí mật nhà nước" in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("button", name="Bỏ khỏi danh sách").click()
    assert "quet-mat.png" not in page.locator("main").inner_text()


def test_a_scan_in_work_is_stopped_and_thrown_away(plain: Person) -> None:
    page = send(plain, pdf_of(*map(scanned, printed(BODY, MORE, MORE, MORE))), "quet-dai.pdf")
    page.get_by_text("Dừng và bỏ tệp này").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Đồng ý, dừng và bỏ tệp").click()
    assert "quet-dai.pdf" not in page.locator("main").inner_text()


def test_a_file_of_200_megabytes_is_refused_in_words(stack: Province) -> None:
    token = stack.visitor("bientap").token
    answer = httpx.post(
        f"{stack.address}/api/v1/desk/documents/drafts", headers={"Authorization": f"Bearer {token}"},
        files={"file": ("quet.pdf", b"%PDF-" + bytes(200_000_000), "application/pdf")}, data={"audience": "ts/"},
        timeout=120,
    )  # fmt: skip
    assert answer.status_code == 413
    assert "lớn hơn 30 MB" in answer.json()["message"]
