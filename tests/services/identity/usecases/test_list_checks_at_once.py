"""Two people at one check of a list in the same instant, and somebody who arrives while it is closed."""

from collections.abc import Callable
from threading import Barrier, Event, Thread

import pytest

from services.identity.rules.list_check_errors import CheckClosed, ListChanged
from services.identity.store import list_checks
from services.identity.store.list_checks import ListAnswer, ListCheck
from services.identity.store.members import Member
from shared.errors import AppError
from shared.security import Actor
from shared.store import transaction
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.list_checks import CELL_PATH, answer, close, rest, view

At = Callable[..., Context]
ROUNDS = 8


@pytest.fixture
def both(province: Province) -> list[Actor]:
    return [province.actor(name, ("cell_secretary", CELL_PATH)) for name in ("Hoàng Văn Thuận", "Đinh Thị Hương")]


def _at_once(*works: Callable[[], object]) -> list[BaseException | None]:
    """What became of each."""
    start = Barrier(len(works))
    ends: list[BaseException | None] = [None] * len(works)

    def go(number: int, work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told to the test
            ends[number] = error

    threads = [Thread(target=go, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_of_two_first_answers_at_the_same_instant_both_are_kept(at: At, both: list[Actor]) -> None:
    shown = view(at(both[0])).items
    for _ in range(ROUNDS):
        ListCheck.objects.delete()
        ListAnswer.objects.delete()
        ends = _at_once(
            lambda: answer(at(both[0]), shown[0].id, "paper_missing"), lambda: answer(at(both[1]), shown[1].id)
        )
        assert ends == [None, None]
        assert [item.outcome for item in view(at(both[0])).items[:2]] == ["paper_missing", "matches"]
        assert ListCheck.objects.get().version == 2


def test_an_answer_and_the_closing_at_the_same_instant_agree(at: At, both: list[Actor]) -> None:
    for _ in range(ROUNDS):
        ListCheck.objects.delete()
        ListAnswer.objects.delete()
        rest(at(both[0]), len(view(at(both[0])).items))
        shown = view(at(both[0]))
        closing, answering = _at_once(
            lambda shown=shown: close(at(both[0]), shown),  # type: ignore[misc]
            lambda shown=shown: answer(at(both[1]), shown.items[0].id, "paper_missing"),  # type: ignore[misc]
        )
        outcome = view(at(both[0])).items[0].outcome
        if closing is None:
            assert isinstance(answering, CheckClosed)
            assert outcome == "matches"
        else:
            assert isinstance(closing, ListChanged)
            assert (answering, outcome) == (None, "paper_missing")


def test_whoever_arrives_while_the_check_is_closed_is_refused_with_it_or_not_on_the_list(
    province: Province, at: At, both: list[Actor]
) -> None:
    arriving = province.member("Lê Đức An").id
    for _ in range(ROUNDS):
        ListCheck.objects.delete()
        ListAnswer.objects.delete()
        Member.objects(pk=arriving).update_one(set__cell_path="ts/x01/c0102/")
        rest(at(both[0]), len(view(at(both[0])).items))
        shown = view(at(both[0]))
        closing, arrived = _at_once(
            lambda shown=shown: close(at(both[0]), shown),  # type: ignore[misc]
            lambda: Member.objects(pk=arriving).update_one(set__cell_path=CELL_PATH),
        )
        assert arrived is None
        after = view(at(both[0]))
        if closing is None:
            assert [item.id for item in after.items] == [item.id for item in shown.items]
        else:
            assert isinstance(closing, ListChanged)
            assert isinstance(closing, AppError)
            assert after.closed_at is None
            assert next(item for item in after.items if item.id == arriving).arrived


def test_the_last_look_sees_who_arrived_after_the_closing_began(province: Province) -> None:
    arriving, began, arrived = province.member("Lê Đức An").id, Event(), Event()

    def arrive() -> None:
        began.wait()
        Member.objects(pk=arriving).update_one(set__cell_path=CELL_PATH)
        arrived.set()

    other = Thread(target=arrive)
    other.start()
    with transaction():
        before = list_checks.on_the_list(CELL_PATH)
        began.set()
        arrived.wait()
        assert list_checks.on_the_list(CELL_PATH) == before
        assert set(list_checks.on_the_list_now(CELL_PATH)) - set(before) == {arriving}
    other.join()
