"""Errors keep their kind, code and words over the wire."""

import json

import pytest

from shared.errors import KINDS, AppError, Conflict, Invalid, NotFound, from_wire


class MeetingOver(Conflict):
    code = "meetings.over"
    message = "Buổi họp đã kết thúc."


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_an_error_comes_back_from_the_wire_as_what_it_was(kind: type[AppError]) -> None:
    sent = kind("Chưa được.", code="meetings.refused", details={"title": "Cần điền mục này."})
    back = from_wire(json.loads(json.dumps(sent.to_wire())))
    assert type(back) is kind
    assert back.to_wire() == sent.to_wire()


def test_a_leaf_tells_its_own_code_and_sentence() -> None:
    assert MeetingOver().to_wire() == {
        "kind": "conflict",
        "code": "meetings.over",
        "message": "Buổi họp đã kết thúc.",
        "details": {},
    }
    assert str(MeetingOver()) == "meetings.over: Buổi họp đã kết thúc."


def test_one_error_s_words_do_not_leak_into_the_next() -> None:
    NotFound("Không có.", code="x.y", details={"a": "b"})
    assert NotFound().to_wire()["code"] == "not_found"
    assert NotFound().details == {}


def test_an_error_can_be_made_again_from_its_arguments() -> None:
    """nameko and pickle (the heavy worker's child) rebuild an exception from `args`."""
    import pickle

    sent = Invalid("Sai.", code="request.invalid", details={"a": "b"})
    back = pickle.loads(pickle.dumps(sent))  # noqa: S301
    assert type(back) is Invalid
    assert back.to_wire() == sent.to_wire()


@pytest.mark.parametrize("wire", [{}, {"kind": "martian", "code": "mars.red"}, {"kind": 5, "details": "no"}])
def test_an_unknown_kind_stays_an_error_with_its_code(wire: dict[str, object]) -> None:
    error = from_wire(wire)
    assert type(error) is AppError
    assert error.kind == "internal"
    assert error.code == wire.get("code", "internal")
    assert error.message.startswith("Hệ thống")
