from collections.abc import Callable
from datetime import date, timedelta

import pytest

from services.identity.rules.errors import SignedOut
from services.identity.rules.grants import Role, Term
from services.identity.store import organisations
from services.identity.store.members import Member
from services.identity.usecases.grant_role import give_role
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.sign_out import SignOut, sign_out
from shared.security import Actor, Grant
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
SECRETARY = Grant("cell_secretary", "ts/x01/c0101/")


def _signed_in(province: Province, at: At) -> Actor:
    command = LogInWithPassword(username="dangvien", password=PASSWORD)
    return province.verified(log_in_with_password(command, at()).token)


def _made_secretary(province: Province, last_day: date | None) -> None:
    term = Term(Role.CELL_SECRETARY, SECRETARY.path, NOW.date(), last_day)
    give_role(province.member("Đinh Thị Hương"), organisations.get("c0101"), term, None)


def test_a_token_that_holds_is_taken_as_it_is(province: Province, at: At) -> None:
    _made_secretary(province, None)
    actor = _signed_in(province, at)
    assert SECRETARY in actor.grants
    assert as_known_today(actor, NOW) == actor


def test_a_token_that_was_signed_out_opens_nothing_here(province: Province, at: At) -> None:
    actor = _signed_in(province, at)
    sign_out(SignOut(), at(actor))
    with pytest.raises(SignedOut):
        as_known_today(actor, NOW)


def test_one_who_left_is_refused_before_the_token_expires(province: Province, at: At) -> None:
    actor = _signed_in(province, at)
    Member.objects(full_name="Đinh Thị Hương").update(set__status="left")
    with pytest.raises(SignedOut):
        as_known_today(actor, NOW)


def test_a_role_that_ended_is_gone_though_the_token_still_names_it(province: Province, at: At) -> None:
    _made_secretary(province, NOW.date())
    known = as_known_today(_signed_in(province, at), NOW + timedelta(days=1))
    assert known.grants == (Grant("member", "ts/x01/c0101/"),)


def test_a_role_given_after_the_token_comes_with_the_next_one(province: Province, at: At) -> None:
    actor = _signed_in(province, at)
    _made_secretary(province, None)
    assert SECRETARY not in as_known_today(actor, NOW).grants


def test_who_moved_to_another_cell_is_no_longer_of_the_old_one(province: Province, at: At) -> None:
    actor = _signed_in(province, at)
    Member.objects(full_name="Đinh Thị Hương").update(set__cell_path="ts/x01/c0102/")
    known = as_known_today(actor, NOW)
    assert (known.cell_path, known.grants) == ("ts/x01/c0102/", ())
