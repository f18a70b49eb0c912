from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from services.gateway.bulletin_sheet import pdf

GIVEN = {
    "title": "Bản tin nội bộ",
    "period": "Tháng 11 năm 2026",
    "published_at": "2026-11-22T08:00:00Z",
    "items": [{"title": "Gương sáng đảng viên", "available": True}, {"title": "", "available": False}],
}
ADDRESS = "https://sotay.example/b/01944f6e-7a10-7c00-8000-000000000002"


def text_of(**changed: Any) -> str:
    sheets = pypdfium2.PdfDocument(pdf({**GIVEN, **changed}, province="Đảng bộ tỉnh Trường Sơn", address=ADDRESS))
    return " ".join(" ".join(str(sheet.get_textpage().get_text_range()).split()) for sheet in sheets)


def test_the_sheet_says_what_is_in_the_bulletin_and_where_it_is_read() -> None:
    text = text_of()
    for told in ("Bản tin nội bộ", "Tháng 11 năm 2026", "22/11/2026", "1. Gương sáng đảng viên",
                 "2. Nội dung này đã được gỡ."):  # fmt: skip
        assert told in text
    assert ADDRESS in text.replace(" ", "")


@pytest.mark.parametrize("count", [40, 1])
def test_a_long_one_goes_on_on_the_next_sheet_and_keeps_its_code(count: int) -> None:
    items = [{"title": f"Bài số {number} " + "dài " * 40, "available": True} for number in range(count)]
    text = text_of(items=items)
    assert f"{count}. Bài số {count - 1}" in text
    assert "Quét mã bằng điện thoại" in text


def test_a_sheet_that_is_looked_at_before_it_is_published_says_so() -> None:
    text = text_of(published_at=None)
    assert "Tháng 11 năm 2026. Bản xem trước, chưa đăng" in text
    assert "Đăng ngày" not in text
