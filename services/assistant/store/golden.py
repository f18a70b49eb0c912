"""The golden set of the province: questions with the clauses that answer them, and how well they were answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import mongoengine as me
import msgspec

from services.assistant.engines.evaluation import Figures
from services.assistant.engines.reading import QuestionLine
from services.assistant.store.knowledge import StoredDocument
from shared.security import paths

THE_SET = "golden"


class GoldenSet(me.Document):
    """One row: the questions as a whole, so that nobody reads half of an old and half of a new set."""

    meta = {"collection": "golden", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    questions = me.ListField(me.DictField())
    digest = me.StringField(required=True)
    put_at = me.DateTimeField(required=True)


class GoldenMeasure(me.Document):
    meta = {"collection": "golden_measures", "auto_create_index": False, "indexes": ["-measured_at"]}

    id = me.StringField(primary_key=True)
    measured_at = me.DateTimeField(required=True)
    policy_version = me.StringField(required=True)
    knowledge = me.StringField(required=True)
    """Digest of which version of which document was searchable."""
    golden = me.StringField(required=True)
    figures = me.DictField(required=True)
    unknown = me.IntField(required=True)
    """Questions of which no right clause is in a document that is known."""


def put(questions: Sequence[QuestionLine], at: datetime) -> None:
    rows = msgspec.to_builtins(questions)
    digest = hashlib.sha256(msgspec.json.encode(questions)).hexdigest()[:12]
    GoldenSet(id=THE_SET, questions=rows, digest=digest, put_at=at).save()


def current() -> GoldenSet | None:
    found: GoldenSet | None = GoldenSet.objects(pk=THE_SET).first()
    return found


def questions_of(golden: GoldenSet) -> list[QuestionLine]:
    return msgspec.convert(list(golden.questions), list[QuestionLine])


def last() -> GoldenMeasure | None:
    found: GoldenMeasure | None = GoldenMeasure.objects.order_by("-measured_at").first()
    return found


def measures(limit: int) -> list[GoldenMeasure]:
    """Newest first."""
    return list(GoldenMeasure.objects.order_by("-measured_at").limit(limit))


def keep(measure_id: str, figures: Figures, **described: Any) -> None:
    GoldenMeasure(id=measure_id, figures=msgspec.to_builtins(figures), **described).save(force_insert=True)


def roots() -> list[str]:
    """The organisations that stand above all others: what is addressed to them everybody may read."""
    return sorted({paths.ancestors(audience)[0] for audience in StoredDocument.objects.distinct("audience")})


def unknown_labels(questions: Sequence[QuestionLine]) -> int:
    known = {name for pair in StoredDocument.objects(withdrawn=False).scalar("id", "number") for name in pair if name}
    return sum(
        bool(line.relevant) and not any(label.partition("#")[0] in known for label in line.relevant)
        for line in questions
    )
