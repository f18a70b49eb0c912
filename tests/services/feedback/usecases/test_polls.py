from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.feedback.queries.my_polls import my_polls
from services.feedback.queries.read_poll import read_poll
from services.feedback.rules.errors import (
    AlreadyAnswered,
    MayNotAnswer,
    NoSuchOption,
    PollClosed,
    PollNotFound,
)
from services.feedback.store.answers import SHARDS, Participation, Tally, counts_of
from services.feedback.store.polls import Poll
from services.feedback.usecases.answer_poll import answer_poll
from services.feedback.usecases.close_poll import close_poll, finish
from services.feedback.usecases.count_polls import count_polls
from services.feedback.usecases.on_members_told import on_members_told
from services.feedback.usecases.open_poll import open_poll
from shared.contracts.identity import MemberRegistered, MemberStatusChanged
from shared.errors import Forbidden, Invalid
from shared.inbox import react_to_all
from shared.outbox import ChangedByAnother
from shared.store import database
from shared.usecase import Context, perform
from tests.services.feedback.conftest import CELL, NOW, POLL, Delivery, member, officer, person, told

pytestmark = pytest.mark.slow


def answer(poll: str, who: Context | str, option: int = 0) -> Any:
    ctx = member(who) if isinstance(who, str) else who
    return perform(answer_poll, {"poll_id": poll, "option": option}, ctx)


def totals(poll: str) -> list[int]:
    return counts_of([poll])[poll]


def events(kind: str) -> list[dict[str, Any]]:
    return [data for name, data in told("polls") if name == f"feedback.{kind}.v1"]


def test_opening_a_poll_tells_its_members(poll: str) -> None:
    (opened,) = events("poll_opened")
    assert (opened["poll_id"], opened["audience"], opened["options"]) == (poll, "ts/x03/", POLL["options"])
    (item,) = perform(my_polls, {}, member())["items"]
    assert (item["state"], item["may_answer"], item["answered"], item["total"]) == ("open", True, False, 0)


def test_a_repeated_command_opens_one_poll(store: None) -> None:
    first = perform(open_poll, POLL, officer(key="o1/open_poll/k1"))
    assert perform(open_poll, POLL, officer(key="o1/open_poll/k1")) == first
    assert Poll.objects.count() == 1
    assert Tally.objects.count() == SHARDS
    assert len(events("poll_opened")) == 1


def test_only_an_officer_over_the_audience_opens_and_closes(poll: str) -> None:
    for who in (member(), officer("ts/x04/"), officer("ts/x03/c0312/")):
        with pytest.raises(Forbidden):
            perform(open_poll, POLL, who)
        with pytest.raises(Forbidden):
            perform(close_poll, {"poll_id": poll, "version": 1}, who)


def test_an_answer_counts_once_and_a_second_is_refused(poll: str) -> None:
    assert answer(poll, "m1", 1) == {"answered": True}
    for option in (1, 2):
        with pytest.raises(AlreadyAnswered):
            answer(poll, "m1", option)
    assert totals(poll) == [0, 1, 0]


def test_of_twenty_answers_of_one_member_at_once_exactly_one_counts(poll: str) -> None:
    def attempt(number: int) -> str:
        try:
            answer(poll, "m1", number % 3)
        except AlreadyAnswered:
            return "refused"
        return "counted"

    with ThreadPoolExecutor(20) as pool:
        outcomes = Counter(pool.map(attempt, range(20)))
    assert outcomes == {"counted": 1, "refused": 19}
    assert sum(totals(poll)) == 1
    assert Participation.objects.count() == 1


def test_every_one_of_many_members_who_answer_at_once_counts(poll: str) -> None:
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda number: answer(poll, f"m{number}", number % 3), range(60)))
    assert totals(poll) == [20, 20, 20]


def test_nothing_stored_links_a_member_with_a_choice_or_tells_when(poll: str) -> None:
    answer(poll, "member-7", 2)
    (row,) = database()["participations"].find()
    assert row == {"_id": f"{poll}:member-7"}
    tallies = list(database()["tallies"].find())
    assert len(tallies) == SHARDS
    assert all(set(tally) == {"_id", "poll_id", "counts", "closed"} for tally in tallies)
    elsewhere = [name for name in database().list_collection_names() if name != "participations"]
    assert "member-7" not in str([list(database()[name].find()) for name in elsewhere])


