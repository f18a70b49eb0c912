"""Which half a day lies in, what an answer needs, when a check of the list may be closed."""

from datetime import date

import pytest

from services.identity.rules import list_checks as rules
from services.identity.rules.list_check_errors import AnswerIncomplete, ConfirmTheNumber, ListChanged, StillUnanswered
from services.identity.rules.list_checks import Half, Progress


def test_a_year_has_two_halves() -> None:
    assert [str(rules.half_of(date(2026, *day))) for day in ((1, 1), (6, 30), (7, 1), (12, 31))] == [
        "2026-1", "2026-1", "2026-2", "2026-2",
    ]  # fmt: skip
    assert (Half(2026, 2).first_day, Half(2026, 2).last_day) == (date(2026, 7, 1), date(2026, 12, 31))


def test_a_check_is_overdue_only_after_the_last_day() -> None:
    half = Half(2026, 1)
    assert rules.progress(half, date(2026, 6, 30), begun=True, closed=False) is Progress.UNDER_WAY
    assert rules.progress(half, date(2026, 6, 30), begun=False, closed=False) is Progress.NOT_BEGUN
    assert rules.progress(half, date(2026, 7, 1), begun=True, closed=False) is Progress.OVERDUE
    assert rules.progress(half, date(2026, 7, 1), begun=True, closed=True) is Progress.DONE


def test_a_difference_has_a_kind_and_another_one_its_words() -> None:
    rules.check_answer("matches", "")
    rules.check_answer("paper_missing", "")
    rules.check_answer("other", "Hai sổ ghi khác nhau")
    for outcome in ("", "differs", "other"):
        with pytest.raises(AnswerIncomplete):
            rules.check_answer(outcome, "")


def test_the_rest_matches_only_with_the_number_that_was_shown() -> None:
    rules.check_rest(3, 3)
    for unanswered, confirmed in ((3, 4), (0, 0)):
        with pytest.raises(ConfirmTheNumber):
            rules.check_rest(unanswered, confirmed)


def test_a_check_closes_on_the_list_that_was_shown_with_everybody_answered() -> None:
    answers = {"a": "matches", "b": "other", "gone": "matches"}
    rules.check_closing(["a", "b"], ["b", "a"], answers)
    assert rules.counts(["a", "b"], answers) == {"matches": 1, "other": 1}
    with pytest.raises(ListChanged):
        rules.check_closing(["a", "b", "new"], ["a", "b"], answers)
    with pytest.raises(StillUnanswered):
        rules.check_closing(["a", "new"], ["a", "new"], answers)


def test_the_half_before_stays_open_until_it_is_closed_where_there_was_something_to_do() -> None:
    today, before, this = date(2027, 2, 1), Half(2026, 2), Half(2027, 1)
    assert (this.before, before.before, rules.half_named("2026-2")) == (before, Half(2026, 1), before)
    assert rules.open_halves(today, before, None, closed=[]) == [before, this]
    assert rules.open_halves(today, before, None, closed=["2026-2"]) == [this]
    assert rules.open_halves(today, this, None, closed=[]) == [this], "nobody anywhere began it"
    assert rules.open_halves(today, before, date(2026, 12, 31), closed=[]) == [before, this]
    assert rules.open_halves(today, before, date(2027, 1, 1), closed=[]) == [this], "the cell was not there"
