"""The relay's lane and claims on a real store: one holder at a time, nothing settled late, order kept."""

import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from pymongo.errors import AutoReconnect
from pymongo.read_concern import ReadConcern

from shared import clock
from shared.outbox import change, create, stage
from shared.outbox.claim import Claim
from shared.outbox.claims import Claims
from shared.outbox.search import Search
from shared.store import database, in_transaction
from tests.shared.documents import Leaflet, withdrawn
from tests.shared.helpers import wait_for

LEASE, REST = 1.0, 1.0


@pytest.fixture
def relays(leaflets: Any) -> tuple[Claims, Claims]:
    first, second = [Claims(leaflets, lease_seconds=LEASE, rest_seconds=REST) for _ in range(2)]
    return first, second


def written(leaflet_id: str, *numbers: int) -> Leaflet:
    return create(Leaflet(id=leaflet_id), *[withdrawn(number) for number in numbers])


def told(events: list[dict[str, Any]]) -> list[int]:
    return [json.loads(event["body"])["data"]["article_version"] for event in events]


def at_once() -> Any:
    """A settlement is not journalled, so a majority read shows it a moment later only."""
    return database().get_collection("leaflets", read_concern=ReadConcern("local"))


def waiting(leaflet_id: str) -> list[int]:
    return told(at_once().find_one({"_id": leaflet_id})["outbox"])


def decide(claim: Claim, *refused: int) -> Claim:
    """As the wire does: every event answered, some of them refused."""
    for index in refused:
        claim.fail(index)
    return claim


def takes_over(relay: Claims) -> list[Claim]:
    """What a relay that stood by gets once the other's lease is over."""
    got: list[Claim] = []
    wait_for(lambda: got.extend(relay.claim(10)) or got)
    return got


def test_one_relay_has_the_lane_and_the_other_stands_by(relays: tuple[Claims, Claims]) -> None:
    first, second = relays
    for number in range(5):
        written(f"l-{number}", number)
    assert [claim.document_id for claim in first.claim(3)] == ["l-0", "l-1", "l-2"], "oldest first"
    assert second.claim(10) == []
    assert [claim.document_id for claim in first.claim(3)] == ["l-3", "l-4"]
    assert first.claim(3) == second.claim(3) == [], "nothing is claimed twice"


