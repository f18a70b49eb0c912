"""What an officer sees of one question: how long it waits, what was answered, and what may be made of the answer."""

from typing import Any

from tests.services.gateway.web.test_answer_quality_pages import page

WAITING = {
    "id": "q1", "version": 3, "cell_path": "ts/x01/c1/", "committee_path": "ts/x01/", "topic": "dues",
    "reason": "not_found", "state": "waiting", "asked_at": "2026-11-22T08:00:00Z", "taken_at": None,
    "taken_by_me": False, "reminders": 0, "reminded_at": None, "answered_at": None, "corrected_at": None,
    "answer": None, "former_answer": None, "general": None, "may_propose": False,
}  # fmt: skip
ANSWERED = WAITING | {
    "state": "answered", "answered_at": "2026-11-23T08:00:00Z", "answer": "Nộp <tại> chi bộ.", "may_propose": True,
}  # fmt: skip
PROPOSES = "/desk/answers/new?question_id=q1"


def shown(row: dict[str, Any], **view: Any) -> str:
    given = {"answer": row["answer"] or ""}
    return page("question", row=row, asked={"text": "Nộp ở đâu?"}, topics={"dues": "Đảng phí"}, given=given, **view)


def test_one_that_waits_is_answered_and_nothing_is_made_of_it() -> None:
    html = shown(WAITING)
    assert 'action="/desk/questions/q1/answer"' in html
    assert "/correction" not in html
    assert PROPOSES not in html
    assert "Đã nhắc" not in html
    assert "Đã nhắc 2 lần" in shown(WAITING | {"reminders": 2, "reminded_at": "2026-11-28T08:00:00Z"})


def test_an_answered_one_shows_its_answer_leads_to_the_general_form_and_may_be_corrected() -> None:
    html = shown(ANSWERED)
    assert html.count("Nộp &lt;tại&gt; chi bộ.") == 2  # as it was sent, and in the field
    assert f'href="{PROPOSES}">Soạn thành câu trả lời chung' in html
    assert 'action="/desk/questions/q1/correction"' in html
    assert 'action="/desk/questions/q1/answer"' not in html


def test_the_link_is_for_who_may_and_names_the_version_that_there_is() -> None:
    again = shown(ANSWERED | {"general": {"version": 3, "state": "withdrawn"}})
    assert f'href="{PROPOSES}&amp;version=3">Soạn lại câu trả lời chung' in again
    released = shown(ANSWERED | {"general": {"version": 2, "state": "released"}, "may_propose": False})
    assert PROPOSES not in released
    assert "Câu trả lời chung đã được công bố" in released
    assert PROPOSES not in shown(ANSWERED | {"may_propose": False})


def test_a_correction_that_was_refused_stands_open_with_what_was_typed() -> None:
    refused = shown(ANSWERED, errors={"answer": "Có dấu mật."}, labels={"answer": "Câu trả lời"})
    assert '<details open><summary role="button"' in refused
    assert '<details open><summary role="button"' not in shown(ANSWERED)


def test_what_was_corrected_says_so_and_shows_what_it_was() -> None:
    html = shown(ANSWERED | {"former_answer": "Nộp tại xã.", "corrected_at": "2026-11-24T08:00:00Z"})
    assert "Sửa, bổ sung lúc 15:00" in html
    assert "Nộp tại xã." in html