def test_answers_are_counted_in_places_picked_at_random(poll: str) -> None:
    for number in range(40):
        answer(poll, f"m{number}")
    used = [tally for tally in Tally.objects(poll_id=poll) if sum(tally.counts)]
    assert len(used) > 5


def test_those_outside_the_audience_cannot_answer_or_see_it(poll: str) -> None:
    with pytest.raises(PollNotFound):
        answer(poll, member("m2", "ts/x04/c0401/"))
    with pytest.raises(PollNotFound):
        perform(read_poll, {"poll_id": poll}, member("m2", "ts/x04/c0401/"))
    with pytest.raises(MayNotAnswer):
        answer(poll, officer())
    (item,) = perform(my_polls, {}, officer())["items"]
    assert item["may_answer"] is False
    assert sum(totals(poll)) == 0


@pytest.mark.parametrize("status", ["suspended", "exempt", "left"])
def test_a_member_whose_membership_rests_cannot_answer(poll: str, delivered: Delivery, status: Any) -> None:
    suspended = MemberStatusChanged(member_id="m1", cell_id="c0312", cell_path=CELL, status=status)
    react_to_all(on_members_told, [delivered(suspended, sequence=2)])
    with pytest.raises(MayNotAnswer):
        answer(poll, "m1")
    assert perform(read_poll, {"poll_id": poll}, member())["may_answer"] is False
    # The first event of the same member comes late, in another batch: it is older and changes nothing.
    registered = MemberRegistered(member_id="m1", cell_id="c0312", cell_path=CELL, status="official")
    react_to_all(on_members_told, [delivered(registered, "e2", sequence=1)])
    with pytest.raises(MayNotAnswer):
        answer(poll, "m1")
    restored = MemberStatusChanged(member_id="m1", cell_id="c0312", cell_path=CELL, status="official")
    react_to_all(on_members_told, [delivered(restored, "e3", sequence=3)])
    assert answer(poll, "m1") == {"answered": True}


def test_official_and_probationary_members_need_no_row_and_may_answer(poll: str, delivered: Delivery) -> None:
    batch = [
        delivered(MemberRegistered(member_id=f"m{number}", cell_id="c", cell_path=CELL, status=status), f"e{number}")
        for number, status in enumerate(["official", "probationary", "suspended"])
    ]
    react_to_all(on_members_told, batch)
    assert database()["excluded_members"].count_documents({}) == 1
    answer(poll, "m0")
    answer(poll, "m1")
    with pytest.raises(MayNotAnswer):
        answer(poll, "m2")


def test_an_option_that_is_not_there_leaves_no_participation(poll: str) -> None:
    for option in (-1, 3):
        with pytest.raises(NoSuchOption):
            answer(poll, "m1", option)
    assert Participation.objects.count() == 0
    assert answer(poll, "m1", 2) == {"answered": True}


def test_the_clock_tells_a_changed_total_once_and_at_most_once_a_second(poll: str) -> None:
    count_polls(NOW)
    assert events("poll_counted") == []
    answer(poll, "m1")
    count_polls(NOW)
    count_polls(NOW + timedelta(seconds=5))
    assert [(event["total"], event["counts"]) for event in events("poll_counted")] == [(1, None)]
    answer(poll, "m2")
    count_polls(NOW + timedelta(milliseconds=900))
    assert len(events("poll_counted")) == 1
    count_polls(NOW + timedelta(seconds=1))
    assert [event["total"] for event in events("poll_counted")] == [1, 2]


def test_two_processes_that_count_at_once_tell_once(poll: str) -> None:
    answer(poll, "m1")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count_polls(NOW), range(8)))
    assert len(events("poll_counted")) == 1


def test_counts_are_told_and_shown_from_five_answers_on(poll: str) -> None:
    for number in range(4):
        answer(poll, f"m{number}")
    count_polls(NOW)
    few = perform(read_poll, {"poll_id": poll}, member("m0"))
    assert (few["total"], few["counts"]) == (4, None)
    answer(poll, "m4", 1)
    count_polls(NOW + timedelta(seconds=1))
    assert events("poll_counted")[-1]["counts"] == [4, 1, 0]
    assert perform(read_poll, {"poll_id": poll}, member("m0"))["counts"] == [4, 1, 0]


