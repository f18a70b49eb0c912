"""A member chooses the own password, by the old one or freshly in by a code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.identity.engines.breached_passwords import BreachedPasswords, write_list
from services.identity.engines.in_use import Engines, use_engines
from services.identity.queries.my_sign_in import MySignIn, my_sign_in
from services.identity.rules.errors import (
    CodeNeeded,
    FieldProblem,
    LoginLocked,
    SignedOut,
    WeakPassword,
    WrongCredentials,
    WrongCurrentPassword,
)
from services.identity.rules.sessions import PROVEN_BY_CODE
from services.identity.store.accounts import UsernameTaken
from services.identity.usecases.choose_password import ChoosePassword, choose_password
from services.identity.usecases.issue_login_code import IssueLoginCode, issue_login_code
from services.identity.usecases.log_in_with_code import LogInWithCode, log_in_with_code
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.opening_session import SignedIn
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
NEW = "nương ngô trên dốc cao"


@pytest.fixture
def by_password(province: Province, at: At) -> Actor:
    return province.verified(_log_in(at).token)


@pytest.fixture
def by_code(province: Province, at: At) -> Actor:
    """An old member without an account, with the code that the secretary brought home."""
    secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))
    member = province.member("Nông Văn Điền")
    issued = issue_login_code(IssueLoginCode(member_id=member.id), at(secretary))
    return province.verified(log_in_with_code(LogInWithCode(username="99000003", code=issued.code), at()).token)


def _log_in(at: At, username: str = "dangvien", password: str = PASSWORD) -> SignedIn:
    return log_in_with_password(LogInWithPassword(username=username, password=password, keep=True), at())


def _choose(ctx: Context, new: str = NEW, **more: Any) -> str:
    return choose_password(ChoosePassword(new=new, **more), ctx).username


def test_with_the_old_password_comes_a_new_one(province: Province, at: At, by_password: Actor) -> None:
    assert _choose(at(by_password), current=PASSWORD) == "dangvien"
    assert _log_in(at, password=NEW).token
    with pytest.raises(WrongCredentials):
        _log_in(at)
    trail = list(database()["audit_entries"].find())
    assert [entry["action"] for entry in trail] == ["identity.password_chosen"]
    assert NEW not in repr(trail)


def test_other_devices_are_signed_out_and_this_one_stays(province: Province, at: At, by_password: Actor) -> None:
    elsewhere = province.verified(_log_in(at).token)
    _choose(at(by_password), current=PASSWORD)
    assert refresh_token(RefreshToken(), at(by_password)).token
    with pytest.raises(SignedOut):
        refresh_token(RefreshToken(), at(elsewhere))


def test_freshly_in_by_a_code_a_member_makes_the_first_account(province: Province, at: At, by_code: Actor) -> None:
    view = my_sign_in(MySignIn(), at(by_code))
    assert (view.username, view.current_needed) == (None, False)
    assert _choose(at(by_code), username="NongVanDien") == "nongvandien"
    assert _log_in(at, "nongvandien", NEW).member.full_name == "Nông Văn Điền"


def test_a_code_helps_who_forgot_the_password_for_half_an_hour(province: Province, at: At, by_code: Actor) -> None:
    _choose(at(by_code), username="nongvandien")
    assert _choose(at(by_code), "ao cá sau nhà sàn") == "nongvandien"
    late = at(by_code, now=NOW + PROVEN_BY_CODE)
    assert my_sign_in(MySignIn(), late).current_needed
    with pytest.raises(WrongCurrentPassword):
        _choose(late, NEW)
    assert _choose(late, NEW, current="ao cá sau nhà sàn")


def test_without_account_and_code_nothing_is_chosen(province: Province, at: At, by_code: Actor) -> None:
    with pytest.raises(CodeNeeded):
        _choose(at(by_code, now=NOW + PROVEN_BY_CODE), username="nongvandien", current="gì cũng được")


def test_guessing_the_old_password_on_an_open_telephone_locks_as_at_the_door(
    province: Province, at: At, by_password: Actor
) -> None:
    for _ in range(5):
        with pytest.raises(WrongCurrentPassword) as refused:
            _choose(at(by_password), current="đoán mò một câu")
        assert refused.value.details == {"current": "Mật khẩu hiện tại chưa đúng."}
    with pytest.raises(LoginLocked):
        _choose(at(by_password), current=PASSWORD)
    later = at(by_password, now=NOW + timedelta(minutes=6))
    assert _choose(later, current=PASSWORD)


@pytest.mark.parametrize(
    ("wish", "error", "field"),
    [
        ({"new": "ngắn"}, WeakPassword, "new"),
        ({"new": "dangvien dangvien"}, WeakPassword, "new"),
        ({"username": "Đồng chí Hương"}, FieldProblem, "username"),
        ({"username": "thuan"}, UsernameTaken, "username"),
        ({"current": ""}, WrongCurrentPassword, "current"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_changes_nothing(
    province: Province, at: At, by_password: Actor, by_code: Actor, *, wish: dict[str, str], error: Any, field: str
) -> None:
    _choose(at(by_code), username="thuan")
    elsewhere = province.verified(_log_in(at).token)
    with pytest.raises(error) as refused:
        _choose(at(by_password), **({"new": NEW, "current": PASSWORD} | wish))
    assert list(refused.value.details) == [field]
    assert _log_in(at).token
    assert refresh_token(RefreshToken(), at(elsewhere)).token


def test_a_password_that_leaked_somewhere_is_refused_in_any_spelling(
    province: Province, at: At, by_password: Actor, engines: Engines, tmp_path: Path
) -> None:
    (tmp_path / "leaked.txt").write_text("nuong ngo tren doc cao\n", encoding="utf-8")
    write_list(tmp_path / "leaked.txt", tmp_path / "list")
    use_engines(replace(engines, breached_passwords=BreachedPasswords(tmp_path / "list")))
    with pytest.raises(WeakPassword) as refused:
        _choose(at(by_password), "Nương ngô trên dốc cao", current=PASSWORD)
    assert "bị lộ" in refused.value.details["new"]
    assert _choose(at(by_password), "ao cá sau nhà sàn", current=PASSWORD)


def test_who_finds_no_password_is_offered_one_that_is_taken(province: Province, at: At, by_password: Actor) -> None:
    first, second = (my_sign_in(MySignIn(), at(by_password)).suggestion for _ in range(2))
    assert first != second
    assert _choose(at(by_password), first, current=PASSWORD)
    assert _log_in(at, password=first).token
