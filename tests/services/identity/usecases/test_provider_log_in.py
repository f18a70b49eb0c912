"""Log-in through another provider: the whole way against a real one, and what a forged or broken one answers."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import sleep
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
import pytest
import requests

from services.identity.engines.in_use import Engines, use_engines
from services.identity.engines.oidc import Provider, ProviderConfig, code_challenge
from services.identity.queries.ways_to_sign_in import Ways, WaysToSignIn, ways_to_sign_in
from services.identity.rules.provider_errors import NotInRegister, ProviderAway, ProviderOff, ProviderRefused
from services.identity.rules.provider_log_in import LIFETIME
from services.identity.store.members import CITIZEN, Member
from services.identity.store.provider_log_ins import ProviderLogIn
from services.identity.usecases.begin_provider_log_in import (
    BeginProviderLogIn,
    ProviderLogInBegun,
    begin_provider_log_in,
)
from services.identity.usecases.log_in_with_provider import LogInWithProvider, log_in_with_provider
from services.identity.usecases.opening_session import SignedIn
from shared import clock
from shared.store import blind_index, database
from shared.usecase import Context
from tests.ports import free_base_port
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.lying_provider import LyingProvider, lying_provider, rsa_key

At = Callable[..., Context]
CITIZEN_NUMBER, STRANGERS_NUMBER = "001180000005", "001180000099"
CLIENT = "so-tay"


@dataclass
class Now:
    """The engine's clock, ours to turn."""

    time: datetime = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def member(province: Province) -> Member:
    found = province.member("Lê Đức An")
    found.citizen_number, found.citizen_key = CITIZEN_NUMBER, blind_index(CITIZEN_NUMBER, CITIZEN)
    found.save()
    return found


@pytest.fixture
def liar() -> Iterator[LyingProvider]:
    with lying_provider() as provider:
        yield provider


@pytest.fixture
def turned(engines: Engines, liar: LyingProvider) -> Iterator[Now]:
    now = Now()
    use_engines(replace(engines, provider=Provider(_config(liar.issuer), now)))
    yield now
    use_engines(None)


def _config(issuer: str, **more: Any) -> ProviderConfig:
    given: dict[str, Any] = {
        "name": "VNeID", "issuer": issuer, "client_id": CLIENT, "client_secret": "s", "scopes": "openid",
        "claim": "citizen_number", "algorithms": ("RS256", "ES256"),
        "redirect_uri": "https://sotay.example/login/provider/return",
    }  # fmt: skip
    return ProviderConfig(**(given | more))


def _begin(ctx: Context) -> tuple[ProviderLogInBegun, dict[str, str]]:
    begun = begin_provider_log_in(BeginProviderLogIn(), ctx)
    return begun, dict(parse_qsl(urlsplit(begun.address).query))


def _claims(liar: LyingProvider, asked_with: str, **more: Any) -> dict[str, Any]:
    times = {"iat": int(NOW.timestamp()), "exp": int((NOW + timedelta(minutes=5)).timestamp())}
    claims: dict[str, Any] = {
        "iss": liar.issuer,
        "aud": CLIENT,
        "sub": "s1",
        "nonce": asked_with,
        "citizen_number": CITIZEN_NUMBER,
        **times,
    }
    return {name: value for name, value in (claims | more).items() if value is not None}


def _back(ctx: Context, begun: ProviderLogInBegun, state: str, **more: Any) -> SignedIn:
    fields = {"state": state, "code": "c1", "browser_secret": begun.browser_secret} | more
    return log_in_with_provider(LogInWithProvider(**fields), ctx)


