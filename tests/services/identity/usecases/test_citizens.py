"""Citizens' light accounts: a telephone, a code and consent; nothing that is the members'."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.identity.engines.code_sender import CodeNotSent, InPersonOnly
from services.identity.engines.in_use import Engines, use_engines
from services.identity.queries.my_citizen_account import MyCitizenAccount, my_citizen_account
from services.identity.rules.citizen_errors import CitizenNotFound, ConsentNeeded
from services.identity.rules.errors import FieldProblem, LoginLocked, SignedOut, TooSoon, WrongCredentials
from services.identity.rules.tree import organisation_code
from services.identity.usecases.enter_as_citizen import EnterAsCitizen, enter_as_citizen
from services.identity.usecases.knowing_caller import as_known_today
from services.identity.usecases.leave_as_citizen import LeaveAsCitizen, leave_as_citizen
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.opening_session import SignedIn
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from services.identity.usecases.request_citizen_code import RequestCitizenCode, request_citizen_code
from services.identity.usecases.request_login_code import RequestLoginCode, request_login_code
from services.identity.usecases.resume_session import ResumeSession, resume_session
from shared.security import Actor, audiences_of, is_citizen
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province, Sent

At = Callable[..., Context]
PHONE = "0950 999 001"


def _code(at: At, sent: Sent, phone: str = PHONE, **when: Any) -> str:
    request_citizen_code(RequestCitizenCode(phone=phone), at(None, **when))
    return sent.messages[-1][1]


def _enter(at: At, code: str, phone: str = PHONE, **more: Any) -> SignedIn:
    return enter_as_citizen(EnterAsCitizen(phone=phone, code=code, **more), at())


def _in(province: Province, at: At, sent: Sent, **more: Any) -> Actor:
    return province.verified(_enter(at, _code(at, sent), consent=True, **more).token)


def test_with_a_code_and_consent_a_citizen_is_in_without_a_cell_or_a_role(
    province: Province, at: At, sent: Sent
) -> None:
    actor = _in(province, at, sent, full_name="trần thị lụa")
    assert is_citizen(actor)
    assert (actor.cell_path, actor.grants) == ("public/", ())
    assert audiences_of(actor) == ["public/"]
    account = my_citizen_account(MyCitizenAccount(), at(actor))
    assert (account.full_name, account.phone_masked) == ("Trần Thị Lụa", "•••••••001")
    assert account.consented_at == NOW


def test_without_consent_no_account_is_made_and_the_code_serves_on(province: Province, at: At, sent: Sent) -> None:
    code = _code(at, sent)
    with pytest.raises(ConsentNeeded) as refused:
        _enter(at, code)
    assert list(refused.value.details) == ["consent"]
    assert database()["citizens"].count_documents({}) == 0
    assert _enter(at, code, consent=True).token


def test_the_second_time_the_same_account_opens_without_asking_again(province: Province, at: At, sent: Sent) -> None:
    first = _in(province, at, sent)
    code = _code(at, sent, now=NOW + timedelta(minutes=2))
    assert province.verified(_enter(at, code).token).member_id == first.member_id
    assert database()["citizens"].count_documents({}) == 1


def test_a_session_goes_on_and_ends_like_a_members(province: Province, at: At, sent: Sent) -> None:
    given = _enter(at, _code(at, sent), consent=True, keep=True)
    actor = province.verified(given.token)
    assert refresh_token(RefreshToken(), at(actor)).member.status == "citizen"
    assert resume_session(ResumeSession(secret=given.resume_secret or ""), at()).token
    assert as_known_today(actor, NOW) == actor


def test_leaving_deletes_all_that_is_kept(province: Province, at: At, sent: Sent) -> None:
    actor = _in(province, at, sent, full_name="Trần Thị Lụa")
    leave_as_citizen(LeaveAsCitizen(), at(actor))
    assert database()["citizens"].count_documents({}) == 0
    with pytest.raises(SignedOut):
        as_known_today(actor, NOW)
    with pytest.raises(CitizenNotFound):
        leave_as_citizen(LeaveAsCitizen(), at(province.actor("Đinh Thị Hương")))


def test_a_wrong_code_opens_nothing_and_guessing_locks(province: Province, at: At, sent: Sent) -> None:
    code = _code(at, sent)
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            _enter(at, "000000" if code != "000000" else "111111", consent=True)
    with pytest.raises(LoginLocked):
        _enter(at, code, consent=True)


def test_a_code_serves_once(province: Province, at: At, sent: Sent) -> None:
    code = _code(at, sent)
    _enter(at, code, consent=True)
    with pytest.raises(WrongCredentials):
        _enter(at, code, consent=True)


def test_a_members_telephone_makes_a_citizen_of_him_and_never_opens_the_members_account(
    province: Province, at: At, sent: Sent
) -> None:
    citizens_code = _code(at, sent, "0950000001")
    with pytest.raises(WrongCredentials):
        log_in_with_code(LogInWithCode(username="0950000001", code=citizens_code), at())
    request_login_code(RequestLoginCode(username="0950000001"), at())
    members_code = sent.messages[-1][1]
    if members_code != citizens_code:
        with pytest.raises(WrongCredentials):
            _enter(at, members_code, "0950000001", consent=True)
    assert is_citizen(province.verified(_enter(at, citizens_code, "0950000001", consent=True).token))


def test_codes_are_sent_once_a_minute_and_to_telephones_only(province: Province, at: At, sent: Sent) -> None:
    _code(at, sent)
    with pytest.raises(TooSoon):
        _code(at, sent)
    with pytest.raises(FieldProblem) as refused:
        _code(at, sent, "99000001")
    assert list(refused.value.details) == ["phone"]


def test_where_no_codes_are_sent_there_are_no_such_accounts(province: Province, at: At, engines: Engines) -> None:
    use_engines(replace(engines, code_sender=InPersonOnly()))
    with pytest.raises(CodeNotSent):
        request_citizen_code(RequestCitizenCode(phone=PHONE), at())


def test_telephone_and_name_lie_encrypted(province: Province, at: At, sent: Sent) -> None:
    _in(province, at, sent, full_name="Trần Thị Lụa")
    stored = repr(list(database()["citizens"].find()))
    assert "0950999001" not in stored
    assert "Lụa" not in stored


def test_no_organisation_is_called_as_the_citizens_path_is() -> None:
    with pytest.raises(FieldProblem):
        organisation_code("Public")
