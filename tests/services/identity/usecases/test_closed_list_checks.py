"""A closed check shows what was closed, whatever happens afterwards; the half that was missed can be made good."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from services.identity.rules.list_check_errors import CheckNotFound, HalfOver
from services.identity.rules.organisation_changes import Change
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.usecases.change_organisation import ChangeOrganisation, change_organisation
from shared.security import Actor
from shared.security.errors import NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import Province
from tests.services.identity.list_checks import (
    CELL,
    CELL_PATH,
    HALF,
    NEXT_HALF,
    NOTE,
    answer,
    checked_and_closed,
    close,
    rest,
    view,
)

At = Callable[..., Context]
LATER = datetime(2027, 2, 3, 8, 0, tzinfo=UTC)
MUCH_LATER = datetime(2027, 8, 3, 8, 0, tzinfo=UTC)


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL_PATH))


def test_the_list_is_kept_as_it_was_closed(province: Province, at: At, secretary: Actor) -> None:
    huong = province.member("Đinh Thị Hương")
    answer(at(secretary), huong.id, "field_wrong", NOTE)
    shown = checked_and_closed(at(secretary))
    Member.objects(pk=huong.id).update_one(
        set__full_name="Đinh Thị Hường", set__card_number="99000099", set__cell_path="ts/x01/c0102/"
    )
    Member.objects(pk=province.member("Hoàng Văn Thuận").id).update_one(set__status="left")
    Member.objects(pk=province.member("Lê Đức An").id).update_one(set__cell_path=CELL_PATH)
    Organisation.objects(pk=CELL).update_one(set__name="Chi bộ khác")
    after = view(at(secretary))
    assert [(item.full_name, item.card_number, item.outcome, item.note) for item in after.items] == [
        (item.full_name, item.card_number, item.outcome, item.note) for item in shown.items
    ]
    assert "Đinh Thị Hương" in [item.full_name for item in after.items]
    assert (after.cell_name, after.closed_by, after.late) == ("Chi bộ thôn Thượng", "Hoàng Văn Thuận", False)
    assert after.counts == {"field_wrong": 1, "matches": len(shown.items) - 1}
    stored = repr(list(database()["list_checks"].find()))
    assert not any(hidden in stored for hidden in ("Hương", "99000001", NOTE))


def test_who_arrived_and_who_left_stand_in_the_closed_list(province: Province, at: At, secretary: Actor) -> None:
    answer(at(secretary), province.member("Hoàng Văn Thuận").id)
    Member.objects(pk=province.member("Nông Văn Điền").id).update_one(set__status="left")
    Member.objects(pk=province.member("Lê Đức An").id).update_one(set__cell_path=CELL_PATH)
    checked_and_closed(at(secretary))
    after = view(at(secretary))
    assert [item.full_name for item in after.items if item.arrived] == ["Lê Đức An"]
    assert after.gone == ["Nông Văn Điền"]


def test_a_half_that_ended_open_comes_first_and_is_closed_late(at: At, secretary: Actor) -> None:
    answer(at(secretary), view(at(secretary)).items[0].id)
    late = view(at(secretary, now=LATER))
    assert (late.half, late.progress, late.may_check) == (HALF, "overdue", True)
    assert [(other.half, other.progress) for other in late.others] == [(NEXT_HALF, "not_begun")]
    checked_and_closed(at(secretary, now=LATER))
    now_first = view(at(secretary, now=LATER))
    assert (now_first.half, now_first.progress) == (NEXT_HALF, "not_begun")
    assert [(other.half, other.progress, other.late) for other in now_first.others] == [(HALF, "done", True)]
    assert view(at(secretary, now=LATER), HALF).late
    rest(at(secretary, now=LATER), len(now_first.items), NEXT_HALF)


def test_a_cell_that_did_not_begin_is_behind_only_with_what_others_began_and_since_it_is_there(
    province: Province, at: At, secretary: Actor
) -> None:
    assert view(at(secretary, now=LATER)).half == NEXT_HALF, "nobody checked a list in the half before"
    other = province.actor("Đỗ Văn An", ("cell_secretary", "ts/x01/c0102/"))
    answer(at(other), view(at(other), cell="c0102").items[0].id, cell="c0102")
    behind = view(at(secretary, now=LATER))
    assert (behind.half, behind.progress, behind.may_check) == (HALF, "overdue", True)
    Organisation.objects(pk=CELL).update_one(set__effective_from=date(2027, 1, 2))
    assert view(at(secretary, now=LATER)).half == NEXT_HALF


def test_what_is_a_year_old_is_read_and_not_made_good_any_more(at: At, secretary: Actor) -> None:
    someone = view(at(secretary)).items[0].id
    answer(at(secretary), someone)
    old = view(at(secretary, now=MUCH_LATER), HALF)
    assert (old.progress, old.may_check) == ("overdue", False)
    for refused in (
        lambda: answer(at(secretary, now=MUCH_LATER), someone, half=HALF),
        lambda: close(at(secretary, now=MUCH_LATER), old),
    ):
        with pytest.raises(HalfOver):
            refused()
    with pytest.raises(CheckNotFound):
        view(at(secretary), "2020-1")


def test_earlier_checks_follow_a_cell_that_moves(province: Province, at: At, secretary: Actor) -> None:
    closed = checked_and_closed(at(secretary))
    _decide(province, at, Change.MOVE, "x02")
    moved = province.actor("Phạm Thị Ân", ("committee_officer", "ts/x02/"))
    assert [item.id for item in view(at(moved)).items] == [item.id for item in closed.items]
    left_behind = province.actor("Lê Đức An", ("committee_officer", "ts/x01/"))
    with pytest.raises(NotPermitted):
        view(at(left_behind))


def test_the_closed_checks_of_a_cell_that_was_merged_are_read_from_the_other_one(
    province: Province, at: At, secretary: Actor
) -> None:
    closed = checked_and_closed(at(secretary))
    heir = province.actor("Đỗ Văn An", ("cell_secretary", "ts/x01/c0102/"))
    with pytest.raises(NotPermitted):
        view(at(heir), HALF)
    _decide(province, at, Change.MERGE, "c0102")
    own = view(at(heir), cell="c0102")
    assert [(one.cell_id, one.half) for one in own.others] == [(CELL, HALF)]
    assert len(own.items) == len(closed.items) + 2
    merged = view(at(heir), HALF)
    assert [item.id for item in merged.items] == [item.id for item in closed.items]
    assert (merged.cell_name, merged.may_check, merged.may_correct) == ("Chi bộ thôn Thượng", False, True)


def _decide(province: Province, at: At, change: Change, other_id: str) -> None:
    office = province.actor("Lê Đức An", ("administrator", "ts/"))
    day = date(2026, 11, 22)
    command = ChangeOrganisation(
        change=change, organisation_id=CELL, other_id=other_id, effective_on=day, number="12-QĐ/TU", signed_on=day,
        issued_by="Tỉnh ủy Trường Sơn",
    )  # fmt: skip
    change_organisation(command, at(office))
