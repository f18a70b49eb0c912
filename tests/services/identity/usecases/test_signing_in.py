"""Every way through the door, and every way to be kept out of it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.identity.engines.code_sender import CodeNotSent
from services.identity.rules.errors import CodeNotForThem, LoginLocked, SignedOut, TooSoon, WrongCredentials
from services.identity.rules.login_codes import ATTEMPTS, LIFETIME_IN_PERSON, LIFETIME_SENT
from services.identity.rules.sessions import SESSION_LIFETIME, TOKEN_LIFETIME
from services.identity.store.login_codes import LoginCode
from services.identity.store.members import Member
from services.identity.usecases.issue_login_code import IssueLoginCode, LoginCodeIssued, issue_login_code
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.opening_session import SignedIn
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from services.identity.usecases.request_login_code import RequestLoginCode, request_login_code
from services.identity.usecases.sign_out import SignOut, sign_out
from shared.errors import Forbidden, NotFound
from shared.security import Grant, TokenExpired
from shared.security.audit import verify_chain
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province, Sent

At = Callable[..., Context]
SECRETARY = ("cell_secretary", "ts/x01/c0101/")


def _by_password(username: str, password: str, ctx: Context) -> SignedIn:
    return log_in_with_password(LogInWithPassword(username=username, password=password), ctx)


def _by_code(username: str, code: str, ctx: Context) -> SignedIn:
    return log_in_with_code(LogInWithCode(username=username, code=code), ctx)


def _ask_code(username: str, ctx: Context) -> dict[str, object]:
    answer = request_login_code(RequestLoginCode(username=username), ctx)
    return {"sent": answer.sent, "channel": answer.channel}


def test_the_token_names_the_member_the_cell_and_the_role(province: Province, at: At) -> None:
    signed_in = _by_password("dangvien", PASSWORD, at())
    actor = province.verified(signed_in.token)
    assert actor.member_id == province.member("Đinh Thị Hương").id == signed_in.member.id
    assert actor.cell_path == "ts/x01/c0101/"
    assert actor.grants == (Grant("member", "ts/x01/c0101/"),)
    assert signed_in.expires_at == NOW + TOKEN_LIFETIME
    assert signed_in.member.cell_name == signed_in.member.roles[0].organisation_name == "Chi bộ thôn Thượng"
    with pytest.raises(TokenExpired):
        province.verified(signed_in.token, NOW + TOKEN_LIFETIME + timedelta(minutes=1))


@pytest.mark.parametrize("username", ["dangvien", " DangVien ", "99000001", "9900.0001", "0950000001", "+84950000001"])
def test_a_member_is_known_by_user_name_card_or_telephone(province: Province, at: At, username: str) -> None:
    assert _by_password(username, PASSWORD, at()).member.full_name == "Đinh Thị Hương"


def test_a_shared_telephone_does_not_say_who_is_at_the_door(province: Province, at: At, sent: Sent) -> None:
    _ask_code("0950000003", at())
    assert sent.messages == []


@pytest.mark.parametrize("username", ["dangvien", "khongcoai", "99000005", "0950000009"])
def test_wrong_password_and_unknown_name_get_the_same_words(province: Province, at: At, username: str) -> None:
    with pytest.raises(WrongCredentials) as refused:
        _by_password(username, "sai mật khẩu rồi", at())
    assert refused.value.to_wire() == WrongCredentials().to_wire()


@pytest.mark.parametrize("username", ["dangvien", "khongcoai"])
def test_a_name_is_locked_after_five_failures_whether_it_exists_or_not(
    province: Province, at: At, username: str
) -> None:
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            _by_password(username, "sai mật khẩu rồi", at())
    with pytest.raises(LoginLocked) as locked:
        _by_password(username, PASSWORD, at())
    assert "5 phút" in locked.value.message


def test_another_spelling_of_the_name_buys_no_further_attempts(province: Province, at: At) -> None:
    for spelling in ("0950000001", "+84950000001", "0950 000 001", "0950.000.001", "0084950000001"):
        with pytest.raises(WrongCredentials):
            _by_password(spelling, "sai mật khẩu rồi", at())
    with pytest.raises(LoginLocked):
        _by_password("84-950-000-001", PASSWORD, at())


def test_the_lock_opens_by_itself_and_success_forgives(province: Province, at: At) -> None:
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            _by_password("dangvien", "sai mật khẩu rồi", at())
    later = NOW + timedelta(minutes=5)
    assert _by_password("dangvien", PASSWORD, at(now=later)).token
    for _ in range(4):
        with pytest.raises(WrongCredentials):
            _by_password("dangvien", "sai mật khẩu rồi", at(now=later))
    assert _by_password("dangvien", PASSWORD, at(now=later)).token


def test_many_guesses_at_the_same_time_are_no_more_than_one_after_another(province: Province, at: At) -> None:
    def guess(_: int) -> str:
        try:
            _by_password("dangvien", "sai mật khẩu rồi", at())
        except (WrongCredentials, LoginLocked) as refused:
            return refused.code
        return "in"

    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(guess, range(12)))
    assert outcomes.count("identity.wrong_credentials") == 5
    assert outcomes.count("identity.login_locked") == 7


def test_a_sent_code_opens_the_door_once(province: Province, at: At, sent: Sent) -> None:
    assert _ask_code("99000002", at()) == {"sent": True, "channel": "sms"}
    [(phone, code)] = sent.messages
    assert phone == "0950000002"
    assert _by_code("99000002", f"{code[:3]} {code[3:]}", at()).member.full_name == "Hoàng Văn Thuận"
    with pytest.raises(WrongCredentials):
        _by_code("99000002", code, at())


def test_one_code_opens_one_door_for_those_who_come_together(province: Province, at: At, sent: Sent) -> None:
    _ask_code("99000002", at())
    [(_, code)] = sent.messages

    def come(_: int) -> bool:
        try:
            return bool(_by_code("99000002", code, at()).token)
        except (WrongCredentials, LoginLocked):
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(come, range(4))) == 1


@pytest.mark.parametrize("username", ["99000002", "khongcoai", "99000005"])
def test_asking_for_a_code_tells_nobody_whether_the_name_exists(province: Province, at: At, username: str) -> None:
    """99000005 has no telephone."""
    assert _ask_code(username, at()) == {"sent": True, "channel": "sms"}
    with pytest.raises(TooSoon):
        _ask_code(username, at())
    stored = LoginCode.objects.get()
    assert username not in repr(stored.to_mongo())


def test_a_code_for_nobody_opens_nothing_even_when_guessed(
    province: Province, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.identity.usecases.request_login_code.randbelow", lambda _: 123456)
    _ask_code("khongcoai", at())
    with pytest.raises(WrongCredentials):
        _by_code("khongcoai", "123456", at())


def test_a_code_expires_and_allows_few_attempts(province: Province, at: At, sent: Sent) -> None:
    _ask_code("99000002", at())
    with pytest.raises(WrongCredentials):
        _by_code("99000002", sent.messages[0][1], at(now=NOW + LIFETIME_SENT))
    later = NOW + timedelta(hours=1)
    _ask_code("99000006", at(now=later))
    code = sent.messages[1][1]
    LoginCode.objects(attempts=0, expires_at__gt=later).update(set__attempts=ATTEMPTS)
    with pytest.raises(WrongCredentials):
        _by_code("99000006", code, at(now=later))


def test_codes_are_kept_as_hashes_only(province: Province, at: At, sent: Sent) -> None:
    _ask_code("99000002", at())
    assert sent.messages[0][1] not in repr(list(database()["login_codes"].find()))


def test_a_sender_that_fails_does_not_tell_either(
    province: Province, at: At, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CodeNotSent

    monkeypatch.setattr(sent, "send", fails)
    assert _ask_code("99000002", at())["sent"]
    assert _ask_code("khongcoai", at())["sent"]


def test_without_a_sender_everybody_is_sent_to_the_secretary(province: Province, at: At, sent: Sent) -> None:
    sent.sends = False
    for username in ("99000002", "khongcoai"):
        with pytest.raises(CodeNotSent) as refused:
            _ask_code(username, at())
        assert "bí thư chi bộ" in refused.value.message


def _hand_over(province: Province, name: str, ctx: Context) -> LoginCodeIssued:
    return issue_login_code(IssueLoginCode(member_id=province.member(name).id), ctx)


def test_a_secretary_hands_a_code_to_an_old_member_in_person(province: Province, at: At) -> None:
    secretary = province.actor("Hoàng Văn Thuận", SECRETARY)
    issued = _hand_over(province, "Nông Văn Điền", at(secretary))
    assert issued.expires_at == NOW + LIFETIME_IN_PERSON
    assert _by_code("99000003", issued.code, at()).member.full_name == "Nông Văn Điền"
    [entry] = database()["audit_entries"].find()
    assert (entry["action"], entry["actor"]) == ("identity.login_code_issued", secretary.member_id)
    assert entry["subject"] == province.member("Nông Văn Điền").id
    assert verify_chain() is None


def test_a_stranger_who_asks_for_a_code_does_not_spoil_the_one_in_the_hand(province: Province, at: At) -> None:
    issued = _hand_over(province, "Nông Văn Điền", at(province.actor("Hoàng Văn Thuận", SECRETARY)))
    _ask_code("99000003", at())
    assert _by_code("99000003", issued.code, at()).token


@pytest.mark.parametrize(
    ("grants", "name"),
    [
        ([], "Nông Văn Điền"),
        ([("committee_editor", "ts/")], "Nông Văn Điền"),
        ([SECRETARY], "Lê Đức An"),
        ([("cell_secretary", "ts/x01/c0102/")], "Nông Văn Điền"),
    ],
)
def test_others_hand_out_no_codes(province: Province, at: At, grants: list[tuple[str, str]], name: str) -> None:
    with pytest.raises(Forbidden):
        _hand_over(province, name, at(province.actor("Hoàng Văn Thuận", *grants)))


def test_nobody_gets_roles_through_a_code(province: Province, at: At) -> None:
    from datetime import date

    from services.identity.rules.grants import Role, Term
    from services.identity.store import organisations
    from services.identity.usecases.grant_role import give_role

    term = Term(Role.ADMINISTRATOR, "ts/", date(2026, 1, 1), None)
    give_role(province.member("Đinh Thị Hương"), organisations.get("ts"), term, None)
    secretary = province.actor("Hoàng Văn Thuận", SECRETARY)
    for name in ("Đinh Thị Hương", "Hoàng Văn Thuận"):
        with pytest.raises(CodeNotForThem):
            _hand_over(province, name, at(secretary))
    administrator = province.actor("Tạ Quang Khải", ("administrator", "ts/"))
    assert _hand_over(province, "Đinh Thị Hương", at(administrator)).code


def test_a_role_to_come_is_not_reached_through_a_code_of_today(province: Province, at: At) -> None:
    from datetime import date

    from services.identity.rules.grants import Role, Term
    from services.identity.store import organisations
    from services.identity.usecases.grant_role import give_role

    term = Term(Role.COMMITTEE_OFFICER, "ts/x01/", date(2026, 12, 1), None)
    give_role(province.member("Đinh Thị Hương"), organisations.get("x01"), term, None)
    with pytest.raises(CodeNotForThem):
        _hand_over(province, "Đinh Thị Hương", at(province.actor("Hoàng Văn Thuận", SECRETARY)))


def test_a_code_for_no_member_is_not_found(province: Province, at: At) -> None:
    with pytest.raises(NotFound):
        issue_login_code(IssueLoginCode(member_id="khong-co"), at(province.actor("Hoàng Văn Thuận", SECRETARY)))


def test_a_refreshed_token_carries_the_roles_of_today(province: Province, at: At) -> None:
    from datetime import date

    from services.identity.rules.grants import Role, Term
    from services.identity.store import organisations
    from services.identity.usecases.grant_role import give_role

    actor = province.verified(_by_password("dangvien", PASSWORD, at()).token)
    member = province.member("Đinh Thị Hương")
    term = Term(Role.CELL_SECRETARY, "ts/x01/c0101/", date(2026, 11, 22), date(2026, 11, 22))
    give_role(member, organisations.get("c0101"), term, None)
    renewed = province.verified(refresh_token(RefreshToken(), at(actor)).token)
    assert Grant("cell_secretary", "ts/x01/c0101/") in renewed.grants
    tomorrow = NOW + timedelta(days=1)
    again = province.verified(refresh_token(RefreshToken(), at(renewed, now=tomorrow)).token, tomorrow)
    assert Grant("cell_secretary", "ts/x01/c0101/") not in again.grants


def test_a_session_that_was_signed_out_is_not_renewed_from_any_tab(province: Province, at: At) -> None:
    first = province.verified(_by_password("dangvien", PASSWORD, at()).token)
    second = province.verified(refresh_token(RefreshToken(), at(first)).token)
    elsewhere = province.verified(_by_password("dangvien", PASSWORD, at()).token)
    sign_out(SignOut(), at(first))
    for actor in (first, second):
        with pytest.raises(SignedOut):
            refresh_token(RefreshToken(), at(actor))
    assert refresh_token(RefreshToken(), at(elsewhere)).token
    sign_out(SignOut(), at(first))


def test_a_session_ends_at_its_longest_age(province: Province, at: At) -> None:
    actor = province.verified(_by_password("dangvien", PASSWORD, at()).token)
    with pytest.raises(SignedOut):
        refresh_token(RefreshToken(), at(actor, now=NOW + SESSION_LIFETIME))


def test_one_who_left_is_neither_let_in_nor_kept_in(province: Province, at: At) -> None:
    actor = province.verified(_by_password("dangvien", PASSWORD, at()).token)
    Member.objects(full_name="Đinh Thị Hương").update(set__status="left")
    with pytest.raises(SignedOut):
        refresh_token(RefreshToken(), at(actor))
    with pytest.raises(WrongCredentials):
        _by_password("dangvien", PASSWORD, at())
