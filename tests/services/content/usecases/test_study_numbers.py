"""What the desk sees of those who study: numbers of everybody it leads, names of the own cell only."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.course_numbers import course_numbers
from services.content.queries.course_people import course_people
from services.content.queries.my_courses import my_courses
from services.content.queries.read_course import read_course
from services.content.queries.trail_about_me import trail_about_me
from services.content.usecases.on_organisation_moved import on_organisation_moved
from shared.contracts import Received
from shared.contracts.identity import OrganisationMoved
from shared.errors import AppError
from shared.security import Grant, NotPermitted
from shared.usecase import context, perform
from tests.services.content.conftest import CELL, NOW, editor
from tests.services.content.courses import (
    RIGHT,
    answered,
    ready,
    registered,
    role_given,
    studying,
)

pytestmark = pytest.mark.slow
OTHER = "ts/x03/c0313/"
SECRETARY = Grant("cell_secretary", CELL)


def parts_of(course: dict[str, Any], member_id: str = "m1") -> list[str]:
    return [part["id"] for part in perform(read_course, {"course_id": course["id"]}, studying(member_id))["parts"]]


def numbers(course: dict[str, Any], ctx: Any, under: str | None = None) -> list[tuple[str, int, int, int, int]]:
    asked = {"course_id": course["id"], **({"under": under} if under else {})}
    view = perform(course_numbers, asked, ctx)
    rows = [*view["rows"], {**view["total"], "path": "all"}]
    return [(row["path"], row["members"], row["done"], row["under_way"], row["not_begun"]) for row in rows]


def test_the_desk_sees_numbers_by_organisation_of_those_who_are_waited_for(store: None) -> None:
    registered(("m1", CELL), ("m2", CELL), ("m3", OTHER), ("m4", "ts/x04/c0401/"))
    registered(("m5", CELL), status="exempt")
    registered(("m6", CELL), status="suspended")
    course = ready(parts=2)
    first, second = parts_of(course)
    for part_id in (first, second):
        answered(course["id"], part_id, studying("m1"), RIGHT)
        answered(course["id"], part_id, studying("m5"), RIGHT)
    answered(course["id"], first, studying("m3", OTHER), RIGHT)
    above = studying("o1", "ts/c0001/", Grant("committee_officer", "ts/"))
    assert numbers(course, above) == [
        ("ts/x03/", 3, 1, 1, 1), ("ts/x04/", 1, 0, 0, 1), ("all", 4, 1, 1, 2)
    ]  # fmt: skip
    assert numbers(course, above, "ts/x03/") == [(CELL, 2, 1, 0, 1), (OTHER, 1, 0, 1, 0), ("all", 3, 1, 1, 1)]
    secretary = studying("s1", CELL, SECRETARY)
    assert numbers(course, secretary) == [(CELL, 2, 1, 0, 1), ("all", 2, 1, 0, 1)]
    with pytest.raises(NotPermitted):
        numbers(course, secretary, OTHER)
    with pytest.raises(AppError):
        numbers(course, studying("m1"))


def test_numbers_follow_members_who_move_or_are_suspended(store: None) -> None:
    registered(("m1", CELL), ("m2", CELL))
    course = ready()
    (part_id,) = parts_of(course)
    answered(course["id"], part_id, studying("m1"), RIGHT)
    answered(course["id"], part_id, studying("m2"), RIGHT)
    registered(("m1", OTHER), sequence=2)
    registered(("m2", CELL), status="suspended", sequence=3)
    registered(("m2", CELL), sequence=2)  # an older one that comes late
    above = studying("o1", "ts/c0001/", Grant("committee_officer", "ts/"))
    assert numbers(course, above, "ts/x03/") == [(OTHER, 1, 1, 0, 0), ("all", 1, 1, 0, 0)]


def test_names_are_for_the_cells_own_secretary_and_leave_a_trail(store: None) -> None:
    registered(("m2", CELL), ("m1", CELL), ("m3", OTHER))
    course = ready()
    (part_id,) = parts_of(course)
    answered(course["id"], part_id, studying("m2"), RIGHT)
    ask = {"course_id": course["id"], "cell_path": CELL}
    people = perform(course_people, ask, studying("s1", CELL, SECRETARY))
    assert [(row["member_id"], row["state"]) for row in people["items"]] == [("m1", "not_begun"), ("m2", "done")]
    (told,) = perform(trail_about_me, {}, studying("m1"))["items"]
    assert (told["reader_id"], told["action"], told["times"]) == ("s1", "content.study_people_read", 1)
    assert perform(trail_about_me, {}, studying("m3", OTHER))["items"] == []
    for stranger in (studying("o1", CELL, Grant("committee_officer", "ts/")), studying("m1"), editor()):
        with pytest.raises(NotPermitted):
            perform(course_people, ask, stranger)


def test_a_training_is_for_who_holds_the_role_and_counts_them_where_they_hold_it(store: None) -> None:
    registered(("s1", CELL), ("s2", OTHER), ("m1", CELL), ("s3", CELL))
    role_given("g1", "s1", CELL)
    role_given("g2", "s2", OTHER)
    role_given("g3", "s3", CELL, ended=True)
    role_given("g3", "s3", CELL)  # comes after its end
    course = ready(kind="training", roles=["cell_secretary"])
    assert perform(my_courses, {}, studying("m1"))["items"] == []
    secretary = studying("s1", CELL, SECRETARY)
    view = perform(read_course, {"course_id": course["id"]}, secretary)
    answered(course["id"], view["parts"][0]["id"], secretary, RIGHT)
    above = studying("o1", "ts/c0001/", Grant("committee_officer", "ts/"))
    assert numbers(course, above, "ts/x03/") == [(CELL, 1, 1, 0, 0), (OTHER, 1, 0, 0, 1), ("all", 2, 1, 0, 1)]
    people = perform(course_people, {"course_id": course["id"], "cell_path": CELL}, secretary)
    assert [row["member_id"] for row in people["items"]] == ["s1"]


def test_a_course_and_its_role_holders_follow_an_organisation_that_moves(store: None) -> None:
    role_given("g1", "s1", CELL)
    course = ready(audience="ts/x03/", roles=["cell_secretary"])
    data = OrganisationMoved(organisation_id="x03", old_path="ts/x03/", path="ts/x09/x03/")
    moved = Received(
        id="e1", type=data.TYPE, source="identity", subject="x03", sequence=1, time=NOW, correlation_id="c1",
        causation_id=None, traceparent=None, reaction="content.on_organisation_moved", data=data,
    )  # fmt: skip
    on_organisation_moved([moved], context(None))
    registered(("s1", "ts/x09/x03/c0312/"))
    above = studying("o1", "ts/c0001/", Grant("committee_officer", "ts/"))
    assert numbers(course, above, "ts/x09/x03/") == [("ts/x09/x03/c0312/", 1, 0, 0, 1), ("all", 1, 0, 0, 1)]
