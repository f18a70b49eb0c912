from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meetings.rules.attendance import (
    Absence,
    Answer,
    Entry,
    MeetingState,
    check_check_in,
    check_standing,
    state_of,
    turnout,
)
from services.meetings.rules.errors import CheckInOver, MeetingAlreadyClosed, MeetingNotOpen, NoCheckInHere, Suspended
from services.meetings.rules.policy import Policy

NOW = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)
STANDINGS = st.sampled_from(["official", "probationary", "exempt", "suspended"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        member_id=st.uuids().map(str),
        standing=STANDINGS,
        answer=st.sampled_from([None, *get_args(Answer)]),
        present=st.booleans(),
        absence=st.sampled_from([None, *get_args(Absence)]),
    ),
    max_size=60,
)
STATES = st.sampled_from(get_args(MeetingState))


def test_nobody_is_absent_before_the_meeting_is_closed() -> None:
    assert state_of(Entry("m", "official"), "open") == "unanswered"
    assert state_of(Entry("m", "official"), "closed") == "absent_without_reason"


def test_an_absence_with_a_reason_is_told_from_one_without() -> None:
    assert state_of(Entry("m", "official", "not_coming"), "closed") == "absent_with_reason"
    assert state_of(Entry("m", "official", "coming"), "closed") == "absent_without_reason"


def test_who_is_here_is_present_whatever_he_had_answered() -> None:
    assert state_of(Entry("m", "official", "not_coming", present=True), "open") == "present"


def test_exempt_and_suspended_members_are_neither_expected_nor_absent() -> None:
    counted = turnout([Entry("a", "exempt"), Entry("b", "suspended"), Entry("c", "official", present=True)], "closed")
    assert (counted.expected, counted.rate) == (1, 100.0)
    assert counted.states == {"exempt": 1, "suspended": 1, "present": 1}


def test_an_exempt_member_who_came_is_present_without_raising_the_rate() -> None:
    roll = [Entry("a", "exempt", present=True), Entry("b", "official"), Entry("c", "official", present=True)]
    counted = turnout(roll, "closed")
    assert (counted.present, counted.rate) == (2, 50.0)


def test_a_probationary_member_is_expected() -> None:
    assert turnout([Entry("a", "probationary")], "closed").expected == 1


def test_without_anybody_expected_there_is_no_rate() -> None:
    assert turnout([Entry("a", "exempt")], "closed").rate is None


@given(ENTRIES, STATES)
def test_every_member_is_in_exactly_one_state_and_the_rate_is_a_share(roll: list[Entry], state: MeetingState) -> None:
    counted = turnout(roll, state)
    assert sum(counted.states.values()) == len(roll)
    assert counted.states.get("present", 0) == counted.present
    assert counted.present_of_expected <= min(counted.present, counted.expected)
    assert counted.rate is None or 0 <= counted.rate <= 100


@given(ENTRIES, STATES)
def test_exempt_members_never_change_the_rate(roll: list[Entry], state: MeetingState) -> None:
    without = [entry for entry in roll if entry.standing != "exempt"]
    assert turnout(roll, state).rate == turnout(without, state).rate


def test_check_in_is_for_an_open_meeting_within_its_window() -> None:
    policy = Policy(check_in_minutes=60)
    check_check_in("open", NOW, "c0101", NOW + timedelta(minutes=60), policy)
    with pytest.raises(CheckInOver):
        check_check_in("open", NOW, "c0101", NOW + timedelta(minutes=61), policy)
    with pytest.raises(MeetingNotOpen):
        check_check_in("called", None, "c0101", NOW, policy)
    with pytest.raises(MeetingAlreadyClosed):
        check_check_in("closed", NOW, "c0101", NOW, policy)


def test_a_special_cell_of_the_armed_forces_takes_no_attendance_in_the_app() -> None:
    policy = Policy(cells_without_check_in=frozenset({"c0107"}))
    with pytest.raises(NoCheckInHere):
        check_check_in("open", NOW, "c0107", NOW, policy)
    check_check_in("open", NOW, "c0101", NOW, policy)


def test_a_suspended_member_is_kept_out() -> None:
    check_standing("exempt")
    with pytest.raises(Suspended):
        check_standing("suspended")
