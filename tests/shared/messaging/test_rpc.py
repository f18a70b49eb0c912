"""Questions to a real process over the real broker: who may ask, what is answered, what does not end it."""

from datetime import timedelta
from typing import Any

import mongoengine
import pytest
from pymongo.errors import AutoReconnect, OperationFailure

from shared.errors import KINDS
from shared.messaging.rpc import wire_error
from tests.shared.messaging.conftest import Speaker


def error_of(answer: Any) -> dict[str, Any]:
    assert answer["result"] is None
    (wire,) = answer["error"]["exc_args"]
    found: dict[str, Any] = wire
    return found


def test_a_question_with_a_valid_token_is_answered(speaker: Speaker) -> None:
    answer = speaker.ask("say", token=speaker.token(), words="  chào ")
    assert answer["error"] is None
    assert answer["result"]["said"] == "chào"
    assert answer["result"]["caller"] == "member-1"


def test_without_a_token_nothing_is_answered_but_what_is_open_to_all(speaker: Speaker) -> None:
    assert error_of(speaker.ask("say", words="a"))["kind"] == "unauthenticated"
    assert speaker.ask("say_openly", words="a")["result"]["caller"] is None


def test_a_token_that_is_forged_expired_or_for_another_province_is_refused(speaker: Speaker) -> None:
    forged = speaker.token()[:-4] + "AAAA"
    expired = speaker.token(lifetime=timedelta(minutes=-5))
    elsewhere = speaker.token(audience="another")
    for token in (forged, expired, elsewhere, "", "a.b.c", "W" * 40_000, "W1tb" * 3000 + ".e30.AA"):
        assert error_of(speaker.ask("say", token=token, words="a"))["kind"] == "unauthenticated", token[:20]


def test_the_token_of_an_open_method_is_not_needed_and_not_believed(speaker: Speaker) -> None:
    assert speaker.ask("say_openly", token="nonsense", words="a")["result"]["caller"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_error_crosses_the_wire_as_itself(speaker: Speaker, kind: str) -> None:
    answer = speaker.ask("say", token=speaker.token(), words="a", fail_as=kind)
    wire = error_of(answer)
    assert (wire["kind"], wire["code"], wire["message"]) == (kind, f"speaker.{kind}", KINDS[kind].message)
    assert answer["error"]["exc_path"].startswith("shared.errors.")


def test_a_fault_of_ours_tells_nothing_of_its_text(speaker: Speaker) -> None:
    answer = speaker.ask("say", token=speaker.token(), words="a", fail_as="bug")
    assert error_of(answer)["kind"] == "internal"
    assert "secret" not in str(answer)
    assert "RuntimeError" not in str(answer)


def test_a_request_that_does_not_fit_is_explained_by_field(speaker: Speaker) -> None:
    wire = error_of(speaker.ask("say", token=speaker.token(), word="a"))
    assert (wire["kind"], wire["code"]) == ("invalid", "request.invalid")
    assert set(wire["details"]) <= {"word", "words"}


def test_a_result_that_cannot_be_written_down_is_answered_as_a_fault(speaker: Speaker) -> None:
    assert error_of(speaker.ask("unspeakable"))["kind"] == "internal"


def test_a_method_that_does_not_exist_is_answered_at_once(speaker: Speaker) -> None:
    assert error_of(speaker.ask("shout"))["code"] == "rpc.unknown_method"
    assert error_of(speaker.ask("_handle"))["code"] == "rpc.unknown_method"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json \xff",
        b"null",
        b"[]",
        b"{}",
        b'{"args": [], "kwargs": 5}',
        b'{"args": ["positional"], "kwargs": {}}',
        b'{"kwargs": ' + b"[" * 50_000,
        b'{"kwargs": {"a": "' + b"x" * 17_000_000 + b'"}}',
    ],
    ids=["empty", "bytes", "null", "list", "nothing", "number", "positional", "deep", "large"],
)
def test_a_malformed_body_is_answered(speaker: Speaker, body: bytes) -> None:
    wire = error_of(speaker.send("say_openly", body))
    assert (wire["kind"], wire["code"]) == ("invalid", "rpc.malformed_request")


def test_arguments_that_python_would_trip_over_are_answered(speaker: Speaker) -> None:
    for name in ("self", "fields", "__class__", "", "đ"):
        answer = speaker.ask("say_openly", **{"words": "a", name: 1})
        assert answer["error"] is not None
    assert speaker.alive()


@pytest.mark.parametrize(
    "headers",
    [
        {"nameko.call_id_stack": 5},
        {"nameko.call_id_stack": "x", "nameko.auth_token": {"a": [1]}},
        {"nameko.correlation_id": "x" * 5000, "nameko.traceparent": "ff-0"},
        {"nameko.idempotency_key": b"\xff\x00", "nameko.correlation_id": None},
    ],
)
def test_hostile_headers_are_ignored(speaker: Speaker, headers: dict[str, Any]) -> None:
    assert speaker.ask("say_openly", headers=headers, words="a")["result"]["said"] == "a"


def test_the_same_key_of_the_same_member_repeats_the_ids_and_of_nobody_never(speaker: Speaker) -> None:
    def made(method: str, key: str, token: str | None) -> str:
        headers = {"nameko.idempotency_key": key}
        return str(speaker.ask(method, token=token, headers=headers, words="a")["result"]["id"])

    token = speaker.token()
    assert made("say", "k-1", token) == made("say", "k-1", speaker.token())
    assert made("say", "k-1", token) != made("say", "k-2", token)
    assert made("say_openly", "k-1", None) != made("say_openly", "k-1", None)


def test_a_store_that_is_away_or_busy_is_told_as_unavailable_and_a_fault_as_a_fault() -> None:
    busy = OperationFailure("", 251, {"errorLabels": ["TransientTransactionError"]})
    wrapped = mongoengine.errors.OperationError("could not save")
    wrapped.__cause__ = AutoReconnect("connection closed")
    for error in (AutoReconnect("connection closed"), wrapped, busy):
        told = wire_error(error)["exc_args"][0]
        assert (told["kind"], told["code"]) == ("unavailable", "store.away")
        assert "connection" not in told["message"]
    assert wire_error(OperationFailure("bad query", 2))["exc_args"][0]["kind"] == "internal"
    assert wire_error(KeyError("x"))["exc_args"][0]["kind"] == "internal"
