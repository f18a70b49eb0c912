"""The editor's side: writing, opening, correcting and withdrawing a course."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.content.queries.list_desk_courses import list_desk_courses
from services.content.queries.my_courses import my_courses
from services.content.queries.read_desk_course import read_desk_course
from services.content.queries.read_part import read_part
from services.content.rules.course_errors import (
    AlreadyBeforeReaders,
    CourseEmpty,
    CourseNotFound,
    CourseNotOpen,
    NothingNewToOpen,
    SourceUnfit,
)
from services.content.store import courses
from services.content.store.courses import Course, CourseEdition
from services.content.store.documents import Document
from services.content.usecases.import_document import import_document
from services.content.usecases.open_course import open_course
from services.content.usecases.remove_part import remove_part
from services.content.usecases.remove_question import remove_question
from services.content.usecases.revise_course import revise_course
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_course import withdraw_course
from shared.errors import Invalid
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.usecase import InvalidRequest, perform
from tests.services.content.conftest import NOW, editor, person, told
from tests.services.content.courses import answered, begun, opened, part_of, question_of, ready, studying
from tests.services.content.usecases.test_documents import file

pytestmark = pytest.mark.slow


def at_desk(course: dict[str, Any]) -> Any:
    return perform(read_desk_course, {"course_id": course["id"]}, editor())


def rung() -> list[Any]:
    """What the members' devices are told of courses."""
    return [one for one in told("courses") if one[0] == "content.course_opened.v1"]


def spoken() -> list[tuple[str, str, int]]:
    """What speech is told of own texts."""
    return [
        (kind.split(".")[1], data["part_id"], data["edition"])
        for kind, data in told("courses")
        if kind.startswith("content.course_part")
    ]


def test_an_opened_course_is_told_once_by_its_ids_and_is_there_to_study(store: None) -> None:
    course = ready(parts=2)
    assert rung() == [("content.course_opened.v1", {"course_id": course["id"], "audience": "ts/", "roles": []})]
    again = perform(open_course, {"course_id": course["id"], "version": course["version"] - 1}, editor())
    assert again["version"] == course["version"]
    assert len(rung()) == 1
    assert CourseEdition.objects.count() == 1
    (row,) = perform(my_courses, {}, studying())["items"]
    assert (row["state"], row["parts"], row["parts_done"], row["over"]) == ("not_begun", 2, 0, False)


def test_a_list_of_courses_reads_no_text_of_theirs(store: None) -> None:
    ready(parts=2)
    (listed,) = courses.running(["ts/"], NOW.date())
    assert [set(part) & {"body", "questions"} for part in listed.opened["parts"]] == [set(), set()]


def test_only_an_editor_of_the_audience_writes(store: None) -> None:
    with pytest.raises(NotPermitted):
        begun(ctx=person("m1", "ts/x03/c0312/"))
    with pytest.raises(NotPermitted):
        begun("ts/", editor("ts/x03/"))
    course = ready()
    changes: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (read_desk_course, {}),
        (open_course, {"version": 1}),
        (withdraw_course, {"version": 1, "reason": "Sai"}),
        (remove_part, {"version": 1, "part_id": "p"}),
        (remove_question, {"version": 1, "part_id": "p", "question_id": "q"}),
    ]
    for ask, fields in changes:
        with pytest.raises(NotPermitted):
            perform(ask, {"course_id": course["id"], **fields}, editor("ts/x03/"))


def test_a_command_sent_twice_with_one_key_makes_one_course(store: None) -> None:
    assert begun(ctx=editor(key="k1"))["id"] == begun(ctx=editor(key="k1"))["id"]
    assert Course.objects.count() == 1


def test_an_editor_who_was_slower_is_told_and_the_same_change_twice_is_one(store: None) -> None:
    course = begun()
    changed = part_of(course, "Một")
    with pytest.raises(ChangedByAnother):
        part_of(course, "Hai")
    again = part_of(course, "Một", part_id=changed["changed_id"])
    assert again["version"] == changed["version"]
    assert [part["title"] for part in at_desk(course)["text"]["parts"]] == ["Một"]


