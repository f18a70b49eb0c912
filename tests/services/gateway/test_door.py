"""The door over HTTP, as the app and the browser use it."""

from __future__ import annotations

import threading

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.gateway.callers import SESSION_COOKIE
from tests.services.gateway.conftest import RunningDoor, Tokens

ANSWERS = "/api/v1/polls/p1/answers"


def test_a_repeated_post_happens_once(door: RunningDoor, token_of: Tokens, key: str) -> None:
    with door.client(token_of()) as app:
        first = app.post(ANSWERS, json={"option": 1}, headers={"Idempotency-Key": key})
        again = app.post(ANSWERS, json={"option": 1}, headers={"Idempotency-Key": key})
    assert first.status_code == 201
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


def test_the_same_key_with_another_body_is_422(door: RunningDoor, token_of: Tokens, key: str) -> None:
    with door.client(token_of()) as app:
        app.post(ANSWERS, json={"option": 1}, headers={"Idempotency-Key": key})
        refused = app.post(ANSWERS, json={"option": 2}, headers={"Idempotency-Key": key})
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency.key_reused")


def test_two_at_once_with_one_key_are_answered_once_and_with_409(door: RunningDoor, token_of: Tokens, key: str) -> None:
    answers: list[httpx.Response] = []
    both_ready = threading.Barrier(2)  # making a client takes longer than the answer

    def send() -> None:
        with door.client(token_of()) as app:
            headers = {"Idempotency-Key": key}
            both_ready.wait()
            answers.append(app.post("/api/v1/polls/slow/answers", json={"option": 1}, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201, 409]


def test_an_error_of_a_service_becomes_a_problem_with_its_code(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        answer = app.post("/api/v1/polls/closed/answers", json={"option": 1})
    problem = answer.json()
    assert answer.status_code == 409
    assert problem["code"] == "feedback.poll_closed"
    assert problem["details"] == {"option": "Không còn nhận câu trả lời."}
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]


def test_a_service_that_is_away_is_503_with_retry_after(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        answer = app.get("/api/v1/meetings")
        page = app.get("/meetings/m1")
    assert (answer.status_code, page.status_code) == (503, 503)
    assert answer.headers["retry-after"] == page.headers["retry-after"] == "5"
    assert "Hệ thống tạm gián đoạn" in page.text


def test_a_page_stands_while_the_services_of_some_parts_are_away(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        page = app.get("/")
    assert page.status_code == 200
    assert "Mục Sinh hoạt đang tạm gián đoạn" in page.text


@pytest.mark.parametrize(
    ("body", "field"), [({"option": "một"}, "option"), ({"option": 1, "optoin": 2}, "optoin"), ({}, "option")]
)
def test_a_wrong_body_is_told_field_by_field(
    door: RunningDoor, token_of: Tokens, body: dict[str, object], field: str
) -> None:
    with door.client(token_of()) as app:
        answer = app.post(ANSWERS, json=body)
    assert answer.status_code == 422
    assert list(answer.json()["details"]) == [field]


def test_a_body_too_large_is_413_even_when_its_length_is_not_told(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        told = app.post(ANSWERS, content=b"x" * 1_000_001)
        streamed = app.post(ANSWERS, content=(b"x" * 100_000 for _ in range(11)))
    assert (told.status_code, streamed.status_code) == (413, 413)


def test_without_a_token_the_app_is_told_and_the_browser_is_led_to_log_in(door: RunningDoor) -> None:
    with door.client() as nobody:
        assert nobody.get("/api/v1/polls").status_code == 401
        assert nobody.get("/polls/p1").headers["location"] == "/login?next=/polls/p1"


def test_an_expired_token_counts_as_none(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of(hours=-1)) as late:
        answer = late.get("/api/v1/polls")
    assert (answer.status_code, answer.json()["code"]) == (401, "security.token_expired")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({}, 403),
    ],
)
def test_a_form_sent_from_another_site_is_refused(
    door: RunningDoor, token_of: Tokens, headers: dict[str, str], status: int
) -> None:
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        assert browser.post("/polls/p1/answers", data={"option": "1"}, headers=headers).status_code == status


def test_a_form_with_thousands_of_fields_is_refused_and_breaks_nothing(door: RunningDoor, token_of: Tokens) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        for path in ("/login", "/polls/p1/answers"):
            answer = browser.post(path, content=b"&".join([b"option=1"] * 1500), headers=headers)
            assert answer.status_code == 422
            assert "quá nhiều mục" in answer.text


def test_a_double_tap_on_a_form_is_one_answer_and_the_same_page(door: RunningDoor, token_of: Tokens, key: str) -> None:
    form = {"option": "1", "idempotency_key": key}
    headers = {"Sec-Fetch-Site": "same-origin"}
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        first = browser.post("/polls/p1/answers", data=form, headers=headers)
        second = browser.post("/polls/p1/answers", data=form, headers=headers)
    assert first.headers["location"] == second.headers["location"] == "/polls/p1?done=poll_answered"
    assert second.headers["idempotency-replayed"] == "true"


def test_every_answer_carries_the_policy_against_foreign_code(door: RunningDoor) -> None:
    with door.client() as nobody:
        for path in ("/login", "/api/v1/me", "/static/app.css", "/no-such-page"):
            policy = nobody.get(path).headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy


def test_an_answer_that_does_not_say_so_is_kept_by_no_cache(door: RunningDoor, token_of: Tokens, key: str) -> None:
    form, headers = {"option": "1", "idempotency_key": key}, {"Sec-Fetch-Site": "same-origin"}
    with door.client(cookies={SESSION_COOKIE: token_of()}) as browser:
        answers = [browser.get(path) for path in ("/api/v1/polls", "/api/v1/me", "/no-such-page")]
        answers += [browser.post("/polls/p1/answers", data=form, headers=headers) for _ in range(2)]
        kept = browser.get("/offline")
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert kept.headers["cache-control"] == "public, max-age=86400"


def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(door: RunningDoor) -> None:
    with door.client() as browser:
        answer = browser.post(
            "/login",
            data={"username": "u", "password": "p", "next": "//elsewhere.example"},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "Secure", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert answer.headers["location"] == "/"


def test_guessing_passwords_is_slowed_down(door: RunningDoor) -> None:
    with door.client() as guesser:
        statuses = [
            guesser.post("/api/v1/session/password", json={"username": "u", "password": str(n)}).status_code
            for n in range(12)
        ]
    assert statuses == [200] * 10 + [429] * 2


def test_also_the_answer_to_a_defect_of_ours_carries_the_security_headers(door: RunningDoor) -> None:
    async def broken(_: Request) -> Response:
        raise ZeroDivisionError

    door.app.router.routes.insert(0, Route("/broken", broken))
    with door.client() as anybody:
        answer = anybody.get("/broken")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["x-correlation-id"]


def test_a_defect_behind_a_plain_route_is_answered_like_any_other(
    door: RunningDoor, token_of: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door.app.state, "notices", None)
    with door.client(token_of()) as app:
        answer = app.get("/api/v1/notices")
    assert answer.status_code == 500
    assert answer.json()["correlation_id"] == answer.headers["x-correlation-id"]


def test_a_scan_of_200_megabytes_is_refused_in_words(door: RunningDoor, token_of: Tokens) -> None:
    with door.client(token_of()) as app:
        answer = app.post(
            "/api/v1/desk/documents/drafts", data={"audience": "ts/"}, timeout=60,
            files={"file": ("quet.pdf", b"%PDF-" + bytes(200_000_000), "application/pdf")},
        )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")
    assert "lớn hơn 30 MB" in answer.json()["message"]
