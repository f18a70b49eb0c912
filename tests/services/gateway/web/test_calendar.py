from datetime import date

import pytest

from services.gateway.web.pages.anniversaries import month_of
from services.gateway.web.pages.desk.calendar import given_day
from shared.errors import Invalid


@pytest.mark.parametrize(("typed", "day"), [("26/4/2026", "2026-04-26"), ("02/09/2027", "2027-09-02")])
def test_a_day_is_read_as_it_is_written_in_viet_nam(typed: str, day: str) -> None:
    assert given_day(typed) == day


@pytest.mark.parametrize("typed", ["2026-04-26", "31/4/2026", "26/4", "mồng mười", "26/4/2026/1"])
def test_what_is_no_day_is_told_beside_its_field(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        given_day(typed)
    assert "days" in refused.value.details


def test_a_month_of_the_address_that_is_none_is_no_month() -> None:
    assert month_of("2027-02") == date(2027, 2, 1)
    for text in ("", "2027-13", "1899-12", "thang-hai", "2027-02-01"):
        assert month_of(text) is None
