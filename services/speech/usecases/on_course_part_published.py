"""A part of a course with a text of its own is read as an article of its id is. Nobody is told: its page shows it."""

from __future__ import annotations

import math

from services.speech.engines.narrator import Narrator
from services.speech.store import texts
from services.speech.usecases.on_article_published import Reading, read_aloud
from shared.contracts.content import ArticlePublished, CoursePartPublished
from shared.store import BlobStore


def on_course_part_published(
    part: CoursePartPublished, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    text = ArticlePublished(
        article_id=part.part_id,
        article_version=part.edition,
        audience=part.audience,
        title=part.title,
        blocks=part.blocks,
    )
    texts.keep(text)
    read_aloud(text, Reading(narrator, blobs, slice_seconds, announced=False, roles=tuple(part.roles)))