# Against a real provider.


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """oidc-provider-mock in a process of its own."""
    port = free_base_port()
    people = [{"sub": "an", "citizen_number": CITIZEN_NUMBER}, {"sub": "la", "citizen_number": STRANGERS_NUMBER}]
    options = [word for person in people for word in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(port), "-n", "true", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(f"http://localhost:{port}/jwks")
            yield f"http://localhost:{port}"
        finally:
            process.kill()


def _wait_for(address: str) -> None:
    for _ in range(200):
        with suppress(requests.RequestException):
            requests.get(address, timeout=1)
            return
        sleep(0.05)
    raise AssertionError("the provider did not start")


@pytest.fixture
def through_real(engines: Engines, real: str) -> Iterator[None]:
    use_engines(replace(engines, provider=Provider(_config(real), clock.now)))
    yield
    use_engines(None)


def _says_yes(address: str, subject: str) -> dict[str, str]:
    """What the person does at the provider: the code and the state in the address one is sent back to."""
    answer = requests.post(address, data={"sub": subject}, timeout=5, allow_redirects=False)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def test_a_member_whom_the_provider_vouches_for_is_in(
    member: Member, province: Province, at: At, through_real: None
) -> None:
    ctx = at(None, now=clock.now())
    begun, _ = _begin(ctx)
    came = _says_yes(begun.address, "an")
    signed_in = _back(ctx, begun, came["state"], code=came["code"])
    assert signed_in.member.id == member.id
    assert database()["provider_log_ins"].count_documents({}) == 0


def test_somebody_who_stands_in_no_register_is_told_how_to_and_gets_no_account(
    member: Member, at: At, through_real: None
) -> None:
    ctx = at(None, now=clock.now())
    begun, _ = _begin(ctx)
    came = _says_yes(begun.address, "la")
    with pytest.raises(NotInRegister) as refused:
        _back(ctx, begun, came["state"], code=came["code"])
    assert "đăng ký" in refused.value.message
    assert database()["sessions"].count_documents({}) == 0


def test_a_code_serves_once(member: Member, at: At, through_real: None) -> None:
    ctx = at(None, now=clock.now())
    begun, _ = _begin(ctx)
    came = _says_yes(begun.address, "an")
    _back(ctx, begun, came["state"], code=came["code"])
    with pytest.raises(ProviderRefused):
        _back(ctx, begun, came["state"], code=came["code"])
    again, asked = _begin(ctx)
    with pytest.raises(ProviderRefused):
        _back(ctx, again, asked["state"], code=came["code"])


def test_a_code_got_for_another_log_in_is_refused(member: Member, at: At, through_real: None) -> None:
    """Somebody slips the own code into the log-in of another: its nonce is not the one that was asked with."""
    ctx = at(None, now=clock.now())
    attackers, _ = _begin(ctx)
    victims, asked = _begin(ctx)
    came = _says_yes(attackers.address, "an")
    with pytest.raises(ProviderRefused):
        _back(ctx, victims, asked["state"], code=came["code"])


# Against one that lies.


@pytest.mark.usefixtures("member")
def test_what_is_asked_has_state_nonce_and_the_hash_of_a_secret(at: At, liar: LyingProvider, turned: Now) -> None:
    begun, asked = _begin(at())
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    liar.sign(_claims(liar, asked["nonce"]))
    assert _back(at(), begun, asked["state"]).token
    form = next(form for path, form in liar.asked if path == "/token")
    assert code_challenge(form["code_verifier"]) == asked["code_challenge"]
    assert {asked["state"], asked["nonce"]}.isdisjoint(_begin(at())[1].values())


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"azp": "another-client"},
        {"exp": int((NOW - timedelta(minutes=2)).timestamp())},
        {"exp": None},
        {"iat": int((NOW - timedelta(hours=1)).timestamp())},
        {"iat": int((NOW + timedelta(hours=1)).timestamp())},
        {"sub": None},
    ],
    ids=" ".join,
)
def test_a_token_that_is_not_about_this_log_in_is_refused(
    member: Member, at: At, liar: LyingProvider, turned: Now, lie: dict[str, Any]
) -> None:
    begun, asked = _begin(at())
    liar.sign(_claims(liar, asked["nonce"], **lie))
    with pytest.raises(ProviderRefused):
        _back(at(), begun, asked["state"])


@pytest.mark.parametrize("forged", ["other key", "unknown key", "shared secret", "unsigned", "no token"])
def test_a_forged_token_is_refused(member: Member, at: At, liar: LyingProvider, turned: Now, forged: str) -> None:
    begun, asked = _begin(at())
    claims = _claims(liar, asked["nonce"])
    stranger = rsa_key("stranger's")
    liar.published = {"k1": liar.key}
    match forged:
        case "other key":
            liar.sign(claims, stranger)
        case "unknown key":
            liar.sign(claims, stranger, key_id="k2")
        case "shared secret":
            liar.sign(claims, "s" * 32, "HS256")
        case "unsigned":
            liar.id_token = jwt.encode(claims, None, algorithm="none")
        case _:
            liar.id_token = "không phải token"
    with pytest.raises(ProviderRefused):
        _back(at(), begun, asked["state"])


def test_a_new_key_of_the_provider_is_fetched_but_not_at_every_word_of_a_stranger(
    member: Member, at: At, liar: LyingProvider, turned: Now
) -> None:
    begun, asked = _begin(at())
    liar.sign(_claims(liar, asked["nonce"]))
    assert _back(at(), begun, asked["state"]).token
    liar.key, liar.key_id = rsa_key("next"), "k2"
    for minutes, taken in ((0, False), (2, True)):
        turned.time = NOW + timedelta(minutes=minutes)
        begun, asked = _begin(at())
        liar.sign(_claims(liar, asked["nonce"]))
        if taken:
            assert _back(at(), begun, asked["state"]).token
        else:
            with pytest.raises(ProviderRefused):
                _back(at(), begun, asked["state"])


