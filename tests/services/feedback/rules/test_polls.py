from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.feedback.rules.errors import ClosesTooLate, ClosesTooSoon, NoSuchOption, OptionsRepeated
from services.feedback.rules.polls import (
    SMALLEST_GROUP,
    check_closing,
    check_option,
    check_options,
    is_open,
    shown_counts,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@given(st.lists(st.integers(0, 20), min_size=2, max_size=10))
def test_counts_are_shown_only_for_a_group_of_five_or_more(counts: list[int]) -> None:
    assert SMALLEST_GROUP == 5
    assert shown_counts(counts) == (counts if sum(counts) >= 5 else None)


@pytest.mark.parametrize("options", [["Có", "Có"], ["Có", "CÓ"], ["Đồng ý", "Không", "đồng  ý"]])
def test_an_option_that_is_there_twice_is_refused(options: list[str]) -> None:
    with pytest.raises(OptionsRepeated) as refused:
        check_options(options)
    assert "options" in refused.value.details


def test_options_that_differ_in_a_tone_are_different() -> None:
    check_options(["Mai", "Mái"])


def test_a_poll_closes_in_the_future_and_within_a_year() -> None:
    check_closing(NOW + timedelta(minutes=1), NOW)
    for moment in (NOW, NOW - timedelta(days=1)):
        with pytest.raises(ClosesTooSoon):
            check_closing(moment, NOW)
    with pytest.raises(ClosesTooLate):
        check_closing(NOW + timedelta(days=400), NOW)


@pytest.mark.parametrize("option", [-1, 2, 10**9])
def test_an_option_that_is_not_there_is_refused(option: int) -> None:
    with pytest.raises(NoSuchOption):
        check_option(option, ["Có", "Không"])


def test_a_poll_is_open_until_the_very_moment_of_closing() -> None:
    assert is_open("open", NOW, NOW - timedelta(milliseconds=1))
    assert not is_open("open", NOW, NOW)
    assert not is_open("closed", NOW, NOW - timedelta(days=1))
