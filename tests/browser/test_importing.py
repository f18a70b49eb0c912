"""Members imported from a file in the browser: sent, mapped, seen beforehand, run; what was refused is taken home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from services.identity.rules.encodings import Encoding
from tests.browser.harness import DESK, NARROW, Person, complaints_about, person
from tests.services.identity.old_encodings import as_bytes
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
FILE = """DANH SÁCH ĐẢNG VIÊN XÃ

Số lý lịch;Số thẻ đảng;Họ và tên;Ngày sinh;Mã chi bộ;Tình trạng;Ngày vào Đảng;Ngày chính thức;Noi o hien nay;Ghi chú
990001TS;89990001;Lường Văn Hặc;02/03/1990;c0101;Chính thức;03/02/2015;03/02/2016;thôn Thượng;x
990002TS;89990002;Quàng Thị Mỷ;31/02/1990;c0101;Chính thức;03/02/2015;03/02/2016;thôn Hạ;
990003TS;89990003;Lò Thị Nguyệt;05/06/1970;c9999;Chính thức;03/02/1995;03/02/1996;thôn Hạ;
"""


@pytest.fixture(params=[DESK, NARROW], ids=["wide", "narrow"])
def officer(request: pytest.FixtureRequest, browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, request.param, scripts=True) as somebody:
        somebody.carry(stack.visitor("canbo").token)
        yield somebody


def test_a_file_in_an_old_encoding_goes_in_but_for_its_bad_rows(officer: Person, tmp_path: Path) -> None:
    page, found = officer.page, []
    file = tmp_path / "danh-sach.csv"
    file.write_bytes(as_bytes(FILE, Encoding.VNI))

    officer.open("/desk/imports")
    page.click("main form button[type=submit]")
    page.wait_for_selector("#error-summary")
    officer.collected.lines.clear()  # the browser itself reports the refused form
    found += complaints_about(officer)
    page.set_input_files("#file", file)
    page.click("main form button[type=submit]")

    page.wait_for_selector("#mapping")
    found += complaints_about(officer)
    assert page.input_value("#encoding") == "vni"
    assert page.input_value("#column-8") == "present_address"
    assert page.input_value("#column-9") == ""
    assert "Lường Văn Hặc" in page.content()
    page.click("#mapping button[type=submit]")

    page.wait_for_selector("text=kết quả xem trước")
    found += complaints_about(officer)
    page.click("a[href$='kind=refused']")
    page.wait_for_selector("text=31/02/1990")
    found += complaints_about(officer)
    assert "Không có chi bộ mang mã “c9999”" in page.content()
    page.go_back()
    new = page.locator("button", has_text="dòng vào hồ sơ")
    if new.count():  # the second width finds the member there already
        new.click()
        page.wait_for_selector("text=Đã nhập xong")
        found += complaints_about(officer)
    with page.expect_download() as download:
        page.click("a[href$='refused.xlsx']")
    assert download.value.suggested_filename == "dong-chua-nhap.xlsx"
    for sought in ("89990001", "hac luong"):
        officer.open(f"/desk/members?search={sought}")
        assert "Lường Văn Hặc" in page.content()
    assert found + complaints_about(officer) == []
