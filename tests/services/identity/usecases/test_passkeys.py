"""Passkeys: made on a device that is logged in, then the way in without a password; and what attackers send instead."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from webauthn.helpers import bytes_to_base64url

from services.identity.engines.in_use import Engines, use_engines
from services.identity.engines.passkeys import relying_party
from services.identity.queries.my_passkeys import MyPasskeys, my_passkeys
from services.identity.queries.my_record_access import MyRecordAccess, my_record_access
from services.identity.rules.errors import SignedOut, WrongCredentials, WrongCurrentPassword
from services.identity.rules.passkey_errors import (
    PasskeyKnown,
    PasskeyNotFound,
    PasskeyNotTaken,
    PasskeyRefused,
    PasskeysOff,
    TooManyPasskeys,
)
from services.identity.rules.passkeys import CHALLENGE_LIFETIME, MOST
from services.identity.rules.sessions import FRESHLY_IN
from services.identity.store import sessions
from services.identity.store.members import Member
from services.identity.usecases.add_passkey import AddPasskey, add_passkey
from services.identity.usecases.begin_passkey import BeginPasskey, begin_passkey
from services.identity.usecases.begin_passkey_log_in import BeginPasskeyLogIn, begin_passkey_log_in
from services.identity.usecases.log_in_with_passkey import LogInWithPasskey, log_in_with_passkey
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.opening_session import SignedIn
from services.identity.usecases.refresh_token import RefreshToken, refresh_token
from services.identity.usecases.remove_passkey import RemovePasskey, remove_passkey
from services.identity.usecases.set_password import set_password
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.authenticator import USER_PRESENT, Authenticator, changed
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]


@pytest.fixture
def here(province: Province, at: At) -> Actor:
    return _actor(province, at)


def _actor(province: Province, at: At) -> Actor:
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    return province.verified(signed_in.token)


def _made(ctx: Context, device: Authenticator, name: str = "Điện thoại") -> str:
    answer = device.make(begin_passkey(BeginPasskey(), ctx).options)
    return add_passkey(AddPasskey(credential=answer, name=name), ctx).passkey_id


def _options(at: At, **when: Any) -> dict[str, Any]:
    return begin_passkey_log_in(BeginPasskeyLogIn(), at(**when)).options


def _log_in(at: At, answer: str, **when: Any) -> SignedIn:
    return log_in_with_passkey(LogInWithPasskey(credential=answer, device="Chrome"), at(**when))


def test_a_passkey_made_here_opens_the_account_without_a_name(province: Province, at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    signed_in = _log_in(at, device.use(_options(at)))
    assert signed_in.member.full_name == "Đinh Thị Hương"
    assert refresh_token(RefreshToken(), at(province.verified(signed_in.token))).token
    assert _log_in(at, device.use(_options(at))).token
    listed = my_passkeys(MyPasskeys(), at(here))
    assert [(item.name, item.last_used_at) for item in listed.items] == [("Điện thoại", NOW)]
    assert listed.offered
    assert not listed.proof_needed


def test_options_demand_a_verified_user_and_a_key_that_names_its_owner(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    making = begin_passkey(BeginPasskey(), at(here)).options
    assert making["authenticatorSelection"]["userVerification"] == "required"
    assert making["authenticatorSelection"]["residentKey"] == "required"
    assert [key["id"] for key in making["excludeCredentials"]] == [bytes_to_base64url(device.credential_id)]
    using = _options(at)
    assert (using["userVerification"], using["rpId"]) == ("required", "sotay.example")
    assert not using.get("allowCredentials")


def test_one_that_does_not_count_its_uses_serves_as_well(at: At, here: Actor) -> None:
    device = Authenticator(counts=False)
    _made(at(here), device)
    assert all(_log_in(at, device.use(_options(at))).token for _ in range(2))


def test_a_removed_passkey_opens_nothing(at: At, here: Actor) -> None:
    device = Authenticator()
    made = _made(at(here), device)
    remove_passkey(RemovePasskey(passkey_id=made), at(here))
    with pytest.raises(PasskeyRefused):
        _log_in(at, device.use(_options(at)))
    with pytest.raises(PasskeyNotFound):
        remove_passkey(RemovePasskey(passkey_id=made), at(here))
    actions = [entry["action"] for entry in database()["audit_entries"].find()]
    assert actions == ["identity.passkey_added", "identity.passkey_removed"]


def test_nobody_removes_the_passkey_of_another(province: Province, at: At, here: Actor) -> None:
    made = _made(at(here), Authenticator())
    set_password(province.member("Lê Đức An"), "ducan", "đồi chè xanh ngắt", NOW)
    other = log_in_with_password(LogInWithPassword(username="ducan", password=PASSWORD), at())
    with pytest.raises(PasskeyNotFound):
        remove_passkey(RemovePasskey(passkey_id=made), at(province.verified(other.token)))


def test_after_a_while_an_open_telephone_is_not_enough_to_add_one(at: At, here: Actor) -> None:
    late = at(here, now=NOW + FRESHLY_IN)
    assert my_passkeys(MyPasskeys(), late).proof_needed
    for wrong in (None, "đoán mò một câu"):
        with pytest.raises(WrongCurrentPassword):
            begin_passkey(BeginPasskey(current=wrong), late)
    assert begin_passkey(BeginPasskey(current=PASSWORD), late).options


def test_a_member_has_ten_at_most_and_each_only_once(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    with pytest.raises(PasskeyKnown):
        _made(at(here), device)
    for _ in range(MOST - 1):
        _made(at(here), Authenticator())
    with pytest.raises(TooManyPasskeys):
        _made(at(here), Authenticator())


def test_who_left_comes_in_no_more(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    Member.objects(pk=here.member_id).update(set__status="left")
    with pytest.raises(WrongCredentials):
        _log_in(at, device.use(_options(at)))


def test_without_an_address_none_is_made_or_asked_for(engines: Engines, at: At, here: Actor) -> None:
    use_engines(replace(engines, relying_party=None))
    assert not my_passkeys(MyPasskeys(), at(here)).offered
    with pytest.raises(PasskeysOff):
        begin_passkey(BeginPasskey(), at(here))
    with pytest.raises(PasskeysOff):
        _options(at)


# What is not taken at the registration.


@pytest.mark.parametrize(
    "lying",
    [
        {"origin": "https://sotay.example.evil.example"},
        {"origin": "http://sotay.example"},
        {"rp_id": "evil.example"},
        {"flags": USER_PRESENT},
    ],
    ids=["other origin", "no TLS", "other domain", "nobody verified"],
)
def test_a_key_made_elsewhere_or_without_its_user_is_not_taken(at: At, here: Actor, lying: dict[str, Any]) -> None:
    with pytest.raises(PasskeyNotTaken):
        _made(at(here), Authenticator(**lying))
    assert my_passkeys(MyPasskeys(), at(here)).items == []


def test_only_the_session_that_asked_may_answer_and_only_once(province: Province, at: At, here: Actor) -> None:
    answer = Authenticator().make(begin_passkey(BeginPasskey(), at(here)).options)
    elsewhere = _actor(province, at)
    with pytest.raises(PasskeyNotTaken):
        add_passkey(AddPasskey(credential=answer, name="x"), at(elsewhere))
    add_passkey(AddPasskey(credential=answer, name="x"), at(here))
    with pytest.raises(PasskeyNotTaken):
        add_passkey(AddPasskey(credential=answer, name="x"), at(here))
    late = Authenticator().make(begin_passkey(BeginPasskey(), at(here)).options)
    with pytest.raises(PasskeyNotTaken):
        add_passkey(AddPasskey(credential=late, name="x"), at(here, now=NOW + CHALLENGE_LIFETIME))


def test_a_log_in_is_no_registration(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    with pytest.raises(PasskeyNotTaken):
        add_passkey(AddPasskey(credential=device.use(_options(at)), name="x"), at(here))


# What is refused at the door.


@pytest.mark.parametrize(
    "lying",
    [
        {"origin": "https://sotay.example.evil.example"},
        {"rp_id": "evil.example"},
        {"flags": USER_PRESENT},
        {"user_handle": b"somebody-else"},
    ],
    ids=["other origin", "other domain", "nobody verified", "other owner"],
)
def test_a_signature_for_another_place_or_person_is_refused(at: At, here: Actor, lying: dict[str, Any]) -> None:
    device = Authenticator()
    _made(at(here), device)
    with pytest.raises(PasskeyRefused):
        _log_in(at, replace(device, **lying).use(_options(at)))


def test_a_replayed_answer_is_refused(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    answer = device.use(_options(at))
    _log_in(at, answer)
    with pytest.raises(PasskeyRefused):
        _log_in(at, answer)


def test_a_challenge_nobody_gave_or_of_a_registration_or_too_old_is_refused(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    for challenge in ("c29tZXRoaW5n", begin_passkey(BeginPasskey(), at(here)).options["challenge"]):
        with pytest.raises(PasskeyRefused):
            _log_in(at, device.use({"challenge": challenge}))
    old = device.use(_options(at))
    with pytest.raises(PasskeyRefused):
        _log_in(at, old, now=NOW + CHALLENGE_LIFETIME)


def test_a_tampered_answer_is_refused(at: At, here: Actor) -> None:
    device = Authenticator()
    _made(at(here), device)
    stranger = replace(Authenticator(), credential_id=device.credential_id, user_handle=device.user_handle)
    with pytest.raises(PasskeyRefused):
        _log_in(at, stranger.use(_options(at)))
    answer = device.use(_options(at))
    signature = json.loads(answer)["response"]["signature"]
    for broken in (signature[:-4] + ("AAAA" if signature[-4:] != "AAAA" else "BBBB"), "", "AAAA"):
        with pytest.raises(PasskeyRefused):
            _log_in(at, changed(device.use(_options(at)), signature=broken))
    options = _options(at)
    other = json.loads(device.use(_options(at)))["response"]["authenticatorData"]
    with pytest.raises(PasskeyRefused):
        _log_in(at, changed(device.use(options), authenticatorData=other[:-4] + "AAAA"))


def test_of_two_copies_of_a_key_the_one_left_behind_is_refused_and_the_member_is_told(
    province: Province, at: At, here: Actor
) -> None:
    device = Authenticator()
    _made(at(here), device)
    copy = replace(device)
    for _ in range(2):
        _log_in(at, device.use(_options(at)))
    with pytest.raises(PasskeyRefused):
        _log_in(at, copy.use(_options(at)))
    told = my_record_access(MyRecordAccess(), at(here)).items
    assert [item.action for item in told] == ["identity.passkey_counter_stood"]


@pytest.mark.parametrize(
    "sent",
    [
        "x",
        "[]",
        "{}",
        '{"id":"a","rawId":"a","type":"public-key","response":{}}',
        '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"AA"}}',
        '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30","signature":"AA"}}',
        '{"id":1,"rawId":null,"type":"x","response":{"clientDataJSON":{}}}',
        json.dumps({"id": "é", "rawId": "é", "type": "public-key", "response": {"clientDataJSON": "é" * 100}}),
    ],
)
def test_what_no_browser_sends_is_refused_and_breaks_nothing(at: At, here: Actor, sent: str) -> None:
    with pytest.raises(PasskeyRefused):
        _log_in(at, sent)
    with pytest.raises(PasskeyNotTaken):
        add_passkey(AddPasskey(credential=sent, name="x"), at(here))


def test_a_signed_out_device_adds_none(province: Province, at: At, here: Actor) -> None:
    sessions.end_all(here.member_id)
    with pytest.raises(SignedOut):
        begin_passkey(BeginPasskey(), at(here))


@pytest.mark.parametrize(
    ("origins", "rp_id"),
    [
        ("sotay.example", ""),
        ("http://sotay.example", ""),
        ("https://sotay.example/so-tay", ""),
        ("https://sotay.example", "evil.example"),
        ("https://a.example,https://b.example", ""),
    ],
)
def test_an_address_that_no_browser_would_take_is_told_at_the_start(origins: str, rp_id: str) -> None:
    with pytest.raises(ValueError, match="SOTAY_P"):
        relying_party(origins, rp_id)
