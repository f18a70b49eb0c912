"""State and event are one write: both or neither, numbered without gaps, never two changes of one version."""

import json
import threading
from typing import Any

import pytest
from pymongo.errors import PyMongoError

from shared.observability import tracing
from shared.outbox import AlreadyExists, ChangedByAnother, change, change_many, configure_source, create, create_many
from shared.store import in_transaction, transaction
from tests.shared.documents import Leaflet, withdrawn


def envelopes(leaflet_id: str) -> list[dict[str, Any]]:
    return [json.loads(event["body"]) for event in Leaflet.objects(pk=leaflet_id).get().outbox]


def numbers_told(leaflet_id: str) -> list[int]:
    return [envelope["data"]["article_version"] for envelope in envelopes(leaflet_id)]


def test_a_new_aggregate_and_its_events_are_one_document(leaflets: Any) -> None:
    configure_source("ts", "content")
    with tracing.bound({"correlation_id": "c-1", "traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01"}):
        made = create(Leaflet(id="l-1", numbers=[1]), withdrawn(1), withdrawn(2))
    assert (made.version, made.event_sequence) == (1, 2)
    stored = Leaflet.objects(pk="l-1").get()
    assert stored.outbox_since is not None
    first, second = envelopes("l-1")
    assert [first["sequence"], second["sequence"]] == [1, 2]
    assert first["id"] != second["id"]
    assert [event["id"] for event in stored.outbox] == [first["id"], second["id"]]
    assert (first["subject"], first["source"]) == ("l-1", "/sotay/ts/content")
    assert (first["correlationid"], first["causationid"]) == ("c-1", None)
    assert first["traceparent"].startswith("00-" + "a" * 32)


def test_a_silent_aggregate_waits_for_no_relay(leaflets: Any) -> None:
    create(Leaflet(id="l-1"))
    assert leaflets.leaflets.count_documents({"outbox_since": {"$exists": True}}) == 0


def test_a_repeated_command_finds_what_it_made_and_tells_it_once(leaflets: Any) -> None:
    create(Leaflet(id="l-1", numbers=[1]), withdrawn(1))
    again = create(Leaflet(id="l-1", numbers=[2]), withdrawn(2))
    assert (again.numbers, again.version) == ([1], 1)
    assert numbers_told("l-1") == [1]


def test_a_repeated_command_inside_a_transaction_finds_it_too(leaflets: Any) -> None:
    create(Leaflet(id="l-1", numbers=[1]), withdrawn(1))
    attempts = []

    def work() -> Leaflet:
        attempts.append(1)
        create(Leaflet(id="l-2"), withdrawn(3))
        return create(Leaflet(id="l-1", numbers=[2]), withdrawn(2))

    assert in_transaction(work).numbers == [1]
    assert len(attempts) == 1, "a clash would have aborted the transaction each time"
    assert (numbers_told("l-1"), numbers_told("l-2")) == ([1], [3])


def test_what_a_repeated_transaction_makes_anew_begins_its_sequence_anew(leaflets: Any) -> None:
    made, attempts = Leaflet(id="l-1", numbers=[1]), []

    def work() -> None:
        attempts.append(1)
        create(made, withdrawn(1), withdrawn(2))
        if len(attempts) == 1:
            raise PyMongoError("another was first", error_labels=["TransientTransactionError"])

    in_transaction(work)
    assert len(attempts) == 2
    assert [envelope["sequence"] for envelope in envelopes("l-1")] == [1, 2]
    assert change(Leaflet.objects.get(), withdrawn(3)).event_sequence == 3


def test_two_commands_racing_to_make_one_aggregate_make_it_once(leaflets: Any) -> None:
    race(lambda number: create(Leaflet(id="l-1", numbers=[number]), withdrawn(number)), 10)
    stored = Leaflet.objects(pk="l-1").get()
    assert numbers_told("l-1") == stored.numbers


def test_another_unique_key_that_clashes_is_not_taken_for_a_repetition(leaflets: Any) -> None:
    create(Leaflet(id="l-1", number=7))
    with pytest.raises(AlreadyExists):
        create(Leaflet(id="l-2", number=7), withdrawn())
    assert Leaflet.objects.count() == 1


def test_a_change_and_its_events_are_one_write(leaflets: Any) -> None:
    made = create(Leaflet(id="l-1"), withdrawn(1))
    changed = change(made, withdrawn(2), withdrawn(3), push__numbers=5)
    assert (changed.version, changed.event_sequence, changed.numbers) == (2, 3, [5])
    assert [envelope["sequence"] for envelope in envelopes("l-1")] == [1, 2, 3]
    assert numbers_told("l-1") == [1, 2, 3]


def test_the_oldest_waiting_event_decides_how_long_an_outbox_waits(leaflets: Any) -> None:
    made = create(Leaflet(id="l-1"), withdrawn(1))
    change(made, withdrawn(2))
    assert Leaflet.objects(pk="l-1").get().outbox_since == made.outbox_since


