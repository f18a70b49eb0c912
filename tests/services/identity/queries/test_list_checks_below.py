"""How far the cells are with the check of their lists: counted per organisation, readable above, without a person."""

from collections.abc import Callable
from dataclasses import astuple
from datetime import UTC, date, datetime

import pytest

from services.identity.queries.list_checks_below import ListChecksBelow, ListChecksView, list_checks_below
from services.identity.rules.list_check_errors import CheckNotFound
from services.identity.store.organisations import Organisation
from shared.security import Actor
from shared.security.errors import NotPermitted
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.list_checks import CELL, CELL_PATH, HALF, NEXT_HALF, answer, checked_and_closed, view

At = Callable[..., Context]
LATER = datetime(2027, 2, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL_PATH))


@pytest.fixture
def administrator(province: Province) -> Actor:
    return province.actor("Phạm Thị Ân", ("administrator", "ts/"))


def _below(ctx: Context, organisation: str = "ts", half: str | None = None) -> ListChecksView:
    return list_checks_below(ListChecksBelow(organisation_id=organisation, half=half), ctx)


def _told(found: ListChecksView) -> dict[str, tuple[int, ...]]:
    """{id: cells, done, under way, not begun, overdue, differing}"""
    return {part.id: astuple(part.tally) for part in found.below} | {found.id: astuple(found.tally)}


def test_cells_are_counted_by_how_far_they_are(
    province: Province, at: At, secretary: Actor, administrator: Actor
) -> None:
    first, second = [item.id for item in view(at(secretary)).items[:2]]
    for someone in (first, second):
        answer(at(secretary), someone, "paper_missing")
    checked_and_closed(at(secretary))
    other = province.actor("Đỗ Văn An", ("cell_secretary", "ts/x01/c0102/"))
    answer(at(other), view(at(other), cell="c0102").items[0].id, "standing", cell="c0102")
    assert _told(_below(at(administrator))) == {
        "x01": (2, 1, 1, 0, 0, 3),
        "x02": (1, 0, 0, 1, 0, 0),
        "ts": (3, 1, 1, 1, 0, 3),
    }
    assert _told(_below(at(administrator), "x01"))["c0102"] == (1, 0, 1, 0, 0, 1)
    assert _below(at(secretary), CELL).tally.done == 1


def test_who_is_behind_with_the_half_before_is_counted_beside_this_one(
    at: At, secretary: Actor, administrator: Actor
) -> None:
    checked_and_closed(at(secretary))
    later = at(administrator, now=LATER)
    now_there = _below(later)
    assert (now_there.half, now_there.half_before) == (NEXT_HALF, HALF)
    assert _told(now_there) == {"x01": (2, 0, 0, 2, 1, 0), "x02": (1, 0, 0, 1, 1, 0), "ts": (3, 0, 0, 3, 2, 0)}
    assert _told(_below(later, half=HALF))["ts"] == (3, 1, 0, 0, 2, 0)
    Organisation.objects(pk="c0102").update_one(set__effective_until=date(2026, 1, 1))
    assert _told(_below(later))["x01"] == (1, 0, 0, 1, 0, 0), "who is no more is behind with nothing"
    with pytest.raises(CheckNotFound):
        _below(later, half="2026-1")


def test_numbers_are_for_who_may_open_the_cells(province: Province, at: At, secretary: Actor) -> None:
    with pytest.raises(NotPermitted):
        _below(at(secretary), "x01")
    editor = province.actor("Phạm Thị Ân", ("committee_editor", "ts/"))
    with pytest.raises(NotPermitted):
        _below(at(editor))
