from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.gateway.web import formats

EVENING = "2026-11-22T17:30:00+00:00"  # half past midnight of the 23rd in Viet Nam


def test_a_time_is_written_as_the_day_it_is_in_viet_nam() -> None:
    assert formats.day(EVENING) == "23/11/2026"
    assert formats.day_and_time(EVENING) == "00:30, Thứ Hai, 23/11/2026"


def test_a_plain_date_stays_that_date() -> None:
    assert formats.day("1974-05-09") == "09/05/1974"


def test_a_half_of_a_year_is_written_in_words() -> None:
    assert formats.half_year("2026-1") == "6 tháng đầu năm 2026"
    assert formats.half_year("2026-2") == "6 tháng cuối năm 2026"
    assert formats.half_year("2026") == formats.half_year(None) == ""


@pytest.mark.parametrize("value", [None, "", "not a time", 5])
def test_what_is_no_time_is_written_as_nothing(value: object) -> None:
    assert formats.day(value) == formats.day_and_time(value) == formats.clock_time(value) == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-22T09:59:40+00:00", "Vừa xong"),
        ("2026-11-22T09:20:00+00:00", "40 phút trước"),
        ("2026-11-22T01:00:00+00:00", "Hôm nay, 08:00"),
        ("2026-11-21T16:00:00+00:00", "Hôm qua, 23:00"),
        ("2026-11-01T01:00:00+00:00", "01/11/2026"),
    ],
)
def test_how_long_ago_is_told_by_the_calendar_day(moment: str, words: str) -> None:
    assert formats.ago(moment, datetime(2026, 11, 22, 10, 0, tzinfo=UTC)) == words


def test_numbers_are_written_as_in_vietnamese() -> None:
    assert formats.number(1234567) == "1.234.567"
    assert formats.percent(21, 27) == "77,8%"
    assert formats.percent(1, 2) == "50%"
    assert formats.percent(1, 0) == ""
    assert formats.duration(187.9) == "3:07"
    assert formats.duration(3723) == "1:02:03"
    assert [formats.lasting(seconds) for seconds in (0.4, 37, 819.6, 3600, 3723)] == [
        "0 giây", "37 giây", "13 phút 39 giây", "1 giờ", "1 giờ 2 phút",
    ]  # fmt: skip
    assert [formats.file_size(size) for size in (0, 350_400, 12_345_678)] == ["1 KB", "350 KB", "12,3 MB"]


def test_a_passage_stands_at_its_clause_and_a_section_of_the_guide_in_its_document() -> None:
    clause = {"place": "khoản 2 Điều 8", "heading": "Điều 8. Biểu quyết", "number": "05-QĐ/TU", "title": "Quy định"}
    assert formats.stands_where(clause) == "khoản 2 Điều 8, 05-QĐ/TU"
    section = {"place": "Đổi mật khẩu", "heading": "Đổi mật khẩu", "number": "", "title": "Hướng dẫn cho đảng viên"}
    assert formats.stands_where(section) == "Hướng dẫn cho đảng viên"
