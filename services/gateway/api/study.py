"""Courses: studying them, writing them, and how far the members are: `content`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway import certificates
from services.gateway.api.shapes import Answer, Body, Cursor, Day, RepeatKey
from services.gateway.asking import Ask, AskOpenly

router = APIRouter(tags=["content"])
SERVICE = "content"


class CourseHead(Body):
    """`kind`: resolution, monthly_topic, training. `roles` empty: for every member of the audience. `tries_a_day` 0: as
    often as one likes."""

    title: str
    kind: str
    audience: str
    opens_on: Day
    closes_on: Day
    summary: str = ""
    roles: list[str] = []
    tries_a_day: int = 0


class CourseRevision(CourseHead):
    version: int


class CourseVersion(Body):
    version: int


class CourseWithdrawal(CourseVersion):
    reason: str


class CoursePart(CourseVersion):
    """`source`: text (with `body`), article or document (with `source_id`, and for a place in it `anchor`)."""

    title: str
    source: str
    body: str = ""
    source_id: str | None = None
    anchor: str = ""
    place: int | None = None


class QuestionChoice(Body):
    text: str
    right: bool


class PartQuestion(CourseVersion):
    """`kind`: single or multiple."""

    text: str
    kind: str
    choices: list[QuestionChoice]
    explanation: str


class QuestionAnswer(Body):
    """`revision`: of the question as it was read; `choices`: ids."""

    question_id: str
    revision: int
    choices: list[str]


class PartAnswers(Body):
    answers: list[QuestionAnswer]


class CheckedNumber(Body):
    """`full_name`: as it stands on the paper, to learn whether it is the right one."""

    number: str
    full_name: str = ""


@router.get("/courses")
async def my_courses(ask: Ask, due: bool = False) -> Answer:
    """`due`: only what waits to be studied now."""
    return await ask(SERVICE, "my_courses", due=due or None)


@router.get("/courses/{course_id}")
async def read_course(course_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_course", course_id=course_id)


@router.get("/courses/{course_id}/parts/{part_id}")
async def read_part(course_id: str, part_id: str, ask: Ask, answer_id: str | None = None) -> Answer:
    """`answer_id`: also how that answer came out."""
    return await ask(SERVICE, "read_part", course_id=course_id, part_id=part_id, answer_id=answer_id)


@router.post("/courses/{course_id}/parts/{part_id}/answers", status_code=201)
async def answer_part(course_id: str, part_id: str, body: PartAnswers, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_part", course_id=course_id, part_id=part_id, **body.fields())


@router.post("/courses/{course_id}/certificate", status_code=201)
async def issue_certificate(course_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    """With the caller's own name as the register has it."""
    return await certificates.issued(ask, course_id)


@router.post("/certificates/check")
async def check_certificate(body: CheckedNumber, ask: AskOpenly, _key: RepeatKey = None) -> Answer:
    """For everybody. Never tells whose certificate it is."""
    return await ask(SERVICE, "check_certificate", **body.fields())


@router.get("/desk/courses")
async def list_desk_courses(ask: Ask, cursor: Cursor = None) -> Answer:
    return await ask(SERVICE, "list_desk_courses", cursor=cursor)


@router.get("/desk/courses/{course_id}")
async def read_desk_course(course_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_desk_course", course_id=course_id)


@router.get("/desk/courses/{course_id}/numbers")
async def course_numbers(course_id: str, ask: Ask, under: str | None = None) -> Answer:
    """Of the organisations directly under the path `under`; without it, under the topmost that one may see."""
    return await ask(SERVICE, "course_numbers", course_id=course_id, under=under)


@router.get("/desk/courses/{course_id}/people")
async def course_people(course_id: str, cell_path: str, ask: Ask) -> Answer:
    """For the cell's own secretary."""
    return await ask(SERVICE, "course_people", course_id=course_id, cell_path=cell_path)


@router.post("/courses", status_code=201)
async def write_course(body: CourseHead, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "write_course", **body.fields())


@router.put("/courses/{course_id}")
async def revise_course(course_id: str, body: CourseRevision, ask: Ask) -> Answer:
    return await ask(SERVICE, "revise_course", course_id=course_id, **body.fields())


@router.post("/courses/{course_id}/open")
async def open_course(course_id: str, body: CourseVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "open_course", course_id=course_id, **body.fields())


@router.post("/courses/{course_id}/withdraw")
async def withdraw_course(course_id: str, body: CourseWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_course", course_id=course_id, **body.fields())


@router.post("/courses/{course_id}/parts", status_code=201)
async def write_part(course_id: str, body: CoursePart, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "write_part", course_id=course_id, **body.fields())


@router.put("/courses/{course_id}/parts/{part_id}")
async def rewrite_part(course_id: str, part_id: str, body: CoursePart, ask: Ask) -> Answer:
    return await ask(SERVICE, "write_part", course_id=course_id, part_id=part_id, **body.fields())


@router.post("/courses/{course_id}/parts/{part_id}/remove")
async def remove_part(course_id: str, part_id: str, body: CourseVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "remove_part", course_id=course_id, part_id=part_id, **body.fields())


@router.post("/courses/{course_id}/parts/{part_id}/questions", status_code=201)
async def write_question(course_id: str, part_id: str, body: PartQuestion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "write_question", course_id=course_id, part_id=part_id, **body.fields())


@router.put("/courses/{course_id}/parts/{part_id}/questions/{question_id}")
async def rewrite_question(course_id: str, part_id: str, question_id: str, body: PartQuestion, ask: Ask) -> Answer:
    return await ask(
        SERVICE, "write_question", course_id=course_id, part_id=part_id, question_id=question_id, **body.fields()
    )


@router.post("/courses/{course_id}/parts/{part_id}/questions/{question_id}/remove")
async def remove_question(
    course_id: str, part_id: str, question_id: str, body: CourseVersion, ask: Ask, _key: RepeatKey = None
) -> Answer:
    return await ask(
        SERVICE, "remove_question", course_id=course_id, part_id=part_id, question_id=question_id, **body.fields()
    )
