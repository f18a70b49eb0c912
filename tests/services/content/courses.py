"""A course as an editor makes it, and people who study it: shared by the tests of courses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.content.queries.read_part import read_part
from services.content.usecases.answer_part import answer_part
from services.content.usecases.on_members_told import on_members_told
from services.content.usecases.on_roles_told import on_roles_told
from services.content.usecases.open_course import open_course
from services.content.usecases.write_course import write_course
from services.content.usecases.write_part import write_part
from services.content.usecases.write_question import write_question
from shared.contracts import Received
from shared.contracts.identity import MemberRegistered, MemberStatusChanged, RoleEnded, RoleGranted
from shared.security import Actor, Grant
from shared.usecase import Context, context, perform
from tests.services.content.conftest import CELL, NOW, editor, person

RIGHT = "Nêu gương từ việc nhỏ"
WRONG = "Chỉ cần học thuộc"


def begun(audience: str = "ts/", ctx: Context | None = None, **fields: Any) -> dict[str, Any]:
    """A draft without parts."""
    head = {
        "title": "Học tập và làm theo phong cách nêu gương", "kind": "monthly_topic", "audience": audience,
        "opens_on": "2026-11-01", "closes_on": "2026-11-30", **fields,
    }  # fmt: skip
    return perform(write_course, head, ctx or editor())


def part_of(course: dict[str, Any], title: str = "Phần một", **fields: Any) -> dict[str, Any]:
    given = {"title": title, "source": "text", "body": "Nêu gương bắt đầu từ việc nhỏ.", **fields}
    return perform(write_part, {"course_id": course["id"], "version": course["version"], **given}, editor())


def question_of(course: dict[str, Any], part_id: str, text: str = "Nêu gương là gì?", **fields: Any) -> dict[str, Any]:
    given = {
        "text": text, "kind": "single", "explanation": "Việc nhỏ làm thật thì người khác noi theo.",
        "choices": [{"text": RIGHT, "right": True}, {"text": WRONG, "right": False}], **fields,
    }  # fmt: skip
    command = {"course_id": course["id"], "version": course["version"], "part_id": part_id, **given}
    return perform(write_question, command, editor())


def opened(course: dict[str, Any]) -> dict[str, Any]:
    return perform(open_course, {"course_id": course["id"], "version": course["version"]}, editor())


def ready(parts: int = 1, audience: str = "ts/", **fields: Any) -> dict[str, Any]:
    """An open course of that many parts with one question each."""
    course = begun(audience, **fields)
    for number in range(1, parts + 1):
        course = part_of(course, f"Phần {number}")
        course = question_of(course, course["changed_id"])
    return opened(course)


def studying(member_id: str = "m1", cell: str = CELL, *grants: Grant, now: datetime = NOW, **options: Any) -> Context:
    return person(member_id, cell, *grants, now=now, **options)


def helping(member_id: str = "m1", helper_id: str = "h1", deeds: frozenset[str] = frozenset({"study"})) -> Context:
    actor = Actor(member_id, CELL, (), "t1", NOW, helper_id, deeds)
    return Context(actor, NOW, "c1", context(actor).new_id)


def answered(
    course_id: str, part_id: str, ctx: Context, *choices: str, only: str | None = None, **fields: Any
) -> dict[str, Any]:
    """Every question of the part (or `only` that) with the choices of those texts."""
    part = perform(read_part, {"course_id": course_id, "part_id": part_id}, ctx)
    answers = [
        {
            "question_id": asked["id"],
            "revision": asked["revision"],
            "choices": [choice["id"] for choice in asked["choices"] if choice["text"] in choices],
        }
        for asked in part["questions"]
        if only in {None, asked["id"]}
    ]
    return perform(answer_part, {"course_id": course_id, "part_id": part_id, "answers": answers, **fields}, ctx)


def _received(data: Any, subject: str, sequence: int) -> Received[Any]:
    return Received(
        id=f"e-{subject}-{sequence}", type=data.TYPE, source="identity", subject=subject, sequence=sequence, time=NOW,
        correlation_id="c1", causation_id=None, traceparent=None, reaction="content.on_told", data=data,
    )  # fmt: skip


def registered(*members: tuple[str, str], status: str = "official", sequence: int = 1) -> None:
    """(member, cell)"""
    kind = MemberRegistered if sequence == 1 else MemberStatusChanged
    batch = [
        _received(kind(member_id=member_id, cell_id="c", cell_path=cell, status=status), member_id, sequence)
        for member_id, cell in members
    ]
    on_members_told(batch, context(None))


def role_given(grant_id: str, member_id: str, path: str, *, ended: bool = False) -> None:
    today = NOW.date()
    data: Any = RoleGranted(
        member_id=member_id, role="cell_secretary", organisation_path=path, valid_from=today, valid_until=None
    )
    if ended:
        data = RoleEnded(member_id=member_id, role="cell_secretary", organisation_path=path, ended_on=today)
    on_roles_told([_received(data, grant_id, 2 if ended else 1)], context(None))
