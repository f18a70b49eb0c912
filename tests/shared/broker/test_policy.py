"""Which failure waits, which is tried again, which is parked."""

import json
from typing import Any

import amqp
import pika.exceptions
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect, DuplicateKeyError

from shared.broker.policy import (
    ATTEMPT,
    HISTORY,
    MAX_HISTORY,
    ORIGIN,
    REASON,
    RetryPolicy,
    Verdict,
    attempt_of,
    judge,
    next_headers,
)
from shared.contracts import UnknownEvent, UnreadableEvent
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable

POLICY = RetryPolicy(delays=(5, 30))
RETRY, FAILED = Verdict("retry", "failed", 5), RuntimeError("x")


@pytest.mark.parametrize(
    ("error", "attempt", "verdict"),
    [
        (RuntimeError("x"), 0, Verdict("retry", "failed", 5)),
        (RuntimeError("x"), 1, Verdict("retry", "failed", 30)),
        (RuntimeError("x"), 2, Verdict("park", "retries_exhausted")),
        (RuntimeError("x"), 99, Verdict("park", "retries_exhausted")),
        (UnknownEvent("x"), 0, Verdict("park", "unknown_event")),
        (UnreadableEvent("x"), 0, Verdict("park", "unreadable_event")),
        (Invalid("x"), 0, Verdict("park", "invalid")),
        (NotFound("x"), 0, Verdict("retry", "failed", 5)),
        (Conflict("x"), 1, Verdict("retry", "failed", 30)),
        (Forbidden("x"), 0, Verdict("retry", "failed", 5)),
        (DuplicateKeyError("x"), 0, Verdict("retry", "failed", 5)),
        (Unavailable("x"), 99, Verdict("hold", "outage")),
        (AutoReconnect("x"), 0, Verdict("hold", "outage")),
        (ConnectionRefusedError(), 0, Verdict("hold", "outage")),
        (amqp.exceptions.ConnectionForced(), 0, Verdict("hold", "outage")),
        (pika.exceptions.StreamLostError(), 0, Verdict("hold", "outage")),
    ],
)
def test_the_verdict_on_a_failure(error: Exception, attempt: int, verdict: Verdict) -> None:
    assert judge(error, attempt, POLICY) == verdict


def test_without_delays_a_failure_is_parked_at_once() -> None:
    assert judge(FAILED, 0, RetryPolicy(delays=())).action == "park"


HEADERS = st.dictionaries(
    st.sampled_from([ATTEMPT, HISTORY, REASON, "x-death", "other"]) | st.text() | st.binary(),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
    | st.lists(st.text() | st.binary() | st.integers()) | st.dictionaries(st.text(), st.integers()),
)  # fmt: skip


@given(HEADERS)
def test_whatever_the_headers_hold_the_count_is_a_number_of_tries(headers: dict[str, Any]) -> None:
    assert type(attempt_of(headers)) is int
    assert attempt_of(headers) >= 0


@pytest.mark.parametrize("value", ["3", -1, True, 2.0, None, b"2", [1]])
def test_a_strange_count_counts_as_none(value: object) -> None:
    assert attempt_of({ATTEMPT: value}) == 0


@given(HEADERS, st.sampled_from([RETRY, Verdict("park", "invalid"), Verdict("hold", "outage")]))
def test_whatever_the_headers_hold_their_successors_can_be_made(headers: dict[str, Any], verdict: Verdict) -> None:
    merged = next_headers(headers, verdict, FAILED, reaction="a.b", moment="2026-01-01")
    assert len(merged[HISTORY]) <= MAX_HISTORY
    assert json.loads(merged[HISTORY][-1])["reason"] == verdict.reason
    assert merged[ATTEMPT] == attempt_of(headers) + (verdict.action == "retry")
    assert (merged.get(ORIGIN) == "a.b") or verdict.action != "park"


def test_the_history_keeps_the_last_failures_only() -> None:
    headers: dict[str, Any] = {"kept": 1}
    for number in range(50):
        headers = next_headers(headers, RETRY, NotFound(code=f"x.{number}"), reaction="a.b", moment="m")
    assert headers["kept"] == 1
    assert headers[ATTEMPT] == 50
    assert len(headers[HISTORY]) == MAX_HISTORY
    assert "x.49" in headers[HISTORY][-1]


def test_a_copy_carries_none_of_the_brokers_own_notes() -> None:
    notes = {"x-death": [{"queue": "a.b"}], "x-first-death-queue": "a.b", "x-delivery-count": 3, "x-other": 1}
    assert set(next_headers(notes, RETRY, FAILED, reaction="a.b", moment="m")) == {"x-other", ATTEMPT, HISTORY}


def test_the_history_never_quotes_what_a_library_said() -> None:
    def reason(error: Exception) -> str:
        line = next_headers({}, RETRY, error, reaction="a.b", moment="m")[HISTORY][0]
        return str(json.loads(line)["error"])

    assert "012345678901" not in reason(DuplicateKeyError("dup key: { card: '012345678901' }"))
    with pytest.raises(KeyError) as raised:
        {}["Nguyễn Văn A"]
    assert reason(raised.value).startswith("KeyError at test_the_history_never_quotes")
    assert "meetings.closed" in reason(Conflict(code="meetings.closed"))
