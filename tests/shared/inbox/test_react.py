"""An event has its effect once, however often and from however many sides it is delivered."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest

from shared.contracts import Received, parse
from shared.contracts.content import ArticleWithdrawn
from shared.inbox import react, react_to_all
from shared.inbox.documents import InboxEntry
from shared.outbox import create
from shared.usecase import Context
from tests.shared.documents import Leaflet, Reading, withdrawn
from tests.shared.helpers import body_of

REACTION = "reader.on_article_withdrawn"


def delivered(event_id: str, reaction: str = REACTION) -> Any:
    return parse(body_of("content.article_withdrawn.v1", event_id), reaction)


def note(received: Received[ArticleWithdrawn], ctx: object = None) -> None:
    Reading.objects(pk=received.id).update_one(upsert=True, inc__times=1)


def note_all(batch: Sequence[Received[ArticleWithdrawn]], ctx: object) -> None:
    for received in batch:
        note(received)


def effects() -> dict[str, int]:
    return {reading.id: reading.times for reading in Reading.objects}


def test_the_second_delivery_of_an_event_has_no_effect(leaflets: Any) -> None:
    for _ in range(3):
        react(note, delivered("e-1"))
    assert effects() == {"e-1": 1}
    assert InboxEntry.objects.count() == 1


def test_another_event_and_another_reaction_have_their_own(leaflets: Any) -> None:
    react(note, delivered("e-1"))
    react(note, delivered("e-2"))
    react(note, delivered("e-1", "reader.on_something_else"))
    assert effects() == {"e-1": 2, "e-2": 1}


def test_an_effect_that_fails_leaves_nothing_so_that_it_can_be_tried_again(leaflets: Any) -> None:
    def failing(received: Received[ArticleWithdrawn], ctx: Context) -> None:
        note(received)
        create(Leaflet(id="l-1"), withdrawn())
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        react(failing, delivered("e-1"))
    assert (effects(), InboxEntry.objects.count(), Leaflet.objects.count()) == ({}, 0, 0)
    react(note, delivered("e-1"))
    assert effects() == {"e-1": 1}


def test_an_effects_own_clash_is_not_taken_for_a_second_delivery(leaflets: Any) -> None:
    Reading(id="taken").save()

    def clashing(received: Received[ArticleWithdrawn], ctx: Context) -> None:
        Reading(id="taken").save(force_insert=True)

    with pytest.raises(Exception, match="dup key"):
        react(clashing, delivered("e-1"))
    assert InboxEntry.objects.count() == 0


def test_two_threads_with_the_same_event_have_one_effect(leaflets: Any) -> None:
    for number in range(5):
        everywhere_at_once(lambda number=number: react(note, delivered(f"e-{number}")))
    assert effects() == {f"e-{number}": 1 for number in range(5)}


def test_of_a_batch_those_already_handled_are_left_out(leaflets: Any) -> None:
    react_to_all(note_all, [delivered(f"e-{number}") for number in range(3)])
    react(note, delivered("e-4"))
    react_to_all(note_all, [delivered(f"e-{number}") for number in range(6)])
    react_to_all(note_all, [delivered(f"e-{number}") for number in range(6)])
    assert effects() == {f"e-{number}": 1 for number in range(6)}


def test_an_event_twice_in_one_batch_has_one_effect(leaflets: Any) -> None:
    react_to_all(note_all, [delivered("e-1"), delivered("e-2"), delivered("e-1")])
    assert effects() == {"e-1": 1, "e-2": 1}


def test_batches_that_overlap_and_race_have_one_effect_each(leaflets: Any) -> None:
    batch = [delivered(f"e-{number}") for number in range(20)]
    everywhere_at_once(lambda: react_to_all(note_all, batch), lambda: react_to_all(note_all, batch[10:]))
    assert effects() == {received.id: 1 for received in batch}


def test_a_batch_that_fails_has_no_effect_at_all(leaflets: Any) -> None:
    def failing(batch: Sequence[Received[ArticleWithdrawn]], ctx: Context) -> None:
        note_all(batch, ctx)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        react_to_all(failing, [delivered("e-1"), delivered("e-2")])
    assert (effects(), InboxEntry.objects.count()) == ({}, 0)
    react_to_all(note_all, [])


def test_the_ids_an_effect_makes_are_the_same_at_every_delivery(leaflets: Any) -> None:
    made: list[str] = []

    def naming(received: Received[ArticleWithdrawn], ctx: Context) -> None:
        made.append(ctx.new_id())
        assert ctx.correlation_id == received.correlation_id
        raise RuntimeError("a file was written, then the store went away")

    for event_id in ("e-1", "e-1", "e-2"):
        with pytest.raises(RuntimeError):
            react(naming, delivered(event_id))
    assert made[0] == made[1] != made[2]


def everywhere_at_once(*works: Any) -> None:
    """Each of these in four threads; whatever they raise is raised here."""
    barrier, errors = threading.Barrier(4 * len(works)), []

    def run(work: Any) -> None:
        barrier.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - told below
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
