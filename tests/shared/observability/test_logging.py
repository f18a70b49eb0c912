"""Log lines: JSON, with who and where, without anything personal."""

import io
import json
import logging
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pymongo.errors import DuplicateKeyError

from shared.errors import Unavailable
from shared.observability import bound, configure_logging, log
from shared.observability.personal import MASK, is_personal, scrub


class SearchAway(Unavailable):
    code = "search.away"
    message = "Chưa tìm được."


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("meetings", "INFO", stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:], root.level = before
    structlog.reset_defaults()


def last(out: io.StringIO) -> dict[str, Any]:
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def test_a_line_says_who_and_when_and_under_which_correlation(out: io.StringIO) -> None:
    with bound({"correlation_id": "c-1", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}):
        log.info("meeting called", meeting_id="m-1")
    line = last(out)
    assert line["service"] == "meetings"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")
    assert (line["correlation_id"], line["trace_id"]) == ("c-1", "a" * 32)
    assert (line["event"], line["meeting_id"]) == ("meeting called", "m-1")


def test_a_library_writes_through_the_same_form(out: io.StringIO) -> None:
    with bound({"correlation_id": "c-2"}):
        logging.getLogger("some.library").warning("lost %s", "it")
    line = last(out)
    assert (line["event"], line["service"], line["correlation_id"]) == ("lost it", "meetings", "c-2")
    assert line["logger"] == "some.library"


def test_personal_keys_are_masked_at_every_depth(out: io.StringIO) -> None:
    log.info("x", phone="a", member={"full_name": "b", "id": "m-1"}, rows=[{"card_number": "c"}], token="d")
    line = last(out)
    assert line["phone"] == line["token"] == line["member"]["full_name"] == line["rows"][0]["card_number"] == MASK
    assert line["member"]["id"] == "m-1"


def test_numbers_and_passwords_inside_sentences_and_tracebacks_are_cut_out(out: io.StringIO) -> None:
    try:
        raise ValueError("duplicate key: 0912345678 at amqp://sotay:hunter2@127.0.0.1")  # noqa: TRY301
    except ValueError:
        log.exception("could not save 001099012345")
    written = out.getvalue()
    assert "ValueError" in last(out)["exception"]
    for secret in ("0912345678", "001099012345", "hunter2"):
        assert secret not in written


def test_a_traceback_says_where_and_what_kind_but_nothing_that_a_library_quotes(out: io.StringIO) -> None:
    title = "Lịch gặp " + "riêng"

    def store() -> None:
        try:
            int(title)
        except ValueError as error:
            raise DuplicateKeyError(f"dup key: {title}", 11000, {"keyValue": {"title": title}}) from error

    try:
        store()
    except DuplicateKeyError:
        log.exception("not_stored")
    try:
        raise ExceptionGroup(title, [KeyError(title), SearchAway()])  # noqa: TRY301
    except ExceptionGroup:
        logging.getLogger("some.library").exception("lost")
    first, second = (json.loads(line)["exception"] for line in out.getvalue().splitlines())
    assert first.index("ValueError") < first.index("pymongo.errors.DuplicateKeyError (11000)")
    assert "in store" in first
    assert "KeyError" in second
    assert "search.away: Chưa tìm được." in second
    assert title not in out.getvalue()


def test_ids_and_times_survive(out: io.StringIO) -> None:
    ids = ["01a20407-8888-771f-a047-012345678901", "2026-11-03T01:00:00Z", "card_id"]
    log.info("x", ids=ids, card_id="c-9", number=912345678)
    line = last(out)
    assert (line["ids"], line["card_id"], line["number"]) == (ids, "c-9", 912345678)


def test_below_the_level_nothing_is_written(out: io.StringIO) -> None:
    log.debug("quiet")
    logging.getLogger("pika").info("chatter")
    assert out.getvalue() == ""


def test_a_warning_becomes_a_line(out: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn("beware", stacklevel=1)
        logging.captureWarnings(False)
    assert "beware" in last(out)["event"]


def test_what_cannot_be_json_is_written_as_text(out: io.StringIO) -> None:
    log.info("x", error=OSError("0912345678"), seen={1})
    assert last(out)["seen"] == [1]
    assert "0912345678" not in out.getvalue()


@pytest.mark.parametrize(
    "key", ["name", "Full-Name", "PHONE", "new_password", "auth_token", "birth_date", "face_template"]
)
def test_a_key_that_may_be_personal_is_known(key: str) -> None:
    assert is_personal(key)


@pytest.mark.parametrize("key", ["member_id", "card_id", "reaction", "queue", "event_type", "attempts"])
def test_an_id_or_a_machine_word_is_not_personal(key: str) -> None:
    assert not is_personal(key)


def test_endless_nesting_is_cut() -> None:
    deep: dict[str, Any] = {}
    deep["again"] = deep
    assert MASK in json.dumps(scrub(deep))
