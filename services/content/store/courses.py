"""Courses: what the editor works on, beside it what the members study, and every edition that was ever opened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import mongoengine as me
import msgspec

from services.content.rules.course_errors import CourseNotFound
from services.content.rules.courses import CourseText
from services.content.store.listing import Found, page
from shared.contracts.registry import Event
from shared.outbox import Aggregate, change
from shared.store import below, in_transaction

STATES = ("draft", "open", "withdrawn")
# What no list shows: a course may hold a book's worth of text.
NOT_LISTED = ("outbox", "opened.parts.body", "opened.parts.questions")
NOT_WRITTEN_ON = ("working", *NOT_LISTED)
MOST_LISTED = 200


class Course(Aggregate):
    """`working` and `opened` hold a rules.courses.CourseText each; `opened` stays after a withdrawal."""

    meta = {
        "collection": "courses",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "opened.audience", "opened.closes_on"], "name": "courses_for_members"},
            {"fields": ["state", "opened.audience", "version", "id"], "name": "courses_for_search"},
            {"fields": ["working.audience", "-changed_at", "-id"], "name": "courses_at_the_desk"},
        ],
    }

    working = me.DictField(required=True)
    opened = me.DictField()
    edition = me.IntField(required=True, default=0)
    state = me.StringField(required=True, choices=STATES)
    author_id = me.StringField(required=True)
    changed_at = me.DateTimeField(required=True)
    opened_at = me.DateTimeField()
    opened_version = me.IntField()
    withdrawn_at = me.DateTimeField()
    withdrawal_reason = me.StringField()

    @property
    def text(self) -> CourseText:
        return msgspec.convert(self.working, CourseText)

    @property
    def opened_text(self) -> CourseText | None:
        return msgspec.convert(self.opened, CourseText) if self.opened else None

    @property
    def places(self) -> set[str]:
        """Whom it is written for, and before whom it stands: an editor who changes it answers for both."""
        open_for = {self.opened["audience"]} if self.state == "open" else set()
        return {self.working["audience"]} | open_for


class CourseEdition(me.Document):
    """Never changed, never deleted: what a certificate was given for can always be read again."""

    meta = {
        "collection": "course_editions",
        "auto_create_index": False,
        "indexes": [{"fields": ["course_id", "edition"], "unique": True, "name": "course_edition"}],
    }

    id = me.StringField(primary_key=True)
    course_id = me.StringField(required=True)
    edition = me.IntField(required=True)
    text = me.DictField(required=True)
    opened_by = me.StringField(required=True)
    opened_at = me.DateTimeField(required=True)


def stored(text: CourseText) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(text)
    return found


def get(course_id: str) -> Course:
    """Raises CourseNotFound."""
    found: Course | None = Course.objects(pk=course_id).first()
    if found is None:
        raise CourseNotFound
    return found


def open_edition(course: Course, edition: CourseEdition, *events: Event, **update: Any) -> Course:
    """Raises ChangedByAnother when a racing editor was first."""

    def work() -> Course:
        changed: Course = change(course, *events, **update)
        edition.save(force_insert=True)
        return changed

    return in_transaction(work)


def text_of_edition(course_id: str, edition: int) -> CourseText:
    return msgspec.convert(CourseEdition.objects.get(course_id=course_id, edition=edition).text, CourseText)


def running(audiences: Collection[str], today: date) -> list[Course]:
    """Those that one may study on the day, the first to end first."""
    day = today.isoformat()
    rows = Course.objects(
        __raw__={
            "state": "open",
            "opened.audience": {"$in": list(audiences)},
            "opened.opens_on": {"$lte": day},
            "opened.closes_on": {"$gte": day},
        }
    )
    return list(rows.exclude(*NOT_WRITTEN_ON).order_by("opened.closes_on", "id").limit(MOST_LISTED))


def by_ids(course_ids: Collection[str]) -> list[Course]:
    return list(Course.objects(pk__in=list(course_ids)).exclude(*NOT_WRITTEN_ON))


def at_the_desk(paths: Collection[str], cursor: str | None) -> Found:
    """Everything under the paths, drafts as well."""
    if not paths:
        return Found([], None)
    rows = Course.objects(__raw__={"$or": [below("working.audience", path) for path in paths]})
    return page(rows.exclude("outbox"), "changed_at", cursor)


def opened_above_or_below(paths: Collection[str], audiences: Collection[str]) -> list[Course]:
    """Those whose numbers somebody may see: open for something under the paths, or for something that covers them."""
    covering = [{"opened.audience": {"$in": list(audiences)}}, *(below("opened.audience", path) for path in paths)]
    rows = Course.objects(__raw__={"state": "open", "$or": covering}).exclude(*NOT_WRITTEN_ON)
    return list(rows.order_by("-opened_at", "id").limit(MOST_LISTED))
