"""The member's side: answering, completing, the certificate."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.check_certificate import check_certificate
from services.content.queries.course_people import course_people
from services.content.queries.my_courses import my_courses
from services.content.queries.my_data import my_data
from services.content.queries.read_course import read_course
from services.content.queries.read_part import read_part
from services.content.rules.check_numbers import check_number
from services.content.rules.course_errors import (
    CertificateNotFound,
    CheckNumberInvalid,
    CourseNotFound,
    CourseOver,
    NotCompleted,
    NothingAnswered,
    NotTheirOwnWords,
    QuestionNotFound,
)
from services.content.store import progress
from services.content.store.progress import StudyProgress
from services.content.usecases.answer_part import answer_part
from services.content.usecases.issue_certificate import issue_certificate
from services.content.usecases.withdraw_course import withdraw_course
from services.content.usecases.write_course import write_course
from shared.outbox import ChangedByAnother, change
from shared.security import Grant, NotForHelpers, refuse_helper
from shared.store import database
from shared.usecase import context, perform
from tests.services.content.conftest import CELL, NOW, editor, told
from tests.services.content.courses import (
    RIGHT,
    WRONG,
    answered,
    begun,
    helping,
    opened,
    part_of,
    question_of,
    ready,
    registered,
    studying,
)

pytestmark = pytest.mark.slow
SECRETARY = Grant("cell_secretary", CELL)


def parts_of(course: dict[str, Any], member_id: str = "m1") -> list[str]:
    return [part["id"] for part in perform(read_course, {"course_id": course["id"]}, studying(member_id))["parts"]]


def test_a_wrong_answer_is_explained_and_tried_again_and_the_right_one_ends_the_part(store: None) -> None:
    course = ready(parts=2)
    first, second = parts_of(course)
    out = answered(course["id"], first, studying(), WRONG)
    assert (list(out["outcomes"].values()), out["part_done"]) == (["wrong"], False)
    read = perform(read_part, {"course_id": course["id"], "part_id": first, "answer_id": out["answer_id"]}, studying())
    (asked,) = read["questions"]
    assert (asked["outcome"], asked["explanation"] is not None) == ("wrong", True)
    assert {choice["right"] for choice in asked["choices"]} == {None}
    out = answered(course["id"], first, studying(), RIGHT)
    assert (out["part_done"], out["course_done"]) == (True, False)
    read = perform(read_part, {"course_id": course["id"], "part_id": first}, studying())
    assert {choice["text"]: choice["right"] for choice in read["questions"][0]["choices"]} == {
        RIGHT: True,
        WRONG: False,
    }
    assert read["next_part_id"] == second
    out = answered(course["id"], second, studying(), RIGHT)
    assert out["course_done"]
    view = perform(read_course, {"course_id": course["id"]}, studying())
    assert (view["state"], [part["done"] for part in view["parts"]]) == ("done", [True, True])
    assert told("study_progress") == [
        ("content.course_completed.v1", {"course_id": course["id"], "member_id": "m1", "cell_path": CELL})
    ]


def test_before_an_answer_nothing_is_explained_and_that_one_read_is_kept_nowhere(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    read = perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())
    assert read["questions"][0]["explanation"] is None
    assert StudyProgress.objects.count() == 0


def test_of_a_wrong_answer_nothing_is_kept_but_that_it_was_wrong(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    answered(course["id"], part_id, studying(), WRONG)
    row = database()["study_progress"].find_one({})
    assert row is not None
    chosen = perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())["questions"][0]["choices"]
    assert not any(choice["id"] in str(row) for choice in chosen)


def test_some_questions_may_be_answered_now_and_the_others_later(store: None) -> None:
    course = part_of(begun())
    part_id = course["changed_id"]
    course = question_of(course, part_id, "Một?")
    one = course["changed_id"]
    course = opened(question_of(course, part_id, "Hai?"))
    out = answered(course["id"], part_id, studying(), RIGHT, only=one)
    assert (out["outcomes"], out["part_done"]) == ({one: "right"}, False)
    with pytest.raises(NothingAnswered):
        answered(course["id"], part_id, studying())
    assert answered(course["id"], part_id, studying(), RIGHT)["course_done"]


def test_the_same_answer_sent_twice_is_one_and_costs_one_try(store: None) -> None:
    course = ready(tries_a_day=2)
    (part_id,) = parts_of(course)
    first = answered(course["id"], part_id, studying(key="k1"), WRONG)
    again = answered(course["id"], part_id, studying(key="k1"), WRONG)
    assert again == first
    read = perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())
    assert read["questions"][0]["tries_left"] == 1
    answered(course["id"], part_id, studying(), WRONG)
    out = answered(course["id"], part_id, studying(), RIGHT)
    assert list(out["outcomes"].values()) == ["no_tries_left"]
    tomorrow = studying(now=NOW + timedelta(days=1))
    assert answered(course["id"], part_id, tomorrow, RIGHT)["course_done"]


def test_two_devices_at_once_lose_no_answer_and_complete_once(store: None) -> None:
    course = ready(parts=4)
    parts = parts_of(course)
    with ThreadPoolExecutor(4) as devices:
        outs = list(devices.map(lambda part_id: _patiently(course["id"], part_id), parts))
    assert sum(1 for out in outs if out) == 4
    held = progress.find(course["id"], "m1")
    assert held is not None
    assert (held.state, sorted(held.parts_done)) == ("done", sorted(parts))
    assert len(told("study_progress")) == 1


def _patiently(course_id: str, part_id: str) -> dict[str, Any]:
    while True:
        try:
            return answered(course_id, part_id, studying(), RIGHT)
        except ChangedByAnother:
            continue


def test_an_answer_to_a_question_that_was_changed_meanwhile_is_not_judged(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    asked = perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())["questions"][0]
    opened(question_of(course, part_id, "Viết lại?", question_id=asked["id"]))
    stale = {"question_id": asked["id"], "revision": asked["revision"], "choices": [asked["choices"][0]["id"]]}
    out = perform(answer_part, {"course_id": course["id"], "part_id": part_id, "answers": [stale]}, studying())
    assert out["outcomes"] == {asked["id"]: "question_changed"}
    with pytest.raises(QuestionNotFound):
        perform(
            answer_part,
            {"course_id": course["id"], "part_id": part_id, "answers": [{**stale, "question_id": "other"}]},
            studying(),
        )


def test_a_course_waits_on_the_first_page_until_it_is_done_or_over(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    due = {"due": True}
    assert len(perform(my_courses, due, studying())["items"]) == 1
    assert perform(my_courses, due, studying(now=NOW + timedelta(days=30)))["items"] == []
    assert perform(my_courses, due, studying(now=NOW - timedelta(days=30)))["items"] == []
    answered(course["id"], part_id, studying("m2"), RIGHT)
    assert perform(my_courses, due, studying("m2"))["items"] == []
    late = studying(now=NOW + timedelta(days=9))
    with pytest.raises(CourseOver):
        answered(course["id"], part_id, late, RIGHT)
    assert StudyProgress.objects.count() == 1


def test_who_moved_away_goes_on_with_what_was_begun(store: None) -> None:
    course = ready(parts=2, audience="ts/x03/")
    first, second = parts_of(course)
    answered(course["id"], first, studying(), RIGHT)
    moved = studying("m1", "ts/x04/c0401/")
    assert answered(course["id"], second, moved, RIGHT)["course_done"]
    with pytest.raises(CourseNotFound):
        answered(course["id"], second, studying("m2", "ts/x04/c0401/"), RIGHT)


def test_a_helper_enters_only_what_the_member_said_and_is_recorded(store: None) -> None:
    registered(("m1", CELL))
    course = ready()
    (part_id,) = parts_of(course)
    with pytest.raises(NotTheirOwnWords):
        answered(course["id"], part_id, helping(), RIGHT)
    answered(course["id"], part_id, helping(), RIGHT, their_own_words=True)
    held = progress.find(course["id"], "m1")
    assert held is not None
    assert [each.entered_by for each in held.passed] == ["h1"]
    people = perform(course_people, {"course_id": course["id"], "cell_path": CELL}, studying("s1", CELL, SECRETARY))
    assert people["items"] == [{"member_id": "m1", "state": "done", "helped": True}]


@pytest.mark.parametrize("usecase", [answer_part, read_part, read_course, my_courses])
def test_a_helper_studies_only_where_the_member_allowed_it(usecase: Callable[..., Any]) -> None:
    refuse_helper(usecase, helping().actor)
    with pytest.raises(NotForHelpers):
        refuse_helper(usecase, helping(deeds=frozenset({"read_news"})).actor)


@pytest.mark.parametrize("usecase", [issue_certificate, write_course, course_people])
def test_nothing_else_of_a_course_is_a_helpers(usecase: Callable[..., Any]) -> None:
    with pytest.raises(NotForHelpers):
        refuse_helper(usecase, helping().actor)


def test_a_certificate_is_checked_by_its_number_and_tells_nobodys_name(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    ask = {"course_id": course["id"], "full_name": "Vi Thị Mẫu"}
    with pytest.raises(NotCompleted):
        perform(issue_certificate, ask, studying())
    answered(course["id"], part_id, studying(), RIGHT)
    given = perform(issue_certificate, ask, studying())
    assert perform(issue_certificate, ask, studying()) == given
    assert (given["title"], given["kind"]) == ("Học tập và làm theo phong cách nêu gương", "monthly_topic")
    number = f"{given['number'][:4]}-{given['number'][4:8]}-{given['number'][8:]}".lower()
    stranger = context(None)
    seen = perform(check_certificate, {"number": number}, stranger)
    assert set(seen) == {"number", "title", "kind", "completed_on", "name"}
    assert (seen["name"], seen["completed_on"]) == ("not_asked", "2026-11-22")
    for name, says in (("vi thị  mẫu", "matches"), ("Vi Thị Mấu", "differs"), ("Vi", "differs")):
        assert perform(check_certificate, {"number": number, "full_name": name}, stranger)["name"] == says
    assert "Mẫu" not in str(database()["study_progress"].find_one({}))
    perform(issue_certificate, {**ask, "full_name": "Vi Thị Mẫn"}, studying())
    for name in ("Vi Thị Mẫu", "Vi Thị Mẫn"):
        assert perform(check_certificate, {"number": number, "full_name": name}, stranger)["name"] == "matches"


def test_a_number_that_was_never_given_and_a_slip_of_the_hand_are_told_apart(store: None) -> None:
    with pytest.raises(CertificateNotFound):
        perform(check_certificate, {"number": check_number("x")}, context(None))
    with pytest.raises(CheckNumberInvalid):
        perform(check_certificate, {"number": "1234-5678-9ABC"}, context(None))


def test_a_certificate_outlives_corrections_and_the_withdrawal_of_its_course(store: None) -> None:
    course = ready()
    (part_id,) = parts_of(course)
    answered(course["id"], part_id, studying(), RIGHT)
    perform(withdraw_course, {"course_id": course["id"], "version": course["version"], "reason": "Hết dùng"}, editor())
    given = perform(issue_certificate, {"course_id": course["id"], "full_name": "Vi Thị Mẫu"}, studying())
    assert perform(check_certificate, {"number": given["number"]}, context(None))["title"] == given["title"]
    (row,) = perform(my_courses, {}, studying())["items"]
    assert (row["state"], row["over"]) == ("done", True)


def test_an_answer_is_stored_whole_or_not_at_all(store: None) -> None:
    """The row that another device changed meanwhile is not written over."""
    course = ready(parts=2)
    first, second = parts_of(course)
    answered(course["id"], first, studying(), RIGHT)
    stale = progress.find(course["id"], "m1")
    assert stale is not None
    answered(course["id"], second, studying(), RIGHT)
    with pytest.raises(ChangedByAnother):
        change(stale, set__state="under_way")
    held = progress.find(course["id"], "m1")
    assert held is not None
    assert held.state == "done"


def test_the_own_copy_of_data_says_what_is_kept_and_whose_hand_it_was(store: None) -> None:
    course = ready(parts=2)
    first, second = parts_of(course)
    answered(course["id"], first, helping(), RIGHT, their_own_words=True)
    answered(course["id"], second, studying("m2"), RIGHT)
    (kept,) = perform(my_data, {}, studying())["courses"]
    assert (kept["course_id"], kept["state"], [each["entered_by"] for each in kept["passed"]]) == (
        course["id"], "under_way", ["h1"]
    )  # fmt: skip