def test_one_who_has_yet_to_answer_is_not_led_by_the_running_counts(poll: str) -> None:
    for number in range(5):
        answer(poll, f"m{number}")
    count_polls(NOW)
    assert perform(read_poll, {"poll_id": poll}, member("m9"))["counts"] is None
    assert perform(read_poll, {"poll_id": poll}, officer())["counts"] == [5, 0, 0]
    perform(close_poll, {"poll_id": poll, "version": 1}, officer())
    assert perform(read_poll, {"poll_id": poll}, member("m9"))["counts"] == [5, 0, 0]


def test_closing_tells_the_final_totals_once(poll: str) -> None:
    for number in range(6):
        answer(poll, f"m{number}", number % 2)
    count_polls(NOW)
    closed = perform(close_poll, {"poll_id": poll, "version": 1}, officer())
    assert closed["state"] == "closed"
    assert perform(close_poll, {"poll_id": poll, "version": 1}, officer()) == closed
    (event,) = events("poll_closed")
    assert (event["total"], event["counts"]) == (6, [3, 3, 0])
    with pytest.raises(PollClosed):
        answer(poll, "m9")
    assert Participation.objects.count() == 6


def test_a_version_that_never_was_cannot_be_closed(poll: str) -> None:
    with pytest.raises(ChangedByAnother):
        perform(close_poll, {"poll_id": poll, "version": 99}, officer())


def test_a_small_poll_never_tells_its_counts(poll: str) -> None:
    answer(poll, "m1")
    perform(close_poll, {"poll_id": poll, "version": 1}, officer())
    assert (events("poll_closed")[0]["total"], events("poll_closed")[0]["counts"]) == (1, None)
    assert perform(read_poll, {"poll_id": poll}, officer())["counts"] is None


def test_the_clock_closes_a_poll_whose_time_is_over(poll: str) -> None:
    answer(poll, "m1")
    after = NOW + timedelta(days=1)
    with pytest.raises(PollClosed):
        answer(poll, member("m2", now=after))
    assert perform(read_poll, {"poll_id": poll}, member(now=after))["state"] == "closed"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count_polls(after), range(4)))
    assert [event["total"] for event in events("poll_closed")] == [1]
    assert Poll.objects.get(pk=poll).state == "closed"


def test_the_final_total_holds_every_answer_that_was_accepted_while_it_closed(poll: str) -> None:
    def attempt(number: int) -> int:
        if number == 25:
            finish(poll)
            return 0
        try:
            answer(poll, f"m{number}")
        except PollClosed:
            return 0
        return 1

    with ThreadPoolExecutor(10) as pool:
        accepted = sum(pool.map(attempt, range(60)))
    assert events("poll_closed")[0]["total"] == accepted == sum(totals(poll)) == Participation.objects.count()


def test_an_officer_sees_the_polls_below_and_a_member_only_those_put_to_him(store: None) -> None:
    for audience in ("ts/", "ts/x03/", "ts/x04/", CELL):
        perform(open_poll, POLL | {"audience": audience}, officer("ts/"))
    seen = {item["audience"] for item in perform(my_polls, {}, member())["items"]}
    assert seen == {"ts/", "ts/x03/", CELL}
    assert len(perform(my_polls, {}, person("o1", "ts/c0001/"))["items"]) == 1
    assert len(perform(my_polls, {}, officer("ts/"))["items"]) == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("question", ""),
        ("question", "a" * 501),
        ("options", ["Có"]),
        ("options", [str(number) for number in range(11)]),
        ("options", ["Có", "có"]),
        ("closes_at", "ngày mai"),
        ("closes_at", "2026-12-01T08:00:00"),
        ("closes_at", NOW.isoformat()),
        ("audience", "ts"),
        ("secret", True),
    ],
)
def test_bad_input_is_refused_with_the_field_and_opens_nothing(store: None, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        perform(open_poll, POLL | {field: value}, officer())
    assert list(refused.value.details) == [field]
    assert Poll.objects.count() == 0
