"""Events of a change that spans several documents: in the transaction or not at all, numbered per subject."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest

from shared import clock
from shared.outbox import create, stage
from shared.outbox.transactional import OutboxEntry
from shared.store import in_transaction, transaction
from tests.shared.documents import Leaflet, withdrawn


def staged() -> list[tuple[str, int]]:
    rows = OutboxEntry.objects.order_by("outbox_since", "id")
    return sorted((row.subject, json.loads(row.outbox[0]["body"])["sequence"]) for row in rows)


def test_staging_outside_a_transaction_is_refused(leaflets: Any) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        stage("s-1", withdrawn())
    assert OutboxEntry.objects.count() == 0


def test_events_are_stored_with_the_documents_they_tell_of(leaflets: Any) -> None:
    def work() -> None:
        create(Leaflet(id="l-1"))
        create(Leaflet(id="l-2"))
        stage("s-1", withdrawn(1), withdrawn(2))
        stage("s-2", withdrawn(3))

    in_transaction(work)
    assert Leaflet.objects.count() == 2
    assert staged() == [("s-1", 1), ("s-1", 2), ("s-2", 1)]


def test_a_transaction_rolled_back_leaves_no_event_and_uses_up_no_number(leaflets: Any) -> None:
    def failing() -> None:
        with transaction():
            create(Leaflet(id="l-1"))
            stage("s-1", withdrawn())
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        failing()
    assert (staged(), Leaflet.objects.count()) == ([], 0)
    in_transaction(lambda: stage("s-1", withdrawn()))
    assert staged() == [("s-1", 1)]


def test_racing_transactions_number_a_subject_without_gaps(leaflets: Any) -> None:
    def work() -> None:
        for _ in range(3):
            in_transaction(lambda: stage("s-1", withdrawn()))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert staged() == [("s-1", number) for number in range(1, 19)]


def test_a_process_whose_clock_is_behind_does_not_push_its_event_in_front(
    leaflets: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_transaction(lambda: stage("s-1", withdrawn(1)))
    behind = clock.now() - timedelta(minutes=5)
    monkeypatch.setattr("shared.clock.now", lambda: behind)
    in_transaction(lambda: stage("s-1", withdrawn(2)))
    rows = leaflets.outbox_entries.find().sort("outbox_since", 1)
    assert [json.loads(row["outbox"][0]["body"])["sequence"] for row in rows] == [1, 2]
