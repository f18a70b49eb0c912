from __future__ import annotations

from datetime import date

import pytest

from shared.reading.file import decoded
from shared.reading.head import propose_head

RESOLUTION = """ĐẢNG BỘ TỈNH TRƯỜNG SƠN
BAN THƯỜNG VỤ TỈNH ỦY
*
Số: 18 - NQ/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Trường Sơn, ngày 26 tháng 02 năm 2026
NGHỊ QUYẾT
về nâng cao chất lượng
sinh hoạt chi bộ
-----
Căn cứ Điều lệ Đảng;
Điều 1. Phạm vi
1. Nghị quyết này thay thế cho Nghị quyết số 07-NQ/TU, có hiệu lực kể từ ngày 01/03/2026."""


def test_number_kind_title_issuer_and_days_are_recognised() -> None:
    found = propose_head(RESOLUTION)
    assert (found.number, found.kind) == ("18-NQ/TU", "Nghị quyết")
    assert found.title == "Nghị quyết về nâng cao chất lượng sinh hoạt chi bộ"
    assert found.issuer == "Ban Thường vụ Tỉnh ủy"
    assert (found.issued_on, found.effective_from) == (date(2026, 2, 26), date(2026, 3, 1))
    assert found.supersedes == "07-NQ/TU"
    assert found.body.startswith("Căn cứ Điều lệ Đảng;\nĐiều 1. Phạm vi")


@pytest.mark.parametrize("between", [" | ", " ", "\n"])
def test_two_columns_of_a_head_are_told_apart(between: str) -> None:
    """As a table, as a printed page gives them, and one under the other."""
    text = (
        f"TỈNH ỦY TRƯỜNG SƠN{between}ĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Số 05-QĐ/TU{between}Trường Sơn, ngày 7 tháng 11 năm 2025\nQUY ĐỊNH VỀ SINH HOẠT CHI BỘ\nĐiều 1. Phạm vi"
    )
    found = propose_head(text)
    assert str(found.issued_on) == "2025-11-07"
    assert (found.number, found.issuer, found.kind) == ("05-QĐ/TU", "Tỉnh ủy Trường Sơn", "Quy định")
    assert found.title == "Quy định về sinh hoạt chi bộ"
    assert found.body == "Điều 1. Phạm vi"


@pytest.mark.parametrize("text", ["", "Điều 1. Phạm vi\n1. Một.", "Kính gửi các chi bộ\nNội dung thường."])
def test_what_has_no_head_is_taken_as_text_and_nothing_is_made_up(text: str) -> None:
    found = propose_head(text)
    assert found.body == text
    assert not any((found.number, found.kind, found.title, found.issuer, found.issued_on, found.supersedes))


def test_a_heading_that_looks_like_a_kind_takes_no_text_away() -> None:
    text = "Tài liệu cho buổi họp.\nMở đầu.\nKẾ HOẠCH\ntháng tới"
    assert propose_head(text).body == text


def test_a_day_that_no_calendar_has_is_left_out() -> None:
    assert propose_head("TỈNH ỦY\nngày 31 tháng 02 năm 2026\nKẾ HOẠCH\nvề học tập\nĐiều 1. A").issued_on is None


def test_a_text_file_is_read_without_what_nobody_sees() -> None:
    assert decoded("\ufeffNghị\u200b quyết \u202esố\u202c\x1b 1\x0cĐiều 1".encode()) == "Nghị quyết số 1\nĐiều 1"
