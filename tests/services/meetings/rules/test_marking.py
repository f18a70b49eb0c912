from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meetings.rules.attendance import Absence, Entry, state_of
from services.meetings.rules.errors import CheckedInThemselves, MemberSuspended, VotedByHand
from services.meetings.rules.marking import MARKS, Mark, check_mark, marks_left
from shared.errors import Conflict

ENTRIES = st.builds(
    Entry,
    member_id=st.just("m"),
    standing=st.sampled_from(["official", "probationary", "exempt", "suspended"]),
    answer=st.sampled_from([None, "coming", "not_coming"]),
    present=st.booleans(),
    absence=st.sampled_from([None, *get_args(Absence)]),
    by_hand=st.booleans(),
    voted_by_hand=st.booleans(),
)


@pytest.mark.parametrize("mark", MARKS[1:])
def test_nobody_is_made_absent_who_checked_in_or_whose_card_was_counted(mark: Mark) -> None:
    with pytest.raises(CheckedInThemselves):
        check_mark(Entry("m", "official", present=True), mark)
    with pytest.raises(VotedByHand):
        check_mark(Entry("m", "official", present=True, by_hand=True, voted_by_hand=True), mark)
    check_mark(Entry("m", "official", present=True, by_hand=True), mark)


@pytest.mark.parametrize("mark", MARKS)
def test_a_suspended_member_is_not_called(mark: Mark) -> None:
    with pytest.raises(MemberSuspended):
        check_mark(Entry("m", "suspended"), mark)


def test_the_secretarys_entry_stands_over_the_members_answer() -> None:
    entry = Entry("m", "official", "not_coming", absence="absent_without_reason")
    assert state_of(entry, "open") == state_of(entry, "closed") == "absent_without_reason"


def test_what_is_entered_already_is_not_offered() -> None:
    assert marks_left(Entry("m", "official"), "open") == list(MARKS)
    assert marks_left(Entry("m", "official", absence="absent_with_reason"), "open") == [
        "present",
        "absent_without_reason",
    ]
    assert marks_left(Entry("m", "official", present=True, by_hand=True), "open") == list(MARKS[1:])


def test_an_exempt_member_is_present_or_not_and_never_absent_without_reason() -> None:
    assert marks_left(Entry("m", "exempt"), "open") == ["present"]
    assert marks_left(Entry("m", "exempt", present=True, by_hand=True), "open") == ["absent_with_reason"]


@given(ENTRIES)
def test_nothing_is_offered_that_would_be_refused_or_outside_an_open_meeting(entry: Entry) -> None:
    for mark in marks_left(entry, "open"):
        check_mark(entry, mark)
    assert marks_left(entry, "called") == marks_left(entry, "closed") == []


@given(ENTRIES, st.sampled_from(MARKS))
def test_a_mark_is_taken_or_refused_as_a_conflict(entry: Entry, mark: Mark) -> None:
    try:
        check_mark(entry, mark)
    except Conflict:
        assert entry.standing == "suspended" or (entry.present and mark != "present")
