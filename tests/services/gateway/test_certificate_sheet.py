from __future__ import annotations

import unicodedata
from typing import Any

import pypdfium2
import pytest

from services.gateway.certificate_sheet import pdf
from services.gateway.certificates import spaced

GIVEN = {
    "number": "7K3F9QXM2D8P",
    "title": "Học tập và làm theo phong cách nêu gương",
    "kind": "monthly_topic",
    "completed_at": "2026-11-22T08:00:00Z",
    "full_name": "Nguyễn Thị Ngọc Huệ",
    "cell_name": "Chi bộ thôn Đồng Mít",
}
ADDRESS = "https://sotay.example/certificates/7K3F9QXM2D8P"


def text_of(**changed: Any) -> str:
    sheet = pypdfium2.PdfDocument(pdf({**GIVEN, **changed}, province="Đảng bộ tỉnh Trường Sơn", address=ADDRESS))
    assert len(sheet) == 1
    return str(sheet[0].get_textpage().get_text_range()).replace("\r\n", " ").replace("\n", " ")


def test_a_certificate_says_who_completed_what_and_where_its_number_is_checked() -> None:
    text = text_of()
    for told in ("GIẤY CHỨNG NHẬN", "Nguyễn Thị Ngọc Huệ", "Chi bộ thôn Đồng Mít", "phong cách nêu gương",
                 "22/11/2026", "7K3F-9QXM-2D8P", ADDRESS, "Chuyên đề hằng tháng"):  # fmt: skip
        assert told in text


def test_every_letter_of_vietnamese_is_in_the_typeface() -> None:
    vowels = "aăâeêioôơuưy"
    letters = "".join(
        vowel + mark for vowel in vowels for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    )
    composed = unicodedata.normalize("NFC", letters + "đ")
    assert composed in text_of(full_name=composed)


@pytest.mark.parametrize("title", ["Dài " * 50, "𠀋 ☃ \u200f" * 20, "x" * 200, "<b>&amp;</b>"])
def test_long_and_strange_titles_stay_on_one_sheet(title: str) -> None:
    assert "7K3F-9QXM-2D8P" in text_of(title=title.strip()[:200], full_name="W" * 120, cell_name="")


def test_a_number_is_read_in_groups_of_four() -> None:
    assert spaced("7K3F9QXM2D8P") == "7K3F-9QXM-2D8P"
