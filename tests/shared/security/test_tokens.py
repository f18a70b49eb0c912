"""Tokens: what is signed comes back, everything else is refused with a stable code."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.security import (
    Actor,
    Grant,
    TokenExpired,
    TokenInvalid,
    issue,
    load_private_key,
    load_public_keys,
    verify,
)
from shared.security.__main__ import main
from shared.security.tokens import key_id
from tests.shared.security.conftest import NOW

HOUR = timedelta(hours=1)
PROVINCE = "ts"


def signed(key: Ed25519PrivateKey, audience: str = PROVINCE) -> tuple[str, Actor]:
    return issue(
        key,
        member_id="member-1",
        cell_path="ts/x03/c0312/",
        grants=[Grant("member", "ts/x03/c0312/"), Grant("cell_secretary", "ts/x03/c0312/")],
        audience=audience,
        lifetime=HOUR,
        now=NOW,
    )


def check(token: object, key: Ed25519PrivateKey, later: timedelta = timedelta()) -> Actor:
    public = key.public_key()
    return verify(token, {key_id(public): public}, audience=PROVINCE, now=NOW + later)


def forged(key: object, algorithm: str | None, changes: dict[str, object], kid: str | None) -> str:
    claims: dict[str, object] = {
        "iss": "identity",
        "aud": PROVINCE,
        "sub": "member-1",
        "cell": "ts/x03/",
        "grants": [["administrator", "ts/"]],
        "jti": "1",
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + HOUR).timestamp()),
    }
    claims.update(changes)
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid} if kid else {})  # type: ignore[arg-type]


def test_the_actor_comes_back_as_it_was_signed(signing_key: Ed25519PrivateKey) -> None:
    token, actor = signed(signing_key)
    assert check(token, signing_key) == actor
    assert actor.expires_at == NOW + HOUR


def test_an_expired_token_says_so_in_vietnamese(signing_key: Ed25519PrivateKey) -> None:
    token, _ = signed(signing_key)
    assert check(token, signing_key, later=HOUR + timedelta(seconds=9))
    with pytest.raises(TokenExpired) as caught:
        check(token, signing_key, later=HOUR + timedelta(seconds=11))
    assert caught.value.to_wire() == {
        "kind": "unauthenticated",
        "code": "security.token_expired",
        "message": "Phiên đăng nhập đã hết hạn. Đồng chí vui lòng đăng nhập lại.",
        "details": {},
    }


def test_a_token_from_the_future_is_refused(signing_key: Ed25519PrivateKey) -> None:
    token, _ = signed(signing_key)
    with pytest.raises(TokenInvalid):
        check(token, signing_key, later=timedelta(seconds=-11))


def test_a_token_for_another_province_is_refused(signing_key: Ed25519PrivateKey) -> None:
    with pytest.raises(TokenInvalid) as caught:
        check(signed(signing_key, audience="hn")[0], signing_key)
    assert caught.value.code == "security.token_invalid"


def test_a_token_signed_by_another_key_is_refused(signing_key: Ed25519PrivateKey) -> None:
    stranger = Ed25519PrivateKey.generate()
    with pytest.raises(TokenInvalid):
        check(signed(stranger)[0], signing_key)
    with pytest.raises(TokenInvalid):  # also when it claims to be ours
        check(forged(stranger, "EdDSA", {}, key_id(signing_key.public_key())), signing_key)


def test_a_token_without_signature_or_with_another_algorithm_is_refused(signing_key: Ed25519PrivateKey) -> None:
    kid = key_id(signing_key.public_key())
    with pytest.raises(TokenInvalid):
        check(forged(None, "none", {}, kid), signing_key)
    with pytest.raises(TokenInvalid):
        check(forged("a shared secret of enough length, 32 bytes", "HS256", {}, kid), signing_key)


@pytest.mark.parametrize(
    "changes",
    [
        *({name: None} for name in ("iss", "aud", "sub", "cell", "grants", "jti", "iat", "exp")),
        {"iss": "another"},
        {"aud": ["ts", "hn"]},
        {"cell": "no path"},
        {"cell": 5},
        {"grants": [["administrator", "ts"]]},
        {"grants": [["administrator"]]},
        {"grants": 5},
        {"exp": "soon"},
        {"exp": 10**18},
        {"iat": 253402300799},
        {"iat": [1]},
    ],
    ids=str,
)
def test_a_well_signed_token_with_broken_claims_is_refused(
    signing_key: Ed25519PrivateKey, changes: dict[str, object]
) -> None:
    kid = key_id(signing_key.public_key())
    assert check(forged(signing_key, "EdDSA", {}, kid), signing_key).member_id == "member-1"
    with pytest.raises(TokenInvalid):
        check(forged(signing_key, "EdDSA", changes, kid), signing_key)


@given(data=st.data())
def test_no_change_of_one_character_is_accepted(signing_key: Ed25519PrivateKey, data: st.DataObject) -> None:
    token, actor = signed(signing_key)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_.="))
    changed = token[:place] + other + token[place + 1 :]
    try:
        assert check(changed, signing_key) == actor
        assert base64.urlsafe_b64decode(changed.split(".")[2] + "==") == base64.urlsafe_b64decode(
            token.split(".")[2] + "=="
        )
    except TokenInvalid:
        pass


@given(st.one_of(st.text(max_size=80), st.binary(max_size=20), st.none(), st.integers()))
def test_any_rubbish_is_refused_and_nothing_else_is_raised(signing_key: Ed25519PrivateKey, token: object) -> None:
    with pytest.raises(TokenInvalid):
        check(token, signing_key)


def test_a_token_of_enormous_size_is_refused_unread(signing_key: Ed25519PrivateKey) -> None:
    header = base64.urlsafe_b64encode(json.dumps({"alg": "EdDSA", "kid": "x" * 20_000}).encode()).decode()
    with pytest.raises(TokenInvalid):
        check(f"{header}.e30.", signing_key)


def test_keys_are_rotated_by_adding_the_new_public_key(tmp_path: Path) -> None:
    public = tmp_path / "public.pem"
    for name in ("first.pem", "second.pem"):
        assert main(["new-keys", str(tmp_path / name), str(public)]) == 0
    keys = load_public_keys(public)
    assert len(keys) == 2
    for name in ("first.pem", "second.pem"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
        token, actor = signed(load_private_key(tmp_path / name))
        assert verify(token, keys, audience=PROVINCE, now=NOW) == actor
    with pytest.raises(FileExistsError):
        main(["new-keys", str(tmp_path / "first.pem"), str(public)])


def test_a_file_without_keys_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "public.pem"
    file.write_text("nothing")
    with pytest.raises(ValueError, match=r"public\.pem"):
        load_public_keys(file)
