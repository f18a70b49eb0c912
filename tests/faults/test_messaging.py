"""What becomes of good, bad and strange messages; each with real processes."""

import json
import time

import pika

from tests.faults.ledger.harness import TYPE, Ledger


def envelope(number: int, behaviour: str = "", **changed: object) -> bytes:
    body = {
        "specversion": "1.0",
        "id": f"event-{number}-{behaviour}",
        "type": TYPE,
        "source": "/test",
        "subject": f"strange-{number}",
        "sequence": 1,
        "time": "2026-01-01T00:00:00Z",
        "correlationid": "c",
        "data": {"number": number, "behaviour": behaviour},
    }
    return json.dumps({**body, **changed}).encode()


def send(ledger: Ledger, *bodies: bytes, routing_key: str = TYPE, headers: dict[str, object] | None = None) -> None:
    """Each is in its queue when this returns."""
    with ledger.channel() as channel:
        channel.confirm_delivery()
        for body in bodies:
            channel.basic_publish(
                "ledger.events", routing_key, body, pika.BasicProperties(delivery_mode=2, headers=headers)
            )


def test_every_entry_written_is_read_once_and_nothing_is_left(ledger: Ledger) -> None:
    ledger.declare("reader", "batcher")
    for name in ("relay", "reader", "batcher"):
        ledger.start(name)
    ledger.write(300, per_second=400)
    ledger.wait("producer")
    ledger.settle("reader")
    ledger.settle("batcher")
    report = ledger.report("reader")
    assert (report.acknowledged, report.effects, report.faults()) == (300, 300, {})
    assert ledger.effects("batcher") == 300


def test_a_poisonous_event_is_tried_as_often_as_configured_then_parked_as_it_came(ledger: Ledger) -> None:
    ledger.declare("reader")
    ledger.start("reader")
    bad = [envelope(number, "raise") for number in range(3)]
    send(ledger, *[envelope(number) for number in range(100, 120)], *bad, headers={"kept": "as it is"})
    parked = "reader.on_entry_written.parked"
    ledger.wait_for(lambda: ledger.depth(parked) == 3)
    with ledger.store("meetings") as client:
        attempts = client.get_default_database().tallies.find_one({"_id": "attempts"})["count"]
    assert attempts == 3 * (1 + 2 + 2)  # the first try, two quick ones, two delayed ones
    found = ledger.take(parked)
    assert sorted(body for _, body in found) == sorted(bad)
    headers = found[0][0].headers
    assert headers["kept"] == "as it is"
    assert headers["x-parked-reason"] == "retries_exhausted"
    assert [json.loads(line)["action"] for line in headers["x-history"]] == ["retry", "retry", "park"]
    ledger.wait_for(lambda: ledger.effects("reader") == 20)
    assert ledger.depth("reader.on_entry_written") == 0


def test_what_cannot_be_read_is_parked_at_once_and_holds_up_nobody(ledger: Ledger) -> None:
    ledger.declare("reader", "batcher")
    for name in ("reader", "batcher"):
        ledger.start(name)
    strange = [
        b"not json \xff",
        b'{"id": 1}',
        envelope(1, id="x", data={"number": "one"}),
        envelope(2, type="ledger.entry_burnt.v1"),
        envelope(3, type="ledger.entry_written.v2"),
    ]
    send(ledger, *strange, envelope(50), envelope(51, unknown_field="is tolerated"))
    for kind in ("reader", "batcher"):
        ledger.wait_for(lambda kind=kind: ledger.effects(kind) == 2)
    for queue in ("reader.on_entry_written.parked", "batcher.on_entries_written.parked"):
        ledger.wait_for(lambda queue=queue: ledger.depth(queue) == len(strange))
        found = ledger.take(queue)
        assert sorted(body for _, body in found) == sorted(strange)
        reasons = sorted(properties.headers["x-parked-reason"] for properties, _ in found)
        assert reasons == ["unknown_event"] * 2 + ["unreadable_event"] * 3


def test_a_newer_version_of_a_known_type_reaches_the_reader_and_is_parked_not_lost(ledger: Ledger) -> None:
    ledger.declare("reader")
    ledger.start("reader")
    newer = envelope(1, type="ledger.entry_written.v2")
    send(ledger, newer, routing_key="ledger.entry_written.v2")
    ledger.wait_for(lambda: ledger.depth("reader.on_entry_written.parked") == 1)


def test_hostile_headers_do_not_end_the_process(ledger: Ledger) -> None:
    ledger.declare("reader")
    ledger.start("reader")
    hostile: list[dict[str, object]] = [
        {"nameko.call_id_stack": 5, "x-attempt": "many", "x-history": 7},
        {"x-attempt": -3, "x-history": [1, {"a": b"\xff"}]},
        {"traceparent": "ff-0", "correlation_id": "x" * 5000},
    ]
    for number, headers in enumerate(hostile):
        send(ledger, envelope(number, "raise" if number < 2 else ""), headers=headers)
    send(ledger, envelope(70))
    ledger.wait_for(lambda: ledger.effects("reader") == 2)
    ledger.wait_for(lambda: ledger.depth("reader.on_entry_written.parked") == 2)
    assert ledger.processes["reader"].poll() is None


def test_an_outage_behind_the_reader_pauses_it_and_parks_nothing(ledger: Ledger) -> None:
    ledger.declare("reader")
    ledger.start("reader")
    send(ledger, *[envelope(number, "outage") for number in range(10)])
    ledger.wait_for(lambda: ledger.effects("reader") == 10)
    assert ledger.depth("reader.on_entry_written.parked") == 0
    log = (ledger.folder / "reader.log").read_text()
    assert "reaction_paused" in log
    assert "reaction_resumed" in log


def test_one_bad_event_in_a_batch_costs_the_others_nothing(ledger: Ledger) -> None:
    ledger.declare("batcher")
    send(ledger, *[envelope(number, "raise" if number == 13 else "") for number in range(40)])
    ledger.start("batcher")
    ledger.wait_for(lambda: ledger.effects("batcher") == 39)
    ledger.wait_for(lambda: ledger.depth("batcher.on_entries_written.parked") == 1)


def test_the_same_event_delivered_five_times_has_one_effect(ledger: Ledger) -> None:
    ledger.declare("reader", "batcher")
    for name in ("reader", "batcher"):
        ledger.start(name)
    send(ledger, *[envelope(number) for number in range(30) for _ in range(5)])
    for kind in ("reader", "batcher"):
        ledger.wait_for(lambda kind=kind: ledger.effects(kind) >= 30)
    time.sleep(1)
    assert (ledger.effects("reader"), ledger.effects("batcher")) == (30, 30)