def test_marks_of_secrecy_are_refused_wherever_they_are_written(store: None) -> None:
    course = begun()
    with pytest.raises(SecretMark):
        begun(summary="TỐI MẬT")
    with pytest.raises(SecretMark):
        part_of(course, body="MẬT\n\nNội dung")
    course = part_of(course)
    for field in ({"text": "TUYỆT MẬT"}, {"explanation": "TỐI MẬT"},
                  {"choices": [{"text": "TỐI MẬT", "right": True}, {"text": "b", "right": False}]}):  # fmt: skip
        with pytest.raises(SecretMark):
            question_of(course, course["changed_id"], **field)
    assert at_desk(course)["version"] == course["version"]


def test_hostile_texts_are_refused_by_the_field(store: None) -> None:
    course = begun()
    for given in ({"body": "a" * 30_001}, {"title": ""}, {"title": "a\x00"}, {"anchor": "../x"}):
        with pytest.raises(Invalid):
            part_of(course, **given)
    with pytest.raises(InvalidRequest):
        question_of(part_of(course), "p", choices=[{"text": str(n), "right": n == 0} for n in range(9)])


def test_a_course_without_questions_does_not_open(store: None) -> None:
    course = part_of(begun())
    with pytest.raises(CourseEmpty):
        opened(course)


def test_what_is_not_opened_yet_is_not_studied(store: None) -> None:
    course = ready()
    part_id = at_desk(course)["text"]["parts"][0]["id"]
    changed = question_of(part_of(course, "Phần mới"), part_id, "Câu nữa?")
    read = perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())
    assert (read["parts"], len(read["questions"])) == (1, 1)
    assert at_desk(course)["unopened_changes"] is True
    (row,) = perform(list_desk_courses, {}, editor())["items"]
    assert (row["parts"], row["unopened_changes"]) == (2, True)
    with pytest.raises(CourseEmpty):
        opened(changed)


def test_a_correction_is_a_new_edition_that_tells_nobody_and_takes_nothing_away(store: None) -> None:
    course = ready()
    part = at_desk(course)["text"]["parts"][0]
    answered(course["id"], part["id"], studying(), "Nêu gương từ việc nhỏ")
    asked = part["questions"][0]
    with pytest.raises(NothingNewToOpen):
        opened(course)
    for taken in ((remove_part, {}), (remove_question, {"question_id": asked["id"]})):
        command = {"course_id": course["id"], "version": course["version"], "part_id": part["id"], **taken[1]}
        with pytest.raises(AlreadyBeforeReaders):
            perform(taken[0], command, editor())
    other = [{"text": "Làm trước, nói sau", "right": True}, {"text": "Nói thay làm", "right": False}]
    changed = question_of(course, part["id"], "Nêu gương thế nào?", choices=other, question_id=asked["id"])
    changed = part_of(changed, "Phần mới")
    changed = opened(question_of(changed, changed["changed_id"]))
    assert len(rung()) == 1
    assert [each.edition for each in CourseEdition.objects.order_by("edition")] == [1, 2]
    (row,) = perform(my_courses, {}, studying())["items"]
    assert (row["state"], row["parts_done"], row["new_parts"]) == ("done", 1, 1)
    read = perform(read_part, {"course_id": course["id"], "part_id": part["id"]}, studying())
    assert (read["questions"][0]["passed"], read["questions"][0]["revision"]) == (True, 2)
    read = perform(read_part, {"course_id": course["id"], "part_id": part["id"]}, studying("m2"))
    assert read["questions"][0]["text"] == "Nêu gương thế nào?"


def test_a_withdrawn_course_is_gone_for_its_members_until_it_is_opened_again(store: None) -> None:
    course = ready()
    withdraw = {"course_id": course["id"], "version": course["version"], "reason": "Sai nội dung"}
    gone = perform(withdraw_course, withdraw, editor())
    assert perform(withdraw_course, withdraw, editor())["version"] == gone["version"]
    assert perform(my_courses, {}, studying())["items"] == []
    with pytest.raises(CourseNotOpen):
        perform(withdraw_course, {**withdraw, "version": gone["version"]}, editor())
    opened(gone)
    assert len(rung()) == 2
    assert len(perform(my_courses, {}, studying())["items"]) == 1


