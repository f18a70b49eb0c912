"""Sign-up days and helpers: planned once, settled once, named only where they are at home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.identity.queries.list_pairings import ListPairings, list_pairings
from services.identity.queries.list_sign_up_days import (
    ListSignUpDays,
    ReadSignUpDay,
    list_sign_up_days,
    read_sign_up_day,
)
from services.identity.queries.my_roll_out import MyRollOut, my_roll_out
from services.identity.rules.roll_out_errors import (
    CameTooEarly,
    DayInThePast,
    DaysReversed,
    DayTooFar,
    MoreRegisteredThanCame,
    NotInThisCell,
    PairingSettled,
    SignUpDayOver,
)
from services.identity.usecases.close_sign_up_day import CloseSignUpDay, close_sign_up_day
from services.identity.usecases.pair_helper import PairHelper, pair_helper
from services.identity.usecases.plan_sign_up_day import PlanSignUpDay, plan_sign_up_day
from services.identity.usecases.settle_pairing import SettlePairing, settle_pairing
from shared.clock import local_date
from shared.errors import Forbidden
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.roll_out import CELL, OFFICER, secretary_of

At = Callable[..., Context]
TODAY = local_date(NOW)
DAY = PlanSignUpDay(
    organisation_path="ts/x01/",
    starts_at=NOW + timedelta(hours=2),
    place="Nhà văn hóa xã",
    helpers="Đoàn thanh niên xã: Lò Thị Vân",
)


def _officer(province: Province) -> Any:
    return province.actor("Lê Đức An", OFFICER)


def _pair(**changed: Any) -> PairHelper:
    fields = {
        "cell_path": CELL, "helper_name": "Lò Thị Vân", "helper_phone": "0950000099", "first_day": TODAY,
        "last_day": TODAY + timedelta(days=7),
    }  # fmt: skip
    return PairHelper(**{**fields, **changed})


def test_a_day_is_planned_once_however_often_it_is_sent(province: Province, at: At) -> None:
    ctx = replace(at(_officer(province)), new_id=lambda: "day-1")
    assert plan_sign_up_day(DAY, ctx) == plan_sign_up_day(DAY, ctx)
    [day] = list_sign_up_days(ListSignUpDays(organisation_path="ts/x01/"), ctx).items
    assert (day.place, day.helpers, day.state, day.organisation_name) == (
        "Nhà văn hóa xã", "Đoàn thanh niên xã: Lò Thị Vân", "planned", "Đảng bộ xã Một",
    )  # fmt: skip
    stored = database()["sign_up_days"].find_one({"_id": "day-1"})
    assert stored is not None
    assert [event["type"] for event in stored["outbox"]] == ["identity.sign_up_day_planned.v1"]
    assert "Lò Thị Vân" not in str(stored)


def test_a_day_gone_by_is_no_plan(province: Province, at: At) -> None:
    with pytest.raises(DayInThePast):
        plan_sign_up_day(
            PlanSignUpDay(organisation_path="ts/x01/", starts_at=NOW - timedelta(days=1), place="Nhà văn hóa"),
            at(_officer(province)),
        )


@pytest.mark.parametrize("year", [1, 2031, 9999])
def test_a_day_of_another_age_is_a_slip_of_the_hand(province: Province, at: At, year: int) -> None:
    with pytest.raises(DayTooFar):
        plan_sign_up_day(
            PlanSignUpDay(
                organisation_path="ts/x01/", starts_at=datetime(year, 12, 31, 23, 59, tzinfo=UTC), place="Nhà văn hóa"
            ),
            at(_officer(province)),
        )


def test_what_came_of_it_is_written_when_it_was_held_and_once(province: Province, at: At) -> None:
    officer = _officer(province)
    day_id = plan_sign_up_day(DAY, at(officer)).day_id
    with pytest.raises(CameTooEarly):
        close_sign_up_day(CloseSignUpDay(day_id=day_id, came=3, registered=2), at(officer, now=NOW - timedelta(days=1)))
    with pytest.raises(MoreRegisteredThanCame):
        close_sign_up_day(CloseSignUpDay(day_id=day_id, came=3, registered=4), at(officer))
    for _ in range(2):
        close_sign_up_day(CloseSignUpDay(day_id=day_id, came=30, registered=22), at(officer))
    with pytest.raises(SignUpDayOver):
        close_sign_up_day(CloseSignUpDay(day_id=day_id), at(officer))
    day = read_sign_up_day(ReadSignUpDay(day_id=day_id), at(officer))
    assert (day.state, day.came, day.registered) == ("held", 30, 22)


def test_a_day_is_called_off_without_numbers(province: Province, at: At) -> None:
    day_id = plan_sign_up_day(DAY, at(_officer(province))).day_id
    for _ in range(2):
        close_sign_up_day(CloseSignUpDay(day_id=day_id), at(_officer(province)))
    day = read_sign_up_day(ReadSignUpDay(day_id=day_id), at(_officer(province)))
    assert (day.state, day.came, day.registered) == ("cancelled", None, None)


def test_days_are_organised_by_those_who_work_there(province: Province, at: At) -> None:
    day_id = plan_sign_up_day(DAY, at(_officer(province))).day_id
    for grants in ([], [("committee_editor", "ts/")], [("committee_officer", "ts/x02/")]):
        ctx = at(province.actor("Phạm Thị Ân", *grants))
        with pytest.raises(Forbidden):
            plan_sign_up_day(DAY, ctx)
        with pytest.raises(Forbidden):
            close_sign_up_day(CloseSignUpDay(day_id=day_id), ctx)
    editor = at(province.actor("Phạm Thị Ân", ("committee_editor", "ts/")))
    assert read_sign_up_day(ReadSignUpDay(day_id=day_id), editor).helpers is None


def test_a_helper_at_home_is_named_to_the_secretary_and_to_the_one_who_is_helped(province: Province, at: At) -> None:
    member = province.member("Nông Văn Điền")
    pair_helper(_pair(member_id=member.id), at(secretary_of(province)))
    [seen] = list_pairings(ListPairings(organisation_path=CELL), at(secretary_of(province))).items
    assert (seen.member_name, seen.helper_name, seen.may_settle) == ("Nông Văn Điền", "Lò Thị Vân", True)
    [above] = list_pairings(ListPairings(organisation_path="ts/x01/"), at(_officer(province))).items
    assert (above.member_name, above.helper_name, above.helper_phone, above.at_home) == (None, None, None, True)
    [helper] = my_roll_out(MyRollOut(), at(province.actor("Nông Văn Điền"))).helpers
    assert (helper.helper_name, helper.helper_phone) == ("Lò Thị Vân", "0950000099")
    stored = str(database()["helper_pairings"].find_one({}))
    assert "Vân" not in stored
    assert "0950000099" not in stored


def test_the_committee_pairs_a_youth_secretary_with_a_cell_secretary_and_nobody_at_home(
    province: Province, at: At
) -> None:
    pairing = pair_helper(_pair(), at(_officer(province))).pairing_id
    with pytest.raises(Forbidden):
        pair_helper(_pair(member_id=province.member("Nông Văn Điền").id), at(_officer(province)))
    for _ in range(2):
        settle_pairing(SettlePairing(pairing_id=pairing, done=True), at(_officer(province)))
    with pytest.raises(PairingSettled):
        settle_pairing(SettlePairing(pairing_id=pairing, done=False), at(_officer(province)))
    [seen] = list_pairings(ListPairings(organisation_path="ts/x01/"), at(_officer(province))).items
    assert (seen.state, seen.at_home, seen.helper_name, seen.may_settle) == ("done", False, "Lò Thị Vân", False)


def test_a_pairing_is_of_one_cell_and_its_days_run_forward(province: Province, at: At) -> None:
    secretary = at(secretary_of(province))
    with pytest.raises(NotInThisCell):
        pair_helper(_pair(member_id=province.member("Lê Đức An").id), secretary)
    with pytest.raises(NotInThisCell):
        pair_helper(_pair(cell_path="ts/x01/"), at(_officer(province)))
    with pytest.raises(DaysReversed):
        pair_helper(_pair(last_day=TODAY - timedelta(days=1)), secretary)
