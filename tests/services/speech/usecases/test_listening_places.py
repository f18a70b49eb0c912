import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from services.speech.queries.listening_place import listening_place
from services.speech.queries.my_data import my_data
from services.speech.rules.places import MOST
from services.speech.store import places
from services.speech.store.places import ListeningPlaces
from services.speech.usecases.keep_listening_place import keep_listening_place
from services.speech.usecases.on_account_closed import on_account_closed
from shared.contracts.identity import AccountClosed
from shared.security import PUBLIC, Actor, NotForCitizens, NotForHelpers, refuse_citizen, refuse_helper
from shared.usecase import Context, InvalidRequest, perform
from tests.services.speech.conftest import CELL, NOW

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]


def keep(ctx: Context, text_id: str = "a1", block: int = 3, character: int = 12) -> None:
    perform(keep_listening_place, {"text_id": text_id, "block": block, "character": character}, ctx)


def place(ctx: Context, text_id: str = "a1") -> dict[str, Any]:
    found: dict[str, Any] = perform(listening_place, {"text_id": text_id}, ctx)
    return found


def test_another_device_goes_on_where_this_one_stopped(as_member: AsMember) -> None:
    assert place(as_member()) == {"text_id": "a1", "block": 0, "character": 0}
    keep(as_member())
    keep(as_member(), block=5, character=0)
    assert place(as_member()) == {"text_id": "a1", "block": 5, "character": 0}


def test_what_was_heard_to_its_end_is_forgotten(as_member: AsMember) -> None:
    keep(as_member(), "a1")
    keep(as_member(), "a2")
    keep(as_member(), "a1", 0, 0)
    assert [item["text_id"] for item in perform(my_data, {}, as_member())["listening_places"]] == ["a2"]


def test_only_the_newest_places_are_kept_and_nothing_says_when_or_how_long(as_member: AsMember) -> None:
    for number in range(MOST + 5):
        keep(as_member(), f"a{number}")
    kept = perform(my_data, {}, as_member())["listening_places"]
    assert [item["text_id"] for item in kept] == [f"a{number}" for number in reversed(range(5, MOST + 5))]
    assert set(kept[0]) == {"text_id", "block", "character"}
    row = ListeningPlaces.objects.get()
    assert (row.day.hour, row.day.minute, row.day.second) == (0, 0, 0)


def test_without_the_keys_nobody_reads_whose_place_it_is_or_in_which_text(as_member: AsMember) -> None:
    keep(as_member(member_id="member-of-the-places"), "article-of-february")
    raw = repr(ListeningPlaces._get_collection().find_one())
    assert "member-of-the-places" not in raw
    assert "february" not in raw


def test_each_member_has_own_places(as_member: AsMember) -> None:
    keep(as_member())
    other = Context(Actor("m2", CELL, (), "t2", NOW + timedelta(hours=1)), NOW, "c2")
    assert place(other)["block"] == 0


def test_two_devices_at_once_both_keep_theirs(as_member: AsMember) -> None:
    start = threading.Barrier(4)

    def device(number: int) -> None:
        start.wait()
        keep(as_member(), f"a{number}")

    devices = [threading.Thread(target=device, args=(number,)) for number in range(4)]
    for each in devices:
        each.start()
    for each in devices:
        each.join()
    assert len(places.of_member("m1")) == 4


def test_places_are_forgotten_after_a_season_and_with_the_account(as_member: AsMember) -> None:
    keep(as_member())
    assert places.forget_old(NOW + timedelta(days=80)) == 0
    assert places.forget_old(NOW + timedelta(days=92)) == 1
    keep(as_member())
    for _ in range(2):
        on_account_closed(AccountClosed(member_id="m1"))
    assert places.of_member("m1") == []


@pytest.mark.parametrize("field", [{"block": -1}, {"character": 10**9}, {"text_id": "a b"}, {"minutes": 3}])
def test_a_place_that_cannot_be_is_refused(as_member: AsMember, field: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest):
        perform(keep_listening_place, {"text_id": "a1", "block": 1, "character": 1, **field}, as_member())


def test_citizens_and_helpers_keep_no_place() -> None:
    citizen = Actor("citizen", PUBLIC, (), "t", NOW)
    helper = Actor("m1", CELL, (), "t", NOW, helper_id="h1", deeds=frozenset({"read_news"}))
    for usecase in (keep_listening_place, listening_place):
        with pytest.raises(NotForCitizens):
            refuse_citizen(usecase, citizen)
        with pytest.raises(NotForHelpers):
            refuse_helper(usecase, helper)