def test_a_course_moved_to_another_audience_needs_the_right_over_both(store: None) -> None:
    course = ready(audience="ts/x03/")
    head = {
        "course_id": course["id"], "version": course["version"], "title": "Khác", "kind": "training",
        "opens_on": "2026-11-01", "closes_on": "2026-12-31", "audience": "ts/x04/",
    }  # fmt: skip
    with pytest.raises(NotPermitted):
        perform(revise_course, head, editor("ts/x03/"))
    revised = perform(revise_course, head, editor())
    assert perform(my_courses, {}, studying())["items"][0]["title"].startswith("Học tập")
    opened(revised)
    assert perform(my_courses, {}, studying())["items"] == []


def test_a_part_reads_an_article_or_a_place_in_a_document_as_it_is_now(
    store: None, published: Callable[..., str]
) -> None:
    article_id = published(title="Bài để học", body="Đoạn một.\n\nĐoạn hai.")
    import_document(file(), "ts/", NOW)
    document_id = _only_document()
    course = part_of(begun(), "Bài", source="article", body="", source_id=article_id)
    course = question_of(course, course["changed_id"])
    course = part_of(course, "Điều", source="document", body="", source_id=document_id, anchor="dieu-1")
    course = opened(question_of(course, course["changed_id"]))
    first, second = at_desk(course)["text"]["parts"]
    read = perform(read_part, {"course_id": course["id"], "part_id": first["id"]}, studying())
    assert [piece["text"] for piece in read["pieces"]] == ["Đoạn một.", "Đoạn hai."]
    assert (read["source_title"], read["source_gone"]) == ("Bài để học", False)
    read = perform(read_part, {"course_id": course["id"], "part_id": second["id"]}, studying())
    assert len(read["pieces"]) >= 2
    perform(withdraw_article, {"article_id": article_id, "version": 2, "reason": "Sai"}, editor())
    read = perform(read_part, {"course_id": course["id"], "part_id": first["id"]}, studying())
    assert (read["source_gone"], read["pieces"], len(read["questions"])) == (True, [], 1)
    assert at_desk(course)["gone"] == [first["id"]]


def test_a_part_points_only_at_what_all_who_study_may_read(store: None, published: Callable[..., str]) -> None:
    narrow = published(audience="ts/x03/")
    course = begun("ts/")
    for fields in (
        {"source": "article", "source_id": narrow},
        {"source": "article", "source_id": "nothing"},
        {"source": "document", "source_id": narrow},
        {"source": "article"},
    ):
        with pytest.raises(SourceUnfit):
            part_of(course, **fields)
    part_of(begun("ts/x03/c0312/"), source="article", source_id=narrow)


def test_what_stands_in_another_place_is_not_found(store: None) -> None:
    course = ready(audience="ts/x04/")
    part_id = at_desk(course)["text"]["parts"][0]["id"]
    with pytest.raises(CourseNotFound):
        perform(read_part, {"course_id": course["id"], "part_id": part_id}, studying())


def _only_document() -> str:
    return str(Document.objects.get().id)


def test_own_texts_are_told_to_be_read_aloud_and_taken_back_when_they_are_gone(
    store: None, published: Callable[..., str]
) -> None:
    course = begun("ts/x01/", roles=["cell_secretary"])
    course = part_of(course, "Phần một", body=" Nêu gương. \n\nLàm trước.")
    own = course["changed_id"]
    course = question_of(course, own)
    course = part_of(course, "Phần hai", source="article", source_id=published("ts/x01/"))
    course = opened(question_of(course, course["changed_id"]))
    assert spoken() == [("course_part_published", own, 1)]
    (_, data) = next(one for one in told("courses") if one[0] == "content.course_part_published.v1")
    assert (data["audience"], data["roles"], data["title"]) == ("ts/x01/", ["cell_secretary"], "Phần một")
    assert [block["text"] for block in data["blocks"]] == ["Nêu gương.", "Làm trước."]
    course = opened(part_of(course, "Phần một", part_id=own, source="article", body="", source_id=published("ts/x01/")))
    assert spoken()[1:] == [("course_part_withdrawn", own, 1)]
    course = opened(part_of(course, "Phần một", part_id=own))
    assert spoken()[2:] == [("course_part_published", own, 3)]
    perform(withdraw_course, {"course_id": course["id"], "version": course["version"], "reason": "Soạn lại."}, editor())
    assert spoken()[3:] == [("course_part_withdrawn", own, 3)]
