"""The demonstration's course, audio book and bulletin. That a killed seeding goes on: test_killed_at_every_write.py."""

from __future__ import annotations

from typing import Any

import pytest

from deploy.local.place import REPOSITORY
from services.content.engines.library_file import Library, read_library_file
from services.content.queries.list_books import list_books
from services.content.queries.list_bulletins import list_bulletins
from services.content.queries.my_courses import my_courses
from services.content.store.courses import Course
from services.content.store.first_set import load_first_set
from services.content.usecases.import_folder import import_folder
from services.content.usecases.seed_demonstration import seed_articles
from services.content.usecases.seed_library import seed_library
from services.content.usecases.withdraw_course import withdraw_course
from shared import clock
from shared.usecase import perform
from tests.services.content.conftest import CELL, editor, person

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]
FOLDER = REPOSITORY / "deploy" / "demo"


@pytest.fixture
def library() -> Library:
    load_first_set()
    import_folder(FOLDER / "documents", "ts/", clock.now())
    seed_articles(FOLDER / "articles", "ts/")
    return read_library_file(FOLDER / "library.toml")


def for_a_member(query: Any) -> dict[str, Any]:
    (item,) = perform(query, {}, person("m1", CELL, now=clock.now()))["items"]
    assert isinstance(item, dict)
    return item


def test_a_member_finds_a_course_a_book_and_a_bulletin_and_seeding_again_changes_nothing(library: Library) -> None:
    assert seed_library(library, "ts/") == 3
    assert seed_library(library, "ts/") == 0
    assert for_a_member(list_books)["title"] == library.book.title
    assert for_a_member(list_bulletins)["title"] == library.bulletin.title
    course = for_a_member(my_courses)
    assert (course["title"], course["parts"], course["over"]) == (library.course.title, 2, False)
    (stored,) = Course.objects
    assert [len(part.questions) for part in stored.text.parts] == [2, 2]


def test_what_an_editor_took_away_stays_away(library: Library) -> None:
    seed_library(library, "ts/")
    course = Course.objects.get()
    perform(withdraw_course, {"course_id": course.id, "version": course.version, "reason": "Hết kỳ"}, editor())
    assert seed_library(library, "ts/") == 0
    assert Course.objects.get().state == "withdrawn"
