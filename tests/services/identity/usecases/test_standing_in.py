"""Helpers: asked and agreed or entered by the secretary, limited to deeds and days, recorded, ended at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.identity.queries.helpers_of_member import HelpersOfMember, helpers_of_member
from services.identity.queries.my_helpers import MyHelpers, my_helpers
from services.identity.queries.my_record_access import MyRecordAccess, my_record_access
from services.identity.queries.whom_i_help import WhomIHelp, whom_i_help
from services.identity.rules.delegation_errors import (
    DelegationNotFound,
    DelegationOver,
    NotDelegated,
    TooManyHelpers,
)
from services.identity.rules.delegations import TOKEN_LIFETIME, Deed
from services.identity.rules.errors import FieldProblem, SignedOut
from services.identity.store import sessions
from services.identity.store.members import Member
from services.identity.usecases.agree_to_help import AgreeToHelp, agree_to_help
from services.identity.usecases.appoint_helper import AppointHelper, appoint_helper
from services.identity.usecases.ask_helper import AskHelper, ask_helper
from services.identity.usecases.end_delegation import EndDelegation, end_delegation
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.opening_session import SigningIn, open_session
from services.identity.usecases.stand_in import StandIn, StandingIn, stand_in
from shared.security import Actor, Grant, NotPermitted, TokenInvalid, audit, verify
from shared.store import database
from shared.usecase import Context, InvalidRequest, convert
from tests.services.identity.conftest import NOW, Province

At = Callable[..., Context]
UNTIL = date(2027, 2, 22)
SECRETARY = ("cell_secretary", "ts/x01/c0101/")


@pytest.fixture
def elder(province: Province) -> Actor:
    return _in(province, "Nông Văn Điền")


@pytest.fixture
def helper(province: Province) -> Actor:
    return _in(province, "Đinh Thị Hương")


def _in(province: Province, name: str) -> Actor:
    return province.verified(open_session(province.member(name), None, SigningIn(), NOW).token)


def _ask(ctx: Context, helper: str = "dangvien", **more: Any) -> str:
    fields: dict[str, Any] = {"helper": helper, "deeds": [Deed.CONFIRM_ATTENDANCE], "valid_until": UNTIL} | more
    return ask_helper(AskHelper(**fields), ctx).delegation_id


def _agreed(at: At, elder: Actor, helper: Actor, **more: Any) -> str:
    delegation_id = _ask(at(elder), **more)
    agree_to_help(AgreeToHelp(delegation_id=delegation_id), at(helper))
    return delegation_id


def _stand_in(ctx: Context, delegation_id: str, deed: Deed = Deed.CONFIRM_ATTENDANCE) -> StandingIn:
    return stand_in(StandIn(delegation_id=delegation_id, deed=deed), ctx)


def _as_service(province: Province, token: str) -> Actor:
    """What the door of another service reads in it."""
    return verify(token, province._keys, audience="ts", now=NOW, helpers=True)


def test_a_helper_gets_a_token_that_names_both_and_one_deed(
    province: Province, at: At, elder: Actor, helper: Actor
) -> None:
    given = _stand_in(at(helper), _agreed(at, elder, helper))
    read = _as_service(province, given.token)
    assert (read.member_id, read.helper_id) == (elder.member_id, helper.member_id)
    assert read.deeds == {"confirm_attendance"}
    assert read.grants == (Grant("member", "ts/x01/c0101/"),)
    assert read.expires_at - NOW == TOKEN_LIFETIME
    assert given.member_name == "Nông Văn Điền"


def test_the_token_opens_no_session_and_counts_where_nobody_asks_for_deeds(
    province: Province, at: At, elder: Actor, helper: Actor
) -> None:
    given = _stand_in(at(helper), _agreed(at, elder, helper))
    with pytest.raises(TokenInvalid):
        verify(given.token, province._keys, audience="ts", now=NOW)
    with pytest.raises(SignedOut):
        as_known_today(_as_service(province, given.token), NOW)


def test_every_deed_is_in_the_trail_under_both_names_and_shown_to_the_member(
    province: Province, at: At, elder: Actor, helper: Actor
) -> None:
    delegation_id = _agreed(at, elder, helper)
    for _ in range(2):
        _stand_in(at(helper), delegation_id, Deed.SEE_MEETINGS)
    shown = my_record_access(MyRecordAccess(), at(elder)).items
    assert [(item.reader, item.action, item.times) for item in shown] == [
        ("Đinh Thị Hương", "identity.helped_see_meetings", 2),
        ("Đinh Thị Hương", "identity.helper_agreed", 1),
    ]
    entry = database()["audit_entries"].find_one({"action": "identity.helped_see_meetings"})
    assert entry is not None
    assert (entry["actor"], entry["details"]["in_stead_of"]) == (helper.member_id, elder.member_id)
    assert audit.verify_chain() is None


def test_what_a_service_records_of_a_helper_names_both(province: Province, at: At, elder: Actor, helper: Actor) -> None:
    standing_in = _as_service(province, _stand_in(at(helper), _agreed(at, elder, helper)).token)
    audit.record("meetings.something", actor=standing_in, subject="m1", path="ts/x01/c0101/")
    entry = database()["audit_entries"].find_one({"action": "meetings.something"})
    assert entry is not None
    assert (entry["actor"], entry["details"]) == (helper.member_id, {"in_stead_of": elder.member_id})


def test_before_the_helper_agrees_nothing_is_done(at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _ask(at(elder))
    with pytest.raises(NotDelegated):
        _stand_in(at(helper), delegation_id)


def test_a_deed_that_was_not_asked_for_is_refused(at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _agreed(at, elder, helper, deeds=[Deed.READ_NEWS])
    assert _stand_in(at(helper), delegation_id, Deed.READ_NEWS).token
    for deed in set(Deed) - {Deed.READ_NEWS}:
        with pytest.raises(NotDelegated):
            _stand_in(at(helper), delegation_id, deed)


@pytest.mark.parametrize("deed", ["cast_vote", "secret_ballot", "choose_password", "answer_poll", "ask"])
def test_no_delegation_can_name_a_vote_a_password_or_an_answer(deed: str) -> None:
    asked = {"helper": "dangvien", "deeds": [deed], "valid_until": "2027-02-22"}
    with pytest.raises(InvalidRequest):
        convert(AskHelper, asked)


@pytest.mark.parametrize("who", ["elder", "helper", "secretary"])
def test_it_ends_at_once_by_either_and_by_the_secretary(
    province: Province, at: At, elder: Actor, helper: Actor, who: str
) -> None:
    delegation_id = _agreed(at, elder, helper)
    secretary = province.verified(open_session(province.member("Hoàng Văn Thuận"), None, SigningIn(), NOW).token)
    secretary = Actor(**(vars(secretary) | {"grants": (Grant(*SECRETARY),)}))
    ending = {"elder": elder, "helper": helper, "secretary": secretary}[who]
    for _ in range(2):
        end_delegation(EndDelegation(delegation_id=delegation_id), at(ending))
    with pytest.raises(NotDelegated):
        _stand_in(at(helper), delegation_id)
    with pytest.raises(DelegationOver):
        agree_to_help(AgreeToHelp(delegation_id=delegation_id), at(helper))
    assert my_helpers(MyHelpers(), at(elder)).items == []
    stored = database()["delegations"].find_one()
    assert stored is not None
    told = [event["type"] for event in stored["outbox"]]
    assert told == ["identity.helper_appointed.v1", "identity.helper_dismissed.v1"]


def test_nobody_else_ends_agrees_or_stands_in(province: Province, at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _agreed(at, elder, helper)
    stranger = _in(province, "Lê Đức An")
    for work in (
        lambda: end_delegation(EndDelegation(delegation_id=delegation_id), at(stranger)),
        lambda: agree_to_help(AgreeToHelp(delegation_id=delegation_id), at(stranger)),
        lambda: _stand_in(at(stranger), delegation_id),
        lambda: _stand_in(at(elder), delegation_id),
    ):
        with pytest.raises(DelegationNotFound):
            work()


def test_after_its_last_day_it_is_over(province: Province, at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _agreed(at, elder, helper, valid_until=date(2026, 11, 23))
    assert _stand_in(at(helper, now=NOW + timedelta(days=1)), delegation_id).token
    with pytest.raises(NotDelegated):
        _stand_in(at(helper, now=NOW + timedelta(days=2)), delegation_id)
    assert whom_i_help(WhomIHelp(), at(helper, now=NOW + timedelta(days=2))).items == []


def test_who_left_is_helped_no_more(at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _agreed(at, elder, helper)
    Member.objects(pk=elder.member_id).update(set__status="left")
    with pytest.raises(NotDelegated):
        _stand_in(at(helper), delegation_id)


def test_a_name_nobody_has_gets_the_same_answer_and_the_same_line(at: At, elder: Actor, helper: Actor) -> None:
    _ask(at(elder))
    _ask(at(elder), "khongcoai")
    known, unknown = my_helpers(MyHelpers(), at(elder)).items
    assert (known.helper_name, known.state) == (unknown.helper_name, unknown.state) == (None, "offered")
    assert [item.member_name for item in whom_i_help(WhomIHelp(), at(helper)).items] == ["Nông Văn Điền"]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"helper": "99000003"}, "helper"),
        ({"deeds": []}, "deeds"),
        ({"valid_until": date(2026, 11, 21)}, "valid_until"),
        ({"valid_until": date(2027, 11, 23)}, "valid_until"),
    ],
)
def test_what_cannot_be_agreed_is_told_beside_its_field(at: At, elder: Actor, wish: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        _ask(at(elder), **wish)
    assert list(refused.value.details) == [field]
    assert _ask(at(elder), valid_until=date(2027, 11, 22))


def test_three_helpers_are_enough(at: At, elder: Actor) -> None:
    for _ in range(3):
        _ask(at(elder))
    with pytest.raises(TooManyHelpers):
        _ask(at(elder))


def _appoint(province: Province, ctx: Context, **more: Any) -> str:
    people = {"member_id": province.member("Nông Văn Điền").id, "helper_id": province.member("Đinh Thị Hương").id}
    fields: dict[str, Any] = {"deeds": [Deed.READ_NEWS], "valid_until": UNTIL, "member_present": True}
    return appoint_helper(AppointHelper(**(people | fields | more)), ctx).delegation_id


def test_the_secretary_enters_a_helper_with_the_member_present_and_the_member_reads_of_it(
    province: Province, at: At, elder: Actor, helper: Actor
) -> None:
    secretary = at(province.actor("Hoàng Văn Thuận", SECRETARY))
    with pytest.raises(FieldProblem):
        _appoint(province, secretary, member_present=False)
    delegation_id = _appoint(province, secretary)
    assert _stand_in(at(helper), delegation_id, Deed.READ_NEWS).token
    actions = [(item.reader, item.action) for item in my_record_access(MyRecordAccess(), at(elder)).items]
    assert ("Hoàng Văn Thuận", "identity.helper_appointed") in actions
    listed = helpers_of_member(HelpersOfMember(member_id=elder.member_id), secretary).items
    assert [(item.helper_name, item.state) for item in listed] == [("Đinh Thị Hương", "in_force")]


def test_a_secretary_enters_neither_himself_nor_people_of_another_cell(province: Province, at: At) -> None:
    secretary = at(province.actor("Hoàng Văn Thuận", SECRETARY))
    with pytest.raises(FieldProblem):
        _appoint(province, secretary, helper_id=province.member("Hoàng Văn Thuận").id)
    for other in ({"member_id": province.member("Lê Đức An").id}, {"helper_id": province.member("Lê Đức An").id}):
        with pytest.raises(NotPermitted):
            _appoint(province, secretary, **other)
    with pytest.raises(NotPermitted):
        _appoint(province, at(province.actor("Lê Đức An")))


def test_a_helper_who_signed_out_stands_in_no_more(at: At, elder: Actor, helper: Actor) -> None:
    delegation_id = _agreed(at, elder, helper)
    sessions.end_all(helper.member_id)
    with pytest.raises(SignedOut):
        _stand_in(at(helper), delegation_id)
