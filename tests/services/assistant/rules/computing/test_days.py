from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.computing.days import (
    after_months,
    after_working_days,
    after_years,
    days_in,
    whole_months,
    whole_years,
    written,
)
from services.assistant.rules.computing.lines import has_numbers, line_of

TODAY = date(2026, 11, 28)
DAYS = st.dates(date(1930, 1, 1), date(2100, 12, 31))


def read(text: str) -> tuple[list[date | None], bool]:
    found = days_in(line_of(text) or "", TODAY)
    return [stated.day for stated in found.full], found.partial


@pytest.mark.parametrize(
    "text",
    ["03/02/1985", "3-2-1985", "3.2.1985", "3 / 2 / 1985", "1985-02-03", "ngày 3 tháng 2 năm 1985", "3 tháng 2/1985"],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read(f"vào Đảng {text} thì sao") == ([date(1985, 2, 3)], False)


@pytest.mark.parametrize("text", ["3/2/85", "tháng 2/1985", "năm 1985", "ngày 3/2", "3 tháng 2", "ngày 3", "3-2/1985"])
def test_half_a_day_is_known_to_be_half(text: str) -> None:
    assert read(f"vào Đảng {text} thì sao") == ([], True)


@pytest.mark.parametrize("text", ["31/02/2020", "29/02/2023", "12/13/1985", "00/01/2000"])
def test_a_day_of_no_calendar_is_kept_as_such(text: str) -> None:
    assert read(text) == ([None], False)


@given(DAYS)
def test_a_printed_day_is_read_back_and_leaves_no_number(day: date) -> None:
    found = days_in(line_of(f"từ {written(day)} thì sao") or "", TODAY)
    assert [stated.day for stated in found.full] == [day]
    assert not has_numbers(found.line)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 8, 31), 12, date(2026, 8, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert after_months(start, months) == end


@given(DAYS, st.integers(0, 1200))
def test_whole_months_and_years_count_back_what_was_added(start: date, months: int) -> None:
    end = after_months(start, months)
    assert whole_months(start, end) == months
    assert whole_years(start, end) == months // 12


@given(DAYS, st.integers(1, 100))
def test_a_year_is_full_on_its_day_and_not_before(start: date, years: int) -> None:
    full = after_years(start, years)
    assert whole_years(start, full) == years
    assert whole_years(start, full - timedelta(days=1)) == years - 1


@given(DAYS, st.integers(1, 400))
def test_working_days_are_counted_from_the_day_after_without_weekends(start: date, count: int) -> None:
    end = after_working_days(start, count)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == count
    assert end.weekday() < 5
