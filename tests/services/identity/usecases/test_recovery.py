"""Back in through the cell, for who forgot the password or lost the telephone; and another user name."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from services.identity.engines.in_use import Engines
from services.identity.queries.recovery_requests import RecoveryList, RecoveryRequests, recovery_requests
from services.identity.rules.errors import CodeNotForThem, FieldProblem, SignedOut, WrongCurrentPassword
from services.identity.rules.grants import Role
from services.identity.rules.passkeys import NewPasskey
from services.identity.rules.recovery_errors import NoAccountYet, RecoveryNotFound, UsernameInPassword
from services.identity.store import passkeys
from services.identity.store.accounts import UsernameTaken
from services.identity.store.members import Member
from services.identity.store.recovery_requests import LIFETIME
from services.identity.usecases.ask_recovery import AskRecovery, RecoveryAsked, ask_recovery
from services.identity.usecases.change_username import ChangeUsername, change_username
from services.identity.usecases.dismiss_recovery import DismissRecovery, dismiss_recovery
from services.identity.usecases.grant_role import GrantRole, grant_role
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.opening_session import SigningIn, open_session
from services.identity.usecases.recover_member import RecoverMember, recover_member
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from services.identity.usecases.set_password import set_password
from shared.errors import AppError
from shared.security import Actor, NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
CELL = "ts/x01/c0101/"
SECRETARY = ("cell_secretary", CELL)


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", SECRETARY)


def _ask(at: At, username: str, *, lost: bool = True) -> RecoveryAsked:
    return ask_recovery(AskRecovery(username=username, device_lost=lost), at())


def _waiting(ctx: Context, path: str = CELL) -> RecoveryList:
    return recovery_requests(RecoveryRequests(organisation_path=path), ctx)


def _here(province: Province, name: str = "Đinh Thị Hương") -> Actor:
    return province.verified(open_session(province.member(name), None, SigningIn(keep=True), NOW).token)


def test_from_the_log_in_page_to_the_secretarys_code_and_in_again(province: Province, at: At, secretary: Actor) -> None:
    lost = _here(province)
    passkeys.add(NewPasskey("k1", b"k", 0, backed_up=False), lost.member_id, "Máy đã mất", NOW)
    _ask(at, "99000001")
    assert [(item.full_name, item.device_lost) for item in _waiting(at(secretary)).items] == [("Đinh Thị Hương", True)]
    code = recover_member(RecoverMember(member_id=lost.member_id, device_lost=True), at(secretary)).code
    with pytest.raises(SignedOut):
        refresh_token(RefreshToken(), at(lost))
    assert passkeys.how_many(lost.member_id) == 0
    assert _waiting(at(secretary)).items == []
    assert log_in_with_code(LogInWithCode(username="99000001", code=code), at()).member.full_name == "Đinh Thị Hương"


def test_where_only_the_password_was_forgotten_the_devices_stay(province: Province, at: At, secretary: Actor) -> None:
    here = _here(province)
    passkeys.add(NewPasskey("k1", b"k", 0, backed_up=False), here.member_id, "Máy của tôi", NOW)
    recover_member(RecoverMember(member_id=here.member_id, device_lost=False), at(secretary))
    assert refresh_token(RefreshToken(), at(here)).token
    assert passkeys.how_many(here.member_id) == 1


def test_a_name_nobody_has_gets_the_same_answer_and_shows_nowhere(province: Province, at: At, secretary: Actor) -> None:
    assert _ask(at, "khongcoai") == _ask(at, "99000001")
    Member.objects(full_name="Nông Văn Điền").update(set__status="left")
    assert _ask(at, "99000003") == _ask(at, "khongcoai")
    assert [item.full_name for item in _waiting(at(secretary)).items] == ["Đinh Thị Hương"]
    assert "khongcoai" not in repr(list(database()["recovery_requests"].find()))


def test_asked_twice_it_stands_once_and_after_a_week_no_more(province: Province, at: At, secretary: Actor) -> None:
    _ask(at, "99000001", lost=True)
    _ask(at, "dangvien", lost=False)
    assert [item.device_lost for item in _waiting(at(secretary)).items] == [False]
    assert _waiting(at(secretary, now=NOW + LIFETIME)).items == []


def test_only_the_own_cell_is_seen_and_let_in(province: Province, at: At, secretary: Actor) -> None:
    _ask(at, "99000005")
    assert _waiting(at(secretary)).items == []
    other = province.member("Lê Đức An").id
    for work in (
        lambda: _waiting(at(secretary), "ts/x01/c0102/"),
        lambda: recover_member(RecoverMember(member_id=other, device_lost=True), at(secretary)),
        lambda: dismiss_recovery(DismissRecovery(member_id=other), at(secretary)),
        lambda: _waiting(at(province.actor("Đinh Thị Hương"))),
    ):
        with pytest.raises(NotPermitted):
            work()


def test_who_holds_a_role_is_let_in_by_an_administrator_only(province: Province, at: At, secretary: Actor) -> None:
    administrator = province.actor("Phạm Thị Ân", ("administrator", "ts/"))
    member = province.member("Đinh Thị Hương")
    grant_role(GrantRole(member_id=member.id, role=Role.COMMITTEE_OFFICER, organisation_id="x01"), at(administrator))
    here = _here(province)
    with pytest.raises(CodeNotForThem):
        recover_member(RecoverMember(member_id=member.id, device_lost=True), at(secretary))
    assert refresh_token(RefreshToken(), at(here)).token
    assert recover_member(RecoverMember(member_id=member.id, device_lost=True), at(administrator)).code


def test_a_request_that_was_not_the_members_leaves_the_desk(province: Province, at: At, secretary: Actor) -> None:
    _ask(at, "99000001")
    dismiss = DismissRecovery(member_id=province.member("Đinh Thị Hương").id)
    dismiss_recovery(dismiss, at(secretary))
    assert _waiting(at(secretary)).items == []
    with pytest.raises(RecoveryNotFound):
        dismiss_recovery(dismiss, at(secretary))
    actions = [entry["action"] for entry in database()["audit_entries"].find()]
    assert actions == ["identity.recovery_dismissed"]


# Another user name.


def _rename(at: At, actor: Actor, username: str, current: str = PASSWORD) -> str:
    return change_username(ChangeUsername(username=username, current=current), at(actor)).username


def test_another_user_name_with_the_same_password(province: Province, at: At, engines: Engines) -> None:
    here = _here(province)
    assert _rename(at, here, "HuongTay") == "huongtay"
    assert log_in_with_password(LogInWithPassword(username="huongtay", password=PASSWORD), at()).token
    assert refresh_token(RefreshToken(), at(here)).token


@pytest.mark.parametrize(
    ("wish", "error", "field"),
    [
        (("huongtay", "đoán mò một câu"), WrongCurrentPassword, "current"),
        (("Đồng chí Hương", PASSWORD), FieldProblem, "username"),
        (("ducan", PASSWORD), UsernameTaken, "username"),
        (("doiche", PASSWORD), UsernameInPassword, "username"),
    ],
)
def test_a_name_that_cannot_be_taken_is_told_beside_its_field(
    province: Province, at: At, wish: tuple[str, str], error: type[AppError], field: str
) -> None:
    set_password(province.member("Lê Đức An"), "ducan", "suối reo quanh đồi", NOW)
    with pytest.raises(error) as refused:
        _rename(at, _here(province), *wish)
    assert list(refused.value.details) == [field]
    assert log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at()).token


def test_who_has_no_account_chooses_the_name_with_the_password(province: Province, at: At) -> None:
    with pytest.raises(NoAccountYet):
        _rename(at, _here(province, "Nông Văn Điền"), "nongvandien")


def test_of_two_who_want_one_name_at_once_one_has_it_and_one_is_told(province: Province, at: At) -> None:
    set_password(province.member("Lê Đức An"), "ducan", "suối reo quanh đồi", NOW)
    both = ((_here(province), PASSWORD), (_here(province, "Lê Đức An"), "suối reo quanh đồi"))
    start, told = Barrier(2), []

    def go(actor: Actor, password: str) -> None:
        start.wait()
        try:
            told.append(_rename(at, actor, "suoitrong", password))
        except UsernameTaken as refused:
            told.append(str(refused.details["username"]))

    threads = [Thread(target=go, args=pair) for pair in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted(["suoitrong", UsernameTaken.message])
    renamed = database()["audit_entries"].count_documents({"action": "identity.username_changed"})
    assert renamed == 1
