"""A browser in use stays logged in; one whose session is over is told so, by a real door and bus."""

import httpx
import pytest

from services.gateway.callers import SESSION_COOKIE
from services.gateway.sessions import DEVICE_COOKIE
from tests.services.gateway.conftest import RunningDoor, Tokens

MINUTES = 1 / 60
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


def page(door: RunningDoor, token: str, path: str = "/session") -> httpx.Response:
    with door.client() as client:
        return client.get(path, headers={"Cookie": f"{SESSION_COOKIE}={token}"})


def test_a_page_asked_for_with_a_token_that_grows_old_brings_a_fresh_one(door: RunningDoor, token_of: Tokens) -> None:
    answer = page(door, token_of(hours=10 * MINUTES))
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION_COOKIE}=new.er.token;")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Max-Age="):
        assert word in cookie


@pytest.mark.parametrize("path", ["/api/v1/polls", "/static/app.js", "/live"])
def test_only_pages_renew(door: RunningDoor, token_of: Tokens, path: str) -> None:
    with (
        door.client() as client,
        client.stream("GET", path, headers={"Cookie": f"{SESSION_COOKIE}={token_of(hours=10 * MINUTES)}"}) as answer,
    ):
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers


def test_a_fresh_token_is_left_alone_and_nobody_is_given_one(door: RunningDoor, token_of: Tokens) -> None:
    assert "set-cookie" not in page(door, token_of(hours=29 * MINUTES)).headers
    for stale in (token_of(hours=-1), "a.b.c"):
        answer = page(door, stale)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/session")
        assert "set-cookie" not in answer.headers


def test_the_cookie_of_a_session_that_identity_ended_is_taken_away(door: RunningDoor, token_of: Tokens) -> None:
    cookie = page(door, token_of("gone", hours=10 * MINUTES)).headers["set-cookie"]
    assert cookie.startswith(f'{SESSION_COOKIE}="";')
    assert "Max-Age=0" in cookie


def with_cookies(door: RunningDoor, method: str, path: str, **cookies: str) -> httpx.Response:
    with door.client() as client:
        pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return client.request(method, path, headers={"Cookie": pairs, **SAME_SITE})


@pytest.mark.parametrize("stale", [None, "a.b.c", "expired"])
def test_a_device_that_is_kept_is_let_in_without_a_token_that_counts(
    door: RunningDoor, token_of: Tokens, stale: str | None
) -> None:
    fresh = token_of()
    old = {} if stale is None else {SESSION_COOKIE: token_of(hours=-1) if stale == "expired" else stale}
    answer = with_cookies(door, "GET", "/session", **old, **{DEVICE_COOKIE: fresh})
    assert answer.status_code == 204
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith(f"{SESSION_COOKIE}={fresh};")


def test_what_was_typed_for_longer_than_a_token_lives_is_taken(door: RunningDoor, token_of: Tokens) -> None:
    cookies = {SESSION_COOKIE: token_of(hours=-1), DEVICE_COOKIE: token_of()}
    answer = with_cookies(door, "POST", "/me/display", **cookies)
    assert answer.headers["location"].startswith("/me?done=")


def test_a_device_whose_session_was_ended_is_forgotten_and_asked_to_log_in(door: RunningDoor) -> None:
    answer = with_cookies(door, "GET", "/session", **{DEVICE_COOKIE: "ended"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/session")
    taken = answer.headers.get_list("set-cookie")
    assert [cookie.partition("=")[0] for cookie in taken] == [SESSION_COOKIE, DEVICE_COOKIE]
    assert all("Max-Age=0" in cookie for cookie in taken)


@pytest.mark.parametrize("path", ["/api/v1/me", "/live"])
def test_the_secret_of_a_device_opens_no_door_of_the_app(door: RunningDoor, token_of: Tokens, path: str) -> None:
    assert with_cookies(door, "GET", path, **{DEVICE_COOKIE: token_of()}).status_code == 401


@pytest.mark.parametrize("keep", ["1", ""])
def test_a_secret_is_left_only_on_a_device_that_its_member_wants_kept(door: RunningDoor, keep: str) -> None:
    with door.client() as client:
        form = {"username": "m1", "password": "p", "keep": keep}
        answer = client.post("/login", data=form, headers={**SAME_SITE, "Cookie": f"{DEVICE_COOKIE}=of.somebody.else"})
    device = answer.headers.get_list("set-cookie")[1]
    assert device.startswith(f'{DEVICE_COOKIE}="secret of m1";' if keep else f'{DEVICE_COOKIE}="";')


def test_logging_out_takes_both_cookies_and_a_device_is_not_let_in_on_the_way(
    door: RunningDoor, token_of: Tokens
) -> None:
    answer = with_cookies(door, "POST", "/logout", **{DEVICE_COOKIE: token_of()})
    assert answer.headers["location"] == "/login?done=signed_out"
    assert all("Max-Age=0" in cookie for cookie in answer.headers.get_list("set-cookie"))
