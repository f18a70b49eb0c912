"""kill -9 of everything, in the middle of a load (F01–F04, F14, F16 of the reliability notes, smaller counts).

Every test ends with the same words: lost 0, invented 0, duplicate effects 0, order violations 0, nothing left in a
queue or an outbox, nothing parked.
"""

import random
import signal
import time

import pytest

from tests.faults.ledger.harness import Ledger
from tests.shared.helpers import wait_for


def finish(ledger: Ledger, kind: str = "reader", seconds: float = 90) -> None:
    ledger.wait("producer")
    ledger.settle(kind, seconds)
    report = ledger.report(kind)
    print(report)
    assert report.faults() == {}
    assert report.effects == report.committed >= report.acknowledged > 0


def pause(low: float, high: float) -> None:
    time.sleep(random.uniform(low, high))


def test_a_killed_broker_loses_nothing_and_commands_go_on_without_it(ledger_of_its_own: Ledger) -> None:
    ledger = ledger_of_its_own
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    ledger.write(1000, per_second=60)
    for _ in range(2):
        pause(1, 2)
        ledger.broker.kill()
        time.sleep(1)
        ledger.broker.start()
    finish(ledger)
    assert ledger.report("reader").acknowledged == 1000  # the outbox took what the broker could not


def test_a_killed_store_loses_no_acknowledged_command(ledger: Ledger) -> None:
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    ledger.write(900, per_second=80)
    for _ in range(3):
        pause(1.5, 3)
        ledger.mongod.kill()
        time.sleep(0.5)
        ledger.mongod.start()
    finish(ledger)


@pytest.mark.parametrize("victim", ["relay", "reader"])
def test_a_killed_process_loses_nothing_and_repeats_no_effect(ledger: Ledger, victim: str) -> None:
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    ledger.write(1000, per_second=120)
    for _ in range(4):
        pause(0.8, 1.8)
        ledger.kill(victim)
        ledger.start(victim)
    finish(ledger)


def test_a_killed_producer_loses_no_acknowledged_command(ledger: Ledger) -> None:
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    for _ in range(3):
        ledger.write(400, per_second=150)
        pause(1.5, 2.5)
        ledger.kill("producer")
    ledger.write(50)
    finish(ledger)


def test_a_killed_batch_reader_repeats_no_effect(ledger: Ledger) -> None:
    ledger.declare("batcher")
    for name in ("relay", "batcher"):
        ledger.start(name)
    ledger.write(900, per_second=130)
    for _ in range(4):
        pause(1, 2)
        ledger.kill("batcher")
        ledger.start("batcher")
    finish(ledger, "batcher")


def test_a_reader_that_sleeps_through_its_heartbeats_does_no_harm_when_it_wakes(ledger: Ledger) -> None:
    ledger.declare("reader")
    ledger.start("relay")
    ledger.start("reader")
    ledger.start("reader-2", kind="reader")
    ledger.write(800, per_second=100)
    time.sleep(2)
    ledger.kill("reader", signal.SIGSTOP)
    time.sleep(25)  # more than two heartbeats of 10 s: the broker takes its messages back
    ledger.kill("reader", signal.SIGCONT)
    finish(ledger)


def test_a_relay_that_sleeps_longer_than_its_lease_changes_nothing_when_it_wakes(ledger: Ledger) -> None:
    ledger.declare("reader")
    relays = {f"relay-{number}": f"relay-{number}.log" for number in (1, 2, 3)}

    def holders() -> set[str]:
        return {name for name, file in relays.items() if "lane_taken" in (ledger.folder / file).read_text()}

    for name in relays:
        ledger.start(name, kind="relay")
    ledger.start("reader")
    ledger.write(1000, per_second=70)
    wait_for(holders)
    (sleeper,) = holders()
    time.sleep(1)
    ledger.kill(sleeper, signal.SIGSTOP)
    wait_for(lambda: len(holders()) == 2, 15)
    ledger.kill(sleeper, signal.SIGCONT)
    finish(ledger)


def test_an_event_that_no_queue_takes_waits_and_is_counted_until_one_does(ledger: Ledger) -> None:
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    ledger.write(40)
    ledger.wait("producer")
    ledger.settle("reader")
    with ledger.channel() as channel:
        for queue in ("reader.on_entry_written", "ledger.observer"):
            channel.queue_unbind(queue, "ledger.events", "ledger.entry_written.#" if "reader" in queue else "#")
    ledger.write(40)
    ledger.wait("producer")
    time.sleep(2)
    assert ledger.outboxes() == 16  # every book still holds what nobody took
    assert "event_unroutable" in (ledger.folder / "relay.log").read_text()
    ledger.declare("reader")
    finish(ledger)


def test_a_polite_end_leaves_nothing_half_done(ledger: Ledger) -> None:
    ledger.declare("reader")
    for name in ("relay", "reader"):
        ledger.start(name)
    ledger.write(600, per_second=100)
    for number in range(2):
        for name, connected in (("reader", "broker_connected"), ("relay", "relay_connected")):
            while (ledger.folder / f"{name}.log").read_text().count(connected) <= number:
                time.sleep(0.1)
            pause(0.2, 0.6)
            began = time.monotonic()
            ledger.kill(name, signal.SIGTERM)
            assert ledger.processes[name].returncode == 0
            assert time.monotonic() - began < 25
            ledger.start(name)
    finish(ledger)