def test_racing_relays_never_hold_the_same(relays: tuple[Claims, Claims]) -> None:
    for number in range(60):
        written(f"l-{number}", number)
    got: dict[int, list[Claim]] = {0: [], 1: []}

    def work(who: int) -> None:
        for _ in range(6):
            got[who] += relays[who].claim(10)

    threads = [threading.Thread(target=work, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [claim.document_id for claims in got.values() for claim in claims]
    assert len(ids) == len(set(ids)) == 60
    assert [] in got.values(), "one of them stood by"


def test_a_search_that_goes_on_leaves_nothing_out_and_one_from_the_start_finds_what_came_late(
    relays: tuple[Claims, Claims], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        written(f"l-{number}", number)
    found = [claim.document_id for _ in range(2) for claim in relays[0].claim(3)]
    behind = clock.now() - timedelta(minutes=5)
    with monkeypatch.context() as patch:
        patch.setattr("shared.clock.now", lambda: behind)  # a process whose clock is behind
        written("l-late", 9)
    for _ in range(2):
        found += [claim.document_id for claim in relays[0].claim(3)]
    assert sorted(found) == [*[f"l-{number}" for number in range(7)], "l-late"]


def test_what_was_sent_is_taken_out_and_waits_no_longer(relays: tuple[Claims, Claims]) -> None:
    written("l-1", 1, 2)
    claims = relays[0].claim(10)
    assert told(claims[0].events) == [1, 2]
    assert relays[0].settle([decide(claim) for claim in claims]) == 0
    row = at_once().find_one({"_id": "l-1"})
    assert (row["outbox"], "outbox_since" in row) == ([], False)
    assert row["version"] == 1


def test_events_added_while_others_were_sent_stay_and_are_next(relays: tuple[Claims, Claims]) -> None:
    leaflet = written("l-1", 1)
    claims = relays[0].claim(10)
    change(leaflet, withdrawn(2))
    assert relays[0].settle(claims) == 0
    assert waiting("l-1") == [2]
    assert told(relays[0].claim(10)[0].events) == [2]


def test_of_a_claim_partly_refused_the_rest_stays_in_order_and_rests_a_while(
    relays: tuple[Claims, Claims],
) -> None:
    written("l-1", 1, 2, 3, 4)
    claims = relays[0].claim(10)
    assert relays[0].settle([decide(claims[0], 3, 1)]) == 0
    assert waiting("l-1") == [2, 3, 4]
    assert relays[0].claim(10) == [], "not tried again in a hot loop"
    time.sleep(REST * 1.2)
    assert told(relays[0].claim(10)[0].events) == [2, 3, 4]


def test_many_that_rest_do_not_hide_those_that_wait(relays: tuple[Claims, Claims]) -> None:
    for number in range(12):
        written(f"l-{number}", number)
    relays[0].settle([decide(claim, 0) for claim in relays[0].claim(12)])
    written("l-new", 1)
    assert [claim.document_id for claim in relays[0].claim(3)] == ["l-new"]


def test_a_settlement_after_the_lane_was_lost_changes_nothing(relays: tuple[Claims, Claims]) -> None:
    late, successor = relays
    written("l-1", 1)
    written("l-2", 1, 2)
    claims = late.claim(10)
    taken = takes_over(successor)
    assert len(taken) == 2
    assert late.still_valid(claims) == []
    assert late.settle([decide(claims[0]), decide(claims[1], 1)]) == 2
    assert (waiting("l-1"), waiting("l-2")) == ([1], [1, 2])
    late.release(claims)
    late.close()
    assert late.claim(10) == [], "the successor's lease was not taken from it"
    assert successor.settle(taken) == 0
    assert (waiting("l-1"), waiting("l-2")) == ([], [])


def test_a_relay_that_slept_and_lost_nothing_claims_anew(relays: tuple[Claims, Claims]) -> None:
    written("l-1", 1)
    before = relays[0].claim(10)
    time.sleep(LEASE * 1.2)
    after = relays[0].claim(10)
    assert told(after[0].events) == [1]
    assert relays[0].settle(before) == 1, "of a term that is over"
    assert waiting("l-1") == [1]
    assert relays[0].settle(after) == 0
    assert waiting("l-1") == []


def test_a_store_that_fails_in_the_middle_of_a_claim_keeps_nothing_back(
    relays: tuple[Claims, Claims], monkeypatch: pytest.MonkeyPatch
) -> None:
    written("l-1", 1)
    stage_numbers("s-1", 1)
    begin = Search.begin

    def failing(search: Search, name: str, limit: int) -> Any:
        if name == "outbox_entries":
            raise AutoReconnect
        return begin(search, name, limit)

    with monkeypatch.context() as patch:
        patch.setattr(Search, "begin", failing)
        with pytest.raises(AutoReconnect):
            relays[0].claim(10)
    assert len(relays[0].claim(10)) == 2


def test_what_is_given_back_is_free_at_once(relays: tuple[Claims, Claims]) -> None:
    written("l-1", 1)
    relays[0].release(relays[0].claim(10))
    assert len(relays[0].claim(10)) == 1


def test_a_relay_that_ends_lets_the_next_begin_at_once(relays: tuple[Claims, Claims]) -> None:
    written("l-1", 1)
    relays[0].claim(10)
    relays[0].close()
    assert len(relays[1].claim(10)) == 1


def test_a_settlement_repeated_after_its_answer_was_lost_harms_nothing(relays: tuple[Claims, Claims]) -> None:
    leaflet = written("l-1", 1)
    claims = relays[0].claim(10)
    relays[0].settle(claims)
    change(leaflet, withdrawn(2))
    relays[0].settle(claims)
    assert waiting("l-1") == [2]


def test_a_settlement_takes_out_nothing_but_what_was_sent(relays: tuple[Claims, Claims]) -> None:
    """As many events as were claimed, but others: what a relay meets that slept between asking and writing."""
    leaflet = written("l-1", 1)
    claims = relays[0].claim(10)
    at_once().update_one({"_id": "l-1"}, {"$set": {"outbox": []}})
    change(leaflet, withdrawn(2))
    relays[0].settle(claims)
    assert waiting("l-1") == [2]


def test_a_settlement_that_a_crash_of_the_store_undid_is_made_again_without_other_traffic(
    relays: tuple[Claims, Claims], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.outbox.claims._REMEMBERED_SECONDS", 0.3)
    written("l-1", 1)
    before = at_once().find_one({"_id": "l-1"})
    relays[0].settle(relays[0].claim(10))
    at_once().replace_one({"_id": "l-1"}, before)
    assert relays[0].claim(10) == [], "a majority read may still show it"
    (again,) = wait_for(lambda: relays[0].claim(10))
    assert told(again.events) == [1]
    relays[0].settle([again])
    assert waiting("l-1") == []


def test_a_settlement_takes_out_what_was_sent_also_where_another_has_taken_out_a_part(
    relays: tuple[Claims, Claims],
) -> None:
    """A relay that slept in the middle of its settlement ends it beside its successor."""
    written("l-1", 1, 2)
    claims = relays[0].claim(10)
    at_once().update_one({"_id": "l-1"}, {"$pop": {"outbox": -1}})
    assert waiting("l-1") == [2]
    relays[0].settle(claims)
    row = at_once().find_one({"_id": "l-1"})
    assert (row["outbox"], "outbox_since" in row) == ([], False)


def test_the_stores_clock_decides_not_the_relays(
    relays: tuple[Claims, Claims], monkeypatch: pytest.MonkeyPatch
) -> None:
    written("l-1", 1)
    assert relays[0].claim(10)
    real = time.time
    monkeypatch.setattr("time.time", lambda: real() + 3600)  # this machine's clock an hour fast
    assert relays[1].claim(10) == []
    monkeypatch.setattr("time.time", lambda: real() - 3600)
    assert len(takes_over(relays[1])) == 1


def stage_numbers(subject: str, *numbers: int) -> None:
    for number in numbers:
        in_transaction(lambda number=number: stage(subject, withdrawn(number)))


def test_staged_events_of_a_subject_come_in_order_through_one_relay_only(
    relays: tuple[Claims, Claims], leaflets: Any
) -> None:
    stage_numbers("s-1", *range(1, 8))
    first, second = relays
    held = first.claim(4)
    assert second.claim(10) == [], "the other would overtake"
    held += first.claim(10)
    assert [number for claim in held for number in told(claim.events)] == list(range(1, 8))
    assert first.settle(held) == 0
    wait_for(lambda: leaflets.outbox_entries.count_documents({}) == 0)


def test_the_lane_of_a_relay_that_died_goes_to_another(relays: tuple[Claims, Claims]) -> None:
    first, second = relays
    stage_numbers("s-1", 1)
    assert first.claim(1)
    assert [told(claim.events) for claim in takes_over(second)] == [[1]]
    assert first.claim(10) == []


def test_the_backlog_tells_how_much_waits_and_since_when(relays: tuple[Claims, Claims]) -> None:
    assert relays[0].backlog() == relays[1].backlog()
    assert relays[0].backlog().documents == 0
    written("l-1", 1)
    stage_numbers("s-1", 1)
    time.sleep(0.2)
    found = relays[0].backlog()
    assert found.documents == 2
    assert 0.1 < found.oldest_seconds < 30
    relays[0].settle(relays[0].claim(10))
    assert relays[0].backlog().documents == 0
