"""A part of a course with a text of its own can be heard by those who study it."""

from collections.abc import Callable

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.on_course_part_published import on_course_part_published
from services.speech.usecases.silence import silence
from shared.contracts.content import Block, CoursePartPublished
from shared.security import Grant
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import CELL, COMMUNE, blob_ids

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]


def part(edition: int = 1, *roles: str) -> CoursePartPublished:
    return CoursePartPublished(
        part_id="p1",
        course_id="c1",
        edition=edition,
        audience=COMMUNE,
        roles=list(roles),
        title="Phần một",
        blocks=[Block(text=f"Nêu gương từ việc nhỏ, bản {edition}.")],
    )


def state(ctx: Context) -> str:
    return str(perform(audio_of, {"article_id": "p1"}, ctx)["state"])


def test_it_is_read_without_ringing_and_replaced_by_its_next_edition(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_course_part_published(part(), narrator, blobs)
    on_course_part_published(part(2), narrator, blobs)
    on_course_part_published(part(1), narrator, blobs)
    assert state(as_member()) == "ready"
    assert sorted((row.article_version, row.state) for row in ArticleAudio.objects) == [
        (1, "replaced"), (1, "replaced"), (2, "ready"), (2, "ready"),
    ]  # fmt: skip
    assert all(not row.outbox for row in ArticleAudio.objects)


def test_of_a_course_for_a_role_only_who_holds_it_hears_it(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_course_part_published(part(1, "cell_secretary"), narrator, blobs)
    assert state(as_member(CELL, Grant("cell_secretary", CELL))) == "ready"
    for other in (as_member(), as_member(CELL, Grant("cell_secretary", "ts/x04/c1/"))):
        assert state(other) == "none"


def test_with_its_course_it_falls_silent_and_speaks_again_with_the_next_edition(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_course_part_published(part(), narrator, blobs)
    silence("p1", 1, blobs)
    assert state(as_member()) == "none"
    assert blob_ids(blobs) == []
    on_course_part_published(part(1), narrator, blobs)
    assert state(as_member()) == "none"
    on_course_part_published(part(2), narrator, blobs)
    assert state(as_member()) == "ready"
