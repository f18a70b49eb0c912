"""Documents chosen at the desk go into a package; a package is looked at, then taken."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, complaints_about, person
from tests.services.content.document_files import manifest_entry, package
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def send(page: Page, content: bytes) -> None:
    page.set_input_files("#file", {"name": "goi.zip", "mimeType": "application/zip", "buffer": content})
    press(page, "Gửi gói")


@pytest.mark.parametrize(("viewport", "scripts"), [(NARROW, True), (DESK, True), (NARROW, False)])
def test_a_package_is_looked_at_taken_and_taken_along_again(
    browser: Browser, stack: Province, viewport: dict[str, int], scripts: bool
) -> None:
    found = []
    with person(browser, stack.address, viewport, scripts=scripts) as editor:

        def look() -> None:
            if scripts:  # what looks for mistakes is a script itself
                found.extend(complaints_about(editor))

        be(editor, stack, "bientap")
        number = f"{time.time_ns() % 90_000 + 10_000}-TB/TU"
        text = f"Điều 1. Nội dung\n1. Thông báo số {number} của Tỉnh ủy.".encode()
        head = {"number": number, "kind": "Thông báo", "title": f"Thông báo {number}"}
        good = manifest_entry("a.txt", text, **head)
        bad = manifest_entry("b.txt", text, **head | {"number": "99999-TB/TU"}) | {"sha256": "0" * 64}
        page = editor.open("/desk/documents")
        page.get_by_role("link", name="Nhập gói văn bản").click()
        page.wait_for_url("**/packages")
        look()
        send(page, b"khong phai zip")
        assert "không phải tệp zip" in page.locator("#error-summary").inner_text()
        editor.collected.hand_over()  # the browser tells of the 422
        look()
        send(page, package([good, bad], {"a.txt": text, "b.txt": text}))
        shown = page.locator("main").inner_text()
        assert "Văn bản mới" in shown
        assert "Mã SHA-256" in shown
        look()
        press(page, "Nhập 1 văn bản")
        assert "Kết quả nhập gói" in page.locator("h1").inner_text()
        look()

        page = editor.open("/desk/documents")
        page.get_by_role("link", name="Xuất gói văn bản").click()
        page.wait_for_url("**/export")
        page.select_option("#kind", "Thông báo")
        press(page, "Lọc")
        look()
        press(page, "Tải gói về máy")
        assert "chọn ít nhất một" in page.locator("#error-summary").inner_text()
        editor.collected.hand_over()  # the browser tells of the 422
        look()
        page.locator("label.choice", has_text=number).locator("input").check()
        with page.expect_download() as loading:
            page.get_by_role("button", name="Tải gói về máy").click()
        content = loading.value.path().read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert len(archive.namelist()) == 2
            assert number in archive.read("manifest.json").decode()
        page = editor.open("/desk/documents/packages")
        send(page, content)
        assert "Đã có, không đổi" in page.locator("main").inner_text()
        page.get_by_text("Bỏ gói này").click()
        press(page, "Đồng ý, bỏ gói")
        assert "Đã bỏ gói" in page.locator(".banner-done").inner_text()
    assert found == []
