"""A browser in use stays logged in; one whose session is over is told so, by a real door and bus."""

import httpx
import pytest

from services.gateway.callers import SESSION_COOKIE
from tests.services.gateway.conftest import RunningDoor, Tokens

MINUTES = 1 / 60


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
