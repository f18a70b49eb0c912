"""The course as one person may study it: meant for this person now, or begun when it was. Who moved to another cell
goes on with what was begun and keeps the certificate."""

from __future__ import annotations

from services.content.rules.course_errors import CourseNotFound
from services.content.rules.courses import CourseText
from services.content.rules.studying import is_meant_for
from services.content.store import courses, progress
from services.content.store.courses import Course
from shared.security import Actor, audiences_of


def course_to_study(course_id: str, actor: Actor) -> tuple[Course, CourseText]:
    """Raises CourseNotFound also for a course that the person may not know of, and for one that was withdrawn."""
    course = courses.get(course_id)
    text = course.opened_text
    if course.state != "open" or text is None:
        raise CourseNotFound
    if not is_meant_for(text, actor, audiences_of(actor)) and progress.find(course_id, actor.member_id) is None:
        raise CourseNotFound
    return course, text
