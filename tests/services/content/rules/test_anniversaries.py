from datetime import date

import pytest

from services.content.rules.anniversaries import YearlyDay, check_day, years_since
from services.content.rules.category_errors import NoSuchDay

NATIONAL = YearlyDay("solar", 2, 9)
KINGS = YearlyDay("lunar", 10, 3, [date(2026, 4, 26), date(2027, 4, 16)])


def test_a_solar_day_comes_every_year_and_today_is_still_to_come() -> None:
    assert NATIONAL.in_year(2026) == [date(2026, 9, 2)]
    assert NATIONAL.next_from(date(2026, 9, 2)) == date(2026, 9, 2)
    assert NATIONAL.next_from(date(2026, 9, 3)) == date(2027, 9, 2)


def test_the_29th_of_february_is_left_out_in_other_years() -> None:
    leap = YearlyDay("solar", 29, 2)
    assert leap.in_year(2027) == []
    assert leap.next_from(date(2027, 1, 1)) == date(2028, 2, 29)


def test_a_lunar_day_comes_on_the_days_that_were_given_and_on_no_other() -> None:
    assert KINGS.in_year(2027) == [date(2027, 4, 16)]
    assert KINGS.next_from(date(2026, 5, 1)) == date(2027, 4, 16)
    assert KINGS.next_from(date(2027, 5, 1)) is None


def test_years_are_counted_where_a_first_one_is_known() -> None:
    assert years_since(1930, date(2027, 2, 3)) == 97
    assert years_since(None, date(2027, 2, 3)) is None
    assert years_since(2027, date(2027, 2, 3)) is None


@pytest.mark.parametrize(("calendar", "day", "month"), [("solar", 31, 4), ("solar", 30, 2), ("lunar", 31, 1)])
def test_a_day_that_no_year_has_is_refused(calendar: str, day: int, month: int) -> None:
    with pytest.raises(NoSuchDay):
        check_day(calendar, day, month)


def test_days_of_both_calendars_pass() -> None:
    check_day("solar", 29, 2)
    check_day("lunar", 30, 2)
