"""`transaction()` against a real replica set."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from mongoengine import Document, IntField, StringField
from pymongo.errors import PyMongoError

from shared.store import current_session, database, ensure_indexes, in_transaction, transaction
from shared.store.transactions import ATTEMPTS, TransactionFailed, is_transient


class Cell(Document):
    meta: ClassVar[dict[str, object]] = {"collection": "cells", "auto_create_index": False}
    name = StringField(primary_key=True)
    members = IntField(default=0)


@pytest.fixture(autouse=True)
def cells(store: None) -> None:
    ensure_indexes([Cell])
    Cell(name="first").save()


def stored() -> dict[str, int]:
    return {row["_id"]: row["members"] for row in database()["cells"].find({})}


def test_ordinary_mongoengine_calls_inside_are_undone_together() -> None:
    with pytest.raises(RuntimeError), transaction():  # noqa: PT012
        Cell(name="second").save()
        Cell.objects(name="first").update_one(inc__members=5)
        Cell.objects(name="first").modify(inc__members=1)
        raise RuntimeError
    assert stored() == {"first": 0}


def test_ordinary_mongoengine_calls_inside_are_kept_together() -> None:
    with transaction():
        Cell(name="second").save()
        Cell.objects(name="first").update_one(inc__members=5)
        assert Cell.objects.get(name="first").members == 5
    assert stored() == {"first": 5, "second": 0}


def test_nobody_outside_sees_the_change_before_it_is_committed() -> None:
    seen: list[int] = []
    with transaction():
        Cell.objects(name="first").update_one(inc__members=5)
        reader = threading.Thread(target=lambda: seen.append(Cell.objects.get(name="first").members))
        reader.start()
        reader.join()
    assert seen == [0]


def test_an_inner_transaction_joins_the_outer() -> None:
    with pytest.raises(RuntimeError), transaction() as outer:  # noqa: PT012
        with transaction() as inner:
            assert inner is outer
            Cell(name="second").save()
        raise RuntimeError
    assert stored() == {"first": 0}


def test_what_failed_inside_cannot_be_committed_from_outside() -> None:
    def swallow() -> None:
        try:
            with transaction():
                Cell(name="half").save()
                raise RuntimeError  # noqa: TRY301
        except RuntimeError:
            pass

    with pytest.raises(TransactionFailed), transaction():  # noqa: PT012
        Cell(name="second").save()
        swallow()
    assert stored() == {"first": 0}


def test_after_the_block_the_session_is_gone() -> None:
    assert current_session() is None
    with transaction() as session:
        assert current_session() is session
    assert current_session() is None
    Cell(name="second").save()  # and is not needed


def test_a_transient_conflict_repeats_the_whole_work() -> None:
    attempts: list[int] = []

    @transaction()
    def grow(by: int) -> int:
        seen = Cell.objects.get(name="first").members
        attempts.append(seen)
        if len(attempts) == 1:  # another writer gets in between, outside of our transaction
            other = threading.Thread(target=lambda: Cell.objects(name="first").update_one(inc__members=100))
            other.start()
            other.join()
        Cell.objects(name="first").update_one(set__members=seen + by)
        return seen + by

    assert grow(1) == 101
    assert attempts == [0, 100]
    assert stored() == {"first": 101}


def test_a_block_does_not_hide_a_transient_conflict() -> None:
    with pytest.raises(PyMongoError) as caught, transaction():  # noqa: PT012
        Cell.objects.get(name="first")
        other = threading.Thread(target=lambda: Cell.objects(name="first").update_one(inc__members=100))
        other.start()
        other.join()
        database()["cells"].update_one({"_id": "first"}, {"$inc": {"members": 1}})
    assert is_transient(caught.value)


def test_an_error_of_our_own_is_not_repeated() -> None:
    attempts: list[int] = []

    def work() -> None:
        attempts.append(1)
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        in_transaction(work)
    assert len(attempts) == 1


def test_racing_threads_lose_no_increment() -> None:
    def work() -> None:
        for _ in range(5):
            in_transaction(
                lambda: Cell.objects(name="first").update_one(set__members=Cell.objects.get(name="first").members + 1)
            )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored() == {"first": 20}


def test_none_of_sixteen_writers_at_one_document_comes_near_the_last_attempt() -> None:
    attempts: dict[int, int] = {}

    def add_one(number: int) -> None:
        def work() -> None:
            attempts[number] = attempts.get(number, 0) + 1
            Cell.objects(name="first").update_one(set__members=Cell.objects.get(name="first").members + 1)

        in_transaction(work)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add_one, range(200)))
    assert stored() == {"first": 200}
    assert max(attempts.values()) <= ATTEMPTS // 2
