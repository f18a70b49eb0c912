"""What is told of a course's own texts, so that they can be read aloud: of each part that has one, its text as the page
shows it; of each that has none any more, that it is gone."""

from __future__ import annotations

from services.content.rules.courses import CourseText, Part
from shared.contracts.content import Block, CoursePartPublished, CoursePartWithdrawn


def lines_of(part: Part) -> list[str]:
    """The paragraphs of an own text, as they are shown and read."""
    return [line.strip() for line in part.body.split("\n") if line.strip()]


def texts_told(
    course_id: str, edition: int, text: CourseText, before: CourseText | None
) -> list[CoursePartPublished | CoursePartWithdrawn]:
    """When an edition is opened."""
    own = {part.id for part in text.parts if part.source == "text"}
    gone = [] if before is None else texts_taken_away(course_id, edition - 1, before)
    published = [
        CoursePartPublished(
            part_id=part.id,
            course_id=course_id,
            edition=edition,
            audience=text.audience,
            roles=list(text.roles),
            title=part.title,
            blocks=[Block(text=line) for line in lines_of(part)],
        )
        for part in text.parts
        if part.id in own
    ]
    return [*published, *(event for event in gone if event.part_id not in own)]


def texts_taken_away(course_id: str, edition: int, text: CourseText) -> list[CoursePartWithdrawn]:
    return [
        CoursePartWithdrawn(part_id=part.id, course_id=course_id, edition=edition, audience=text.audience)
        for part in text.parts
        if part.source == "text"
    ]
