"""The desk's page of answers for everybody, over HTTP; what is allowed is decided by feedback and tested there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from services.gateway.callers import SESSION_COOKIE
from tests.services.gateway.conftest import RunningDoor, Tokens

FORM = {
    "question_id": "q2",
    "version": "0",
    "question": "Đảng viên đi học xa nộp đảng phí ở đâu?",
    "answer": "Nộp tại chi bộ nơi sinh hoạt tạm thời.",
    "topic": "Đảng phí",
    "issuer": "Đảng ủy xã Hòa Bình",
    "audience": "ts/x01/",
}


@pytest.fixture
def browser(door: RunningDoor, neighbour: None, token_of: Tokens) -> Iterator[Any]:
    roles = (("committee_officer", "ts/x01/"), ("committee_editor", "ts/x01/"))
    with door.client(cookies={SESSION_COOKIE: token_of("m1", "ts/x01/c001/", *roles)}) as opened:
        opened.headers["Sec-Fetch-Site"] = "same-origin"
        yield opened


def test_what_waits_can_be_released_or_sent_back_and_what_was_answered_can_be_written(browser: Any) -> None:
    page = browser.get("/desk/answers").text
    assert "Đảng phí nộp ở đâu?" in page
    assert "Chờ duyệt" in page
    assert 'action="/desk/answers/a1/release"' in page
    assert 'action="/desk/answers/a1/withdraw"' in page
    # Of the two questions that were answered one has its general form already.
    assert re.findall(r"/desk/answers/new\?question_id=(\w+)", page) == ["q2"]


def test_the_general_form_is_written_on_a_page_that_warns_of_the_person(browser: Any) -> None:
    page = browser.get("/desk/answers/new?question_id=q2").text
    assert "Không chép lời người hỏi" in page
    assert 'name="question_id" value="q2"' in page
    done = browser.post(
        "/desk/answers/new", data=FORM | {"idempotency_key": "released-answers-k1"}, follow_redirects=False
    )
    assert (done.status_code, done.headers["location"].partition("?")[0]) == (303, "/desk/answers")


def test_what_feedback_refuses_stands_beside_the_field_and_nothing_typed_is_lost(browser: Any) -> None:
    wrong = FORM | {"answer": "Gọi 0912 345 678.", "idempotency_key": "released-answers-k2"}
    page = browser.post("/desk/answers/new", data=wrong)
    assert page.status_code == 422
    assert "không được có số điện thoại" in page.text
    assert "Gọi 0912 345 678." in page.text
    empty = browser.post("/desk/answers/new", data=FORM | {"topic": " ", "idempotency_key": "released-answers-k3"})
    assert empty.status_code == 422
    assert "Đồng chí chưa nhập mục này." in empty.text


def test_an_answer_is_released_and_taken_back_only_with_a_reason(browser: Any) -> None:
    form = {"version": "1"}
    done = browser.post(
        "/desk/answers/a1/release", data=form | {"idempotency_key": "released-answers-k4"}, follow_redirects=False
    )
    assert done.status_code == 303
    without = browser.post(
        "/desk/answers/a1/withdraw", data=form | {"reason": "", "idempotency_key": "released-answers-k5"}
    )
    assert without.status_code == 422
    back = form | {"reason": "Quy định đã thay đổi.", "idempotency_key": "released-answers-k6"}
    assert browser.post("/desk/answers/a1/withdraw", data=back, follow_redirects=False).status_code == 303
