from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.meetings.rules.calling import Kind, check_start, least_minutes, reminders, too_short
from services.meetings.rules.errors import StartsInThePast, StartsTooFarAhead
from services.meetings.rules.policy import Policy

POLICY = Policy()
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def codes(
    kind: Kind = "regular",
    *,
    day: date = date(2026, 12, 3),
    notice: timedelta = timedelta(days=5),
    minutes: int | None = None,
    members: int = 20,
    others: int = 0,
    policy: Policy = POLICY,
) -> list[str]:
    found = reminders(
        kind, day=day, notice=notice, planned_minutes=minutes, members=members, others_this_month=others, policy=policy
    )
    return [reminder.code for reminder in found]


def test_a_regular_meeting_on_the_third_with_due_notice_needs_no_reminder() -> None:
    assert codes() == []


def test_a_regular_meeting_on_another_day_of_the_first_week_is_asked_for_its_reason() -> None:
    assert codes(day=date(2026, 12, 5)) == ["not_on_the_regular_day"]


def test_a_regular_meeting_after_the_first_week_is_reminded_of_it() -> None:
    assert codes(day=date(2026, 12, 8)) == ["after_the_first_week"]


def test_a_thematic_meeting_may_be_held_on_any_day() -> None:
    assert codes("thematic", day=date(2026, 12, 20)) == []


def test_a_combined_meeting_keeps_the_days_of_a_regular_one() -> None:
    assert codes("both", day=date(2026, 12, 20)) == ["after_the_first_week"]


def test_a_second_regular_meeting_of_the_month_is_remarked() -> None:
    assert codes(others=1) == ["second_regular"]
    assert codes("thematic", others=1) == []


def test_less_than_a_day_of_notice_is_short() -> None:
    assert codes(notice=timedelta(hours=23, minutes=59)) == ["short_notice"]
    assert codes(notice=timedelta(hours=24)) == []


def test_a_regular_meeting_takes_ninety_minutes_and_a_combined_one_two_hours() -> None:
    assert codes(minutes=89) == ["too_short"]
    assert codes(minutes=90) == []
    assert codes("both", minutes=119) == ["too_short"]
    assert codes("thematic", minutes=30) == []


def test_a_cell_of_thirty_members_meets_for_two_hours() -> None:
    assert least_minutes("regular", 29, POLICY) == 90
    assert least_minutes("regular", 30, POLICY) == 120


def test_a_province_sets_its_own_day_and_lengths() -> None:
    policy = Policy(regular_day=5, regular_minutes=60, notice_hours=48)
    assert codes(day=date(2026, 12, 5), minutes=60, policy=policy) == []
    assert codes(day=date(2026, 12, 5), notice=timedelta(hours=47), policy=policy) == ["short_notice"]


def test_the_reminder_names_both_lengths() -> None:
    assert (
        too_short("regular", 45, 10, POLICY)[0].message == "Thời gian sinh hoạt 45 phút, ít hơn 90 phút theo quy định."
    )


@given(DAYS)
def test_a_regular_meeting_has_at_most_one_remark_about_its_day(day: date) -> None:
    assert len(codes(day=day)) == (0 if day.day == 3 else 1)


def test_a_meeting_may_be_called_as_people_sit_down_but_not_for_yesterday() -> None:
    check_start(NOW - timedelta(minutes=30), NOW, POLICY)
    with pytest.raises(StartsInThePast) as refused:
        check_start(NOW - timedelta(days=1), NOW, POLICY)
    assert set(refused.value.details) == {"starts_at"}


def test_a_slip_in_the_year_is_noticed() -> None:
    with pytest.raises(StartsTooFarAhead):
        check_start(NOW.replace(year=2036), NOW, POLICY)