def test_a_change_of_an_older_version_is_refused_and_nothing_is_written(leaflets: Any) -> None:
    stale = create(Leaflet(id="l-1"))
    change(stale, withdrawn(1), push__numbers=1)
    with pytest.raises(ChangedByAnother) as raised:
        change(stale, withdrawn(2), push__numbers=2)
    assert raised.value.kind == "conflict"
    stored = Leaflet.objects(pk="l-1").get()
    assert (stored.version, stored.numbers, numbers_told("l-1")) == (2, [1], [1])


def test_a_change_of_what_is_gone_is_refused(leaflets: Any) -> None:
    made = create(Leaflet(id="l-1"))
    made.delete()
    with pytest.raises(ChangedByAnother):
        change(made, withdrawn())


def test_racing_changes_of_one_aggregate_leave_a_sequence_without_gaps(leaflets: Any) -> None:
    create(Leaflet(id="l-1"))

    def keep_trying(number: int) -> None:
        for _ in range(3):
            while True:
                try:
                    change(Leaflet.objects(pk="l-1").get(), withdrawn(number), push__numbers=number)
                    break
                except ChangedByAnother:
                    continue

    race(keep_trying, 20)
    stored = Leaflet.objects(pk="l-1").get()
    assert stored.version == 61
    assert [envelope["sequence"] for envelope in envelopes("l-1")] == list(range(1, 61))
    assert numbers_told("l-1") == stored.numbers


def test_of_changes_that_read_the_same_version_one_succeeds(leaflets: Any) -> None:
    read = create(Leaflet(id="l-1"))
    outcomes = race(lambda number: change(read, withdrawn(number), push__numbers=number), 10)
    assert sum(isinstance(outcome, Leaflet) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ChangedByAnother) for outcome in outcomes) == 9
    assert len(numbers_told("l-1")) == 1


def test_a_change_rolled_back_leaves_neither_state_nor_event(leaflets: Any) -> None:
    made = create(Leaflet(id="l-1"))

    def work() -> None:
        with transaction():
            change(made, withdrawn(), push__numbers=1)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        work()
    stored = Leaflet.objects(pk="l-1").get()
    assert (stored.version, stored.numbers, stored.outbox) == (1, [], [])


def test_many_are_created_in_few_trips_and_those_already_there_are_left_alone(leaflets: Any) -> None:
    create(Leaflet(id="l-3", numbers=[1]), withdrawn(1))
    pairs = [(Leaflet(id=f"l-{number}", numbers=[2]), [withdrawn(2)]) for number in range(25)]
    assert create_many(pairs, batch=10) == 24
    assert create_many(pairs, batch=10) == 0
    assert Leaflet.objects.count() == 25
    assert numbers_told("l-3") == [1]
    assert numbers_told("l-24") == [2]
    assert create_many([]) == 0


def test_many_inside_a_transaction_leave_those_already_there_alone_too(leaflets: Any) -> None:
    create(Leaflet(id="l-3", numbers=[1]), withdrawn(1))
    attempts = []

    def work() -> int:
        attempts.append(1)
        return create_many([(Leaflet(id=f"l-{number}"), [withdrawn(2)]) for number in range(25)], batch=10)

    assert in_transaction(work) == 24
    assert len(attempts) == 1
    assert Leaflet.objects.count() == 25


def race(work: Any, threads: int) -> list[Any]:
    """`work(number)` in so many threads at once; what each returned or raised."""
    outcomes: list[Any] = [None] * threads
    barrier = threading.Barrier(threads)

    def run(number: int) -> None:
        barrier.wait()
        try:
            outcomes[number] = work(number)
        except Exception as error:  # noqa: BLE001 - told below
            outcomes[number] = error

    started = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    unexpected = [item for item in outcomes if isinstance(item, Exception) and not isinstance(item, ChangedByAnother)]
    assert unexpected == []
    return outcomes


def test_many_changes_at_once_are_each_what_one_change_is(leaflets: Any) -> None:
    first, second = create(Leaflet(id="l-1"), withdrawn(1)), create(Leaflet(id="l-2"))
    in_transaction(
        lambda: change_many([(first, [withdrawn(2)], {"set__numbers": [2]}), (second, [], {"set__numbers": [3]})])
    )
    stored = Leaflet.objects(pk="l-1").get()
    assert (stored.version, stored.numbers, numbers_told("l-1")) == (2, [2], [1, 2])
    assert Leaflet.objects(pk="l-2").get().version == 2


def test_one_of_many_that_somebody_else_changed_ends_all_of_them(leaflets: Any) -> None:
    first, second = create(Leaflet(id="l-1")), create(Leaflet(id="l-2"))
    change(second, set__numbers=[9])
    both = [(first, [withdrawn(2)], {"set__numbers": [2]}), (second, [], {"set__numbers": [3]})]
    with pytest.raises(ChangedByAnother):
        in_transaction(lambda: change_many(both))
    assert Leaflet.objects(pk="l-1").get().version == 1
    with pytest.raises(RuntimeError):
        change_many(both)
