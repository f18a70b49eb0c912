"""What several people asked and no document answered: words, numbers and days, nobody's name and nobody's text.

Everything in a row stands for at least as many different people as the setting says (see rules/gaps.py). Questions
that are not told yet wait in their own encrypted rows and go with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import mongoengine as me
from mongoengine.queryset.visitor import Q

from services.assistant.rules.errors import GapNotFound
from services.assistant.rules.gaps import Told
from services.assistant.store.questions import AskedQuestion
from shared.store import in_transaction

OPEN, ADDED, OUT_OF_SCOPE = "open", "added", "out_of_scope"
# Bounds the memory of a day's work; what is over waits for the next day.
MOST_WAITING = 20_000
# A member's own affair and a wish for a person are no gap in the documents.
NEVER = ("personal_case", "wants_person")


class Place(me.EmbeddedDocument):
    path = me.StringField(required=True)
    askers = me.IntField(required=True)


class Nearest(me.EmbeddedDocument):
    document_id = me.StringField(required=True)
    anchor = me.StringField()
    title = me.StringField()
    number = me.StringField()
    place = me.StringField()


class Gap(me.Document):
    meta = {
        "collection": "gaps",
        "auto_create_index": False,
        "indexes": [("state", "-askers", "-id")],
    }

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    state = me.StringField(required=True, choices=(OPEN, ADDED, OUT_OF_SCOPE))
    parts = me.ListField(me.StringField())
    words = me.ListField(me.StringField())
    askers = me.IntField(required=True)
    questions = me.IntField(required=True)
    first_day = me.DateField(required=True)
    last_day = me.DateField(required=True)
    places = me.EmbeddedDocumentListField(Place)
    nearest = me.EmbeddedDocumentField(Nearest)
    decided_on = me.DateField()


def waiting(before: datetime) -> Iterator[AskedQuestion]:
    """Unanswered or unhelpful, asked before this moment, not told yet; oldest first."""
    unanswered = Q(tier__in=("suggest", "handover"), helpful__ne=True) | Q(helpful=False)
    left = Q(gathered__ne=True, asked_at__lt=before, text__exists=True, reason__nin=NEVER)
    yield from (
        AskedQuestion.objects(unanswered & left)
        .exclude("reply")
        .order_by("asked_at", "id")
        .limit(MOST_WAITING)
        .batch_size(500)
    )


def known() -> dict[str, list[str]]:
    return dict(Gap.objects.scalar("id", "parts"))


@dataclass(frozen=True)
class Gathered:
    """Of one message: the questions now told, by their places, and whether that was all of it that waited."""

    question_id: str
    parts: tuple[int, ...]
    all_told: bool


def found(gap_id: str, batch: Told, nearest: Nearest | None, gathered: Sequence[Gathered]) -> None:
    """A new gap; its questions are told."""

    def write() -> None:
        Gap(
            id=gap_id, version=1, state=OPEN, parts=batch.parts, words=batch.words, askers=batch.askers,
            questions=batch.questions, first_day=batch.first_day, last_day=batch.last_day,
            places=_places(batch.places), nearest=nearest,
        ).save(force_insert=True)  # fmt: skip
        _note(gathered)

    in_transaction(write)


def grown(gap_id: str, batch: Told, gathered: Sequence[Gathered]) -> bool:
    """More of what is known. Asked again after the documents were added to, it is open again: then True."""

    def write() -> bool:
        gap = get(gap_id)
        counted = {place.path: place.askers for place in gap.places}
        for path, askers in batch.places.items():
            counted[path] = counted.get(path, 0) + askers
        gap.places = _places(counted)
        gap.askers += batch.askers
        gap.questions += batch.questions
        gap.first_day = min(gap.first_day, batch.first_day)
        gap.last_day = max(gap.last_day, batch.last_day)
        again = bool(gap.state == ADDED and batch.last_day > gap.decided_on)
        if again:
            gap.state = OPEN
        gap.version += 1
        gap.save()
        _note(gathered)
        return again

    return in_transaction(write)


def get(gap_id: str) -> Gap:
    gap: Gap | None = Gap.objects(pk=gap_id).first()
    if gap is None:
        raise GapNotFound
    return gap


def listed(state: str, limit: int) -> list[Gap]:
    """What most people asked first."""
    return list(Gap.objects(state=state).order_by("-askers", "-id").limit(limit))


def count(state: str) -> int:
    return int(Gap.objects(state=state).count())


def decide(gap_id: str, version: int, state: str, on: date) -> bool:
    """False where it was changed since it was read."""
    update: dict[str, Any] = {"set__state": state, "set__decided_on": on, "inc__version": 1}
    return bool(Gap.objects(pk=gap_id, version=version).update_one(**update))


def _note(gathered: Sequence[Gathered]) -> None:
    """Most messages ask one thing: those are noted in one go."""
    whole = [each.question_id for each in gathered if each.all_told]
    AskedQuestion.objects(id__in=whole).update(set__gathered=True, inc__version=1)
    for each in gathered:
        if not each.all_told:
            AskedQuestion.objects(pk=each.question_id).update(
                add_to_set__gathered_parts=list(each.parts), inc__version=1
            )


def _places(counted: Any) -> list[Place]:
    return [Place(path=path, askers=askers) for path, askers in sorted(counted.items())]
