"""An editor takes a course away from its members. What they passed stays, certificates stay valid."""

from __future__ import annotations

from services.content.rules.course_errors import CourseNotOpen
from services.content.rules.told_parts import texts_taken_away
from services.content.usecases.keeping_course import CourseAtDesk, course_at_desk, get_for_editor
from services.content.usecases.withdraw_article import Reason
from shared.outbox import ChangedByAnother, change
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Id, Request, Version


class WithdrawCourse(Request):
    course_id: Id
    version: Version
    reason: Reason


def withdraw_course(command: WithdrawCourse, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    if course.state == "withdrawn" and course.version == command.version + 1:
        return course_at_desk(course)
    if course.version != command.version:
        raise ChangedByAnother
    if course.state != "open":
        raise CourseNotOpen
    refuse_secrets({"reason": command.reason}, ctx.actor, course.text.audience, ctx.now)
    changed = change(
        course,
        *(texts_taken_away(course.id, course.edition, course.opened_text) if course.opened_text else []),
        set__state="withdrawn",
        set__withdrawn_at=ctx.now,
        set__withdrawal_reason=command.reason,
        set__changed_at=ctx.now,
    )
    return course_at_desk(changed)
