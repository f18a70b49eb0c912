"""Sessions on a member's own devices: kept, seen in a list, ended from another device."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.identity.queries.my_devices import DeviceView, MyDevices, my_devices
from services.identity.rules.errors import SessionNotFound, SignedOut
from services.identity.rules.sessions import SESSION_LIFETIME, TOKEN_LIFETIME
from services.identity.store.members import Member
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.opening_session import SignedIn
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from services.identity.usecases.resume_session import ResumeSession, resume_session
from services.identity.usecases.set_password import set_password
from services.identity.usecases.sign_out import SignOut, sign_out
from services.identity.usecases.sign_out_elsewhere import SignOutElsewhere, sign_out_elsewhere
from services.identity.usecases.sign_out_of_device import SignOutOfDevice, sign_out_of_device
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
LATER = NOW + timedelta(days=12)


def _log_in(at: At, *, keep: bool = True, device: str = "Chrome trên máy Android") -> SignedIn:
    command = LogInWithPassword(username="dangvien", password=PASSWORD, keep=keep, device=device)
    return log_in_with_password(command, at())


def _secret(signed_in: SignedIn) -> str:
    assert signed_in.resume_secret
    return signed_in.resume_secret


def _resume(at: At, secret: str, days: int = 12) -> SignedIn:
    return resume_session(ResumeSession(secret=secret), at(now=NOW + timedelta(days=days)))


def _devices(actor: Actor, at: At) -> list[DeviceView]:
    return my_devices(MyDevices(), at(actor)).items


def test_on_a_device_that_is_kept_nobody_types_a_password_again(province: Province, at: At) -> None:
    signed_in = _log_in(at)
    assert signed_in.resume_until == NOW + SESSION_LIFETIME
    for days in (1, 12, 29):
        again = _resume(at, _secret(signed_in), days)
        assert again.member == signed_in.member
        assert again.resume_secret is None, "it lies on the device already"
        actor = province.verified(again.token, NOW + timedelta(days=days))
        assert refresh_token(RefreshToken(), at(actor, now=NOW + timedelta(days=days))).token


def test_a_device_that_is_not_kept_has_no_secret(province: Province, at: At) -> None:
    assert _log_in(at, keep=False).resume_secret is None


def test_a_secret_is_kept_as_a_hash_only(province: Province, at: At) -> None:
    secret = _secret(_log_in(at))
    assert secret not in repr([list(database()[name].find()) for name in database().list_collection_names()])


def test_a_session_is_not_resumed_beyond_its_longest_age(province: Province, at: At) -> None:
    with pytest.raises(SignedOut):
        _resume(at, _secret(_log_in(at)), days=30)


def test_a_secret_of_nobody_and_of_one_who_left_opens_nothing(province: Province, at: At) -> None:
    with pytest.raises(SignedOut):
        _resume(at, "x" * 43)
    secret = _secret(_log_in(at))
    Member.objects(full_name="Đinh Thị Hương").update(set__status="left")
    with pytest.raises(SignedOut):
        _resume(at, secret)


def test_signing_out_ends_the_secret_with_the_token(province: Province, at: At) -> None:
    signed_in = _log_in(at)
    sign_out(SignOut(), at(province.verified(signed_in.token)))
    with pytest.raises(SignedOut):
        _resume(at, _secret(signed_in))


def test_the_list_shows_where_somebody_could_come_in(province: Province, at: At) -> None:
    kept = _log_in(at)
    _log_in(at, keep=False, device="Firefox trên máy tính Linux")
    here = province.verified(_log_in(at, keep=False, device="").token)
    assert {(view.device, view.kept, view.this_one) for view in _devices(here, at)} == {
        ("Chrome trên máy Android", True, False),
        ("Firefox trên máy tính Linux", False, False),
        ("", False, True),
    }
    later = NOW + TOKEN_LIFETIME
    again = province.verified(_resume(at, _secret(kept), days=1).token, NOW + timedelta(days=1))
    assert [view.device for view in my_devices(MyDevices(), at(again, now=later)).items] == ["Chrome trên máy Android"]


def test_a_lost_telephone_is_signed_out_from_another_device(province: Province, at: At) -> None:
    lost = _log_in(at)
    here = province.verified(_log_in(at, device="Edge trên máy tính Windows").token)
    (other,) = [view for view in _devices(here, at) if not view.this_one]
    assert sign_out_of_device(SignOutOfDevice(session_id=other.session_id), at(here)).ended == 1
    with pytest.raises(SignedOut):
        _resume(at, _secret(lost))
    with pytest.raises(SignedOut):
        refresh_token(RefreshToken(), at(province.verified(lost.token)))
    with pytest.raises(SessionNotFound):
        sign_out_of_device(SignOutOfDevice(session_id=other.session_id), at(here))


def test_nobody_signs_out_the_device_of_another(province: Province, at: At) -> None:
    signed_in = _log_in(at)
    (mine,) = _devices(province.verified(signed_in.token), at)
    with pytest.raises(SessionNotFound):
        sign_out_of_device(SignOutOfDevice(session_id=mine.session_id), at(province.actor("Lê Đức An")))
    assert _resume(at, _secret(signed_in)).token


def test_everywhere_else_is_signed_out_at_once(province: Province, at: At) -> None:
    others = [_log_in(at) for _ in range(3)]
    here = _log_in(at)
    assert sign_out_elsewhere(SignOutElsewhere(), at(province.verified(here.token))).ended == 3
    assert _resume(at, _secret(here)).token
    for other in others:
        with pytest.raises(SignedOut):
            _resume(at, _secret(other))


def test_a_new_password_signs_out_whoever_had_the_old_one(province: Province, at: At) -> None:
    signed_in = _log_in(at)
    set_password(province.member("Đinh Thị Hương"), "dangvien", "nương ngô trên dốc", NOW)
    with pytest.raises(SignedOut):
        _resume(at, _secret(signed_in))
