from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.rules import dates
from services.identity.rules.errors import FieldProblem

TODAY = date(2026, 11, 22)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_every_written_date_is_read_back(day: date) -> None:
    assert dates.parse_date(dates.write_date(day)) == day
    assert dates.parse_date(day.isoformat()) == day
    assert dates.parse_date(f"{day.day}-{day.month}-{day.year}") == day


def test_a_date_cell_of_a_spreadsheet_is_taken_as_it_is() -> None:
    assert dates.parse_date(datetime(1954, 5, 7)) == date(1954, 5, 7)  # noqa: DTZ001 - spreadsheets know no zone
    assert dates.parse_date(date(1954, 5, 7)) == date(1954, 5, 7)


@pytest.mark.parametrize("text", ["31/02/1980", "1980", "3/2/80", "13/13/1990", "hôm qua", "01/01/1850", ""])
def test_what_is_no_date_is_refused_in_vietnamese(text: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        dates.parse_date(text)
    assert refused.value.message.startswith(("Ngày", "Năm"))


def test_day_comes_before_month() -> None:
    assert dates.parse_date("03/02/1930") == date(1930, 2, 3)


@pytest.mark.parametrize(
    ("born", "admitted", "official"),
    [
        (date(2030, 1, 1), None, None),
        (date(1980, 1, 1), date(1979, 1, 1), None),
        (date(1980, 1, 1), date(2027, 1, 1), None),
        (date(1980, 1, 1), None, date(2001, 1, 1)),
        (date(1980, 1, 1), date(2002, 1, 1), date(2001, 1, 1)),
        (date(1980, 1, 1), date(2002, 1, 1), date(2027, 1, 1)),
    ],
)
def test_dates_that_contradict_each_other_are_refused(born: date, admitted: date | None, official: date | None) -> None:
    with pytest.raises(FieldProblem):
        dates.check_order(born, admitted, official, TODAY)


def test_an_ordinary_life_is_accepted() -> None:
    dates.check_order(date(1950, 3, 1), date(1972, 2, 3), date(1973, 2, 3), TODAY)


def test_age_at_admission_is_counted_by_month() -> None:
    assert not dates.admitted_too_young(date(2000, 5, 31), date(2018, 5, 1))
    assert dates.admitted_too_young(date(2000, 5, 1), date(2018, 4, 30))
