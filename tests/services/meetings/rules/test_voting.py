from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meetings.rules.voting import Choice, tally

CHOICES = st.lists(st.sampled_from([None, *get_args(Choice)]), min_size=1, max_size=80)


def outcome(agree: int, electorate: int) -> str:
    return tally(["agree"] * agree, electorate).outcome


def test_exactly_half_is_not_more_than_half() -> None:
    assert outcome(5, 10) == "rejected"
    assert outcome(6, 10) == "adopted"


def test_the_majority_is_of_all_official_members_not_of_those_who_voted() -> None:
    assert tally(["agree", "agree", "agree", None, None, None], 6).outcome == "rejected"


def test_abstaining_counts_as_not_agreeing() -> None:
    assert tally(["agree", "agree", "abstain", "abstain"], 4).outcome == "rejected"


def test_more_ballots_than_voters_is_damage_and_no_result() -> None:
    with pytest.raises(ValueError, match="2 ballots of 1 voters"):
        tally(["agree", "agree"], 1)


@given(CHOICES)
def test_the_tally_counts_every_ballot_once_and_no_empty_one(choices: list[Choice | None]) -> None:
    counted = tally(choices, len(choices))
    assert counted.cast == sum(choice is not None for choice in choices)
    assert counted.agree == choices.count("agree")
    assert (counted.outcome == "adopted") == (2 * counted.agree > len(choices))


@given(CHOICES, st.randoms())
def test_the_order_of_ballots_changes_nothing(choices: list[Choice | None], random: object) -> None:
    shuffled = list(choices)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert tally(choices, len(choices)) == tally(shuffled, len(choices))
