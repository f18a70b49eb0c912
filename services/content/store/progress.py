"""How far each person is with each course: what was passed, never what was read, chosen wrong, or how long it took.

`cell_path` and `counted` follow identity's events, so that a cell's numbers are one look into an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mongoengine as me

from services.content.rules.course_errors import CertificateNotFound
from shared.contracts.registry import Event
from shared.outbox import Aggregate, ChangedByAnother, change, create
from shared.store import below

ANSWERS_KEPT = 10


class Passed(me.EmbeddedDocument):
    """`entered_by`: the helper who pressed the button for the member; None where the member did."""

    question_id = me.StringField(required=True)
    edition = me.IntField(required=True)
    at = me.DateTimeField(required=True)
    entered_by = me.StringField()


class Answered(me.EmbeddedDocument):
    """The outcome of one of the last answers, so that the same one sent twice is answered the same, not judged again.
    `outcomes`: {question: rules.studying.Outcome}."""

    id = me.StringField(required=True)
    part_id = me.StringField(required=True)
    outcomes = me.DictField()


class StudyProgress(Aggregate):
    meta = {
        "collection": "study_progress",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["member_id", "course_id"], "name": "progress_of_member"},
            {"fields": ["course_id", "counted", "cell_path", "state"], "name": "progress_by_cell"},
            {"fields": ["certificate"], "unique": True, "sparse": True, "name": "progress_by_certificate"},
        ],
    }

    course_id = me.StringField(required=True)
    member_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    counted = me.BooleanField(required=True)
    state = me.StringField(required=True, choices=("under_way", "done"), default="under_way")
    passed = me.EmbeddedDocumentListField(Passed)
    parts_done = me.ListField(me.StringField())
    tried_on = me.StringField()
    tried = me.DictField()
    answers = me.EmbeddedDocumentListField(Answered)
    done_at = me.DateTimeField()
    done_edition = me.IntField()
    certificate = me.StringField()
    """Its check number; given with the completion."""
    certificate_names = me.ListField(me.StringField())
    """Blind indexes of the names that stood on it when it was fetched: what they were cannot be read out of them."""

    @property
    def passed_ids(self) -> frozenset[str]:
        return frozenset(each.question_id for each in self.passed)

    @property
    def was_helped(self) -> bool:
        return any(each.entered_by for each in self.passed)

    def answer(self, answer_id: str) -> Answered | None:
        return next((each for each in self.answers if each.id == answer_id), None)

    def tried_today(self, day: str) -> dict[str, int]:
        return dict(self.tried) if self.tried_on == day else {}


def find(course_id: str, member_id: str) -> StudyProgress | None:
    found: StudyProgress | None = StudyProgress.objects(pk=_id(course_id, member_id)).first()
    return found


def fresh(course_id: str, member_id: str, cell_path: str, counted: bool) -> StudyProgress:
    """Of somebody who has answered nothing yet; not stored before there is something to keep."""
    return StudyProgress(
        id=_id(course_id, member_id),
        course_id=course_id,
        member_id=member_id,
        cell_path=cell_path,
        counted=counted,
    )


def begin(held: StudyProgress, *events: Event, **values: Any) -> StudyProgress:
    """The first answer, in one write. Raises ChangedByAnother when another device's came first."""
    for name, value in values.items():
        setattr(held, name, value)
    stored = create(held, *events)
    if stored is not held:
        raise ChangedByAnother
    return stored


def advance(held: StudyProgress, *events: Event, **values: Any) -> StudyProgress:
    """Raises ChangedByAnother."""
    return change(held, *events, **{f"set__{name}": value for name, value in values.items()})


def of_member(member_id: str) -> list[StudyProgress]:
    return list(StudyProgress.objects(member_id=member_id).exclude("outbox"))


def of_members(course_id: str, member_ids: Sequence[str]) -> list[StudyProgress]:
    rows = StudyProgress.objects(pk__in=[_id(course_id, member_id) for member_id in member_ids])
    return list(rows.only("id", "member_id", "state", "passed"))


def with_certificate(number: str) -> StudyProgress:
    """Raises CertificateNotFound."""
    found: StudyProgress | None = StudyProgress.objects(certificate=number).first()
    if found is None:
        raise CertificateNotFound
    return found


def counted_below(course_id: str, path: str) -> list[tuple[str, str, int]]:
    """(cell, state, members) of those who count."""
    rows = StudyProgress.objects.aggregate(
        [
            {"$match": {"course_id": course_id, "counted": True, **below("cell_path", path)}},
            {"$group": {"_id": {"cell": "$cell_path", "state": "$state"}, "n": {"$sum": 1}}},
        ]
    )
    return [(row["_id"]["cell"], row["_id"]["state"], row["n"]) for row in rows]


def _id(course_id: str, member_id: str) -> str:
    return f"{course_id}.{member_id}"