def test_a_state_of_another_browser_too_old_or_invented_is_refused(
    member: Member, at: At, liar: LyingProvider, turned: Now
) -> None:
    begun, asked = _begin(at())
    other, _ = _begin(at())
    liar.sign(_claims(liar, asked["nonce"]))
    with pytest.raises(ProviderRefused):
        _back(at(), other, asked["state"])
    with pytest.raises(ProviderRefused):  # it was shown to another browser, so it is used up
        _back(at(), begun, asked["state"])
    with pytest.raises(ProviderRefused):
        _back(at(), other, "invented")
    begun, asked = _begin(at())
    liar.sign(_claims(liar, asked["nonce"]))
    with pytest.raises(ProviderRefused):
        _back(at(None, now=NOW + LIFETIME), begun, asked["state"])
    begun, asked = _begin(at())
    with pytest.raises(ProviderRefused):
        _back(at(), begun, asked["state"], issuer="https://evil.example")


def test_the_number_may_stand_on_the_users_own_page_of_the_same_person(
    member: Member, at: At, liar: LyingProvider, turned: Now
) -> None:
    liar.told = {"userinfo_endpoint": f"{liar.issuer}/userinfo"}
    for subject, error in (("s1", None), ("s2", ProviderRefused)):
        liar.userinfo = {"sub": subject, "citizen_number": CITIZEN_NUMBER}
        begun, asked = _begin(at())
        liar.sign(_claims(liar, asked["nonce"], citizen_number=None))
        if error is None:
            assert _back(at(), begun, asked["state"]).member.id == member.id
        else:
            with pytest.raises(error):
                _back(at(), begun, asked["state"])


@pytest.mark.parametrize("number", [None, "", "123", 1180000005, ["001180000005"], STRANGERS_NUMBER])
def test_no_number_or_another_is_nobodys(
    member: Member, at: At, liar: LyingProvider, turned: Now, *, number: object
) -> None:
    begun, asked = _begin(at())
    liar.sign(_claims(liar, asked["nonce"], citizen_number=number))
    with pytest.raises(NotInRegister):
        _back(at(), begun, asked["state"])


def test_who_left_is_in_no_register(member: Member, at: At, liar: LyingProvider, turned: Now) -> None:
    Member.objects(pk=member.id).update(set__status="left")
    begun, asked = _begin(at())
    liar.sign(_claims(liar, asked["nonce"]))
    with pytest.raises(NotInRegister):
        _back(at(), begun, asked["state"])


def _ways(at: At) -> Ways:
    return ways_to_sign_in(WaysToSignIn(), at())


def test_a_provider_that_fails_is_left_alone_for_a_while_and_the_page_knows(
    store: None, at: At, liar: LyingProvider, turned: Now
) -> None:
    assert (_ways(at).provider, _ways(at).provider_away) == ("VNeID", False)
    liar.status = 500
    for _ in range(3):
        with pytest.raises(ProviderAway):
            _begin(at())
    assert len(liar.asked) == 1
    assert _ways(at).provider_away
    liar.status, turned.time = 200, NOW + timedelta(seconds=31)
    assert not _ways(at).provider_away
    assert _begin(at())[0].address


def test_nobody_is_sent_to_a_provider_that_fell_silent_a_while_ago(
    store: None, at: At, liar: LyingProvider, turned: Now
) -> None:
    assert _begin(at())[0].address
    liar.status = 500
    assert _begin(at())[0].address  # it answered a moment ago
    turned.time = NOW + timedelta(minutes=2)
    with pytest.raises(ProviderAway):
        _begin(at())


@pytest.mark.parametrize(
    "told",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None}],
    ids=["another's page", "readable on the way", "no keys"],
)
def test_a_provider_whose_own_page_is_wrong_is_not_used(
    store: None, at: At, liar: LyingProvider, turned: Now, told: dict[str, Any]
) -> None:
    liar.told = told
    with pytest.raises(ProviderAway):
        _begin(at())
    assert ProviderLogIn.objects.count() == 0


def test_without_a_provider_the_way_is_closed(store: None, at: At, engines: Engines) -> None:
    assert _ways(at).provider is None
    with pytest.raises(ProviderOff):
        _begin(at())


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://provider.example"},
        {"client_id": ""},
        {"scopes": "profile"},
        {"algorithms": ("HS256",)},
        {"algorithms": ("RS256", "none")},
        {"algorithms": ()},
    ],
)
def test_settings_that_would_open_the_door_to_strangers_are_refused_at_the_start(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="SOTAY_OIDC"):
        Provider(replace(_config("https://provider.example"), **wrong), clock.now)


def test_nothing_that_opens_a_log_in_lies_readable_in_the_store(
    store: None, at: At, liar: LyingProvider, turned: Now
) -> None:
    begun, asked = _begin(at())
    stored = repr(list(database()["provider_log_ins"].find()))
    assert not any(secret in stored for secret in (asked["state"], asked["nonce"], begun.browser_secret))
