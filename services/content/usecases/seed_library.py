"""The demonstration's course, audio book and bulletin, through the commands an editor uses.

Each command has a key of its own, so a seeding that was killed between them goes on; what is before readers, or was
taken away from them since, stays as it is.
"""

from __future__ import annotations

from datetime import timedelta

from services.content.engines.library_file import Library, LibraryBook, LibraryBulletin, LibraryCourse, LibraryPart
from services.content.store import bulletins
from services.content.usecases.change_book import ChangeBook, change_book
from services.content.usecases.import_document import document_id_of
from services.content.usecases.make_book import MakeBook, make_book
from services.content.usecases.open_course import OpenCourse, open_course
from services.content.usecases.publish_book import PublishBook, publish_book
from services.content.usecases.publish_bulletin import PublishBulletin, publish_bulletin
from services.content.usecases.seed_demonstration import article_id_of, as_editor
from services.content.usecases.write_course import WriteCourse, write_course
from services.content.usecases.write_part import WritePart, write_part
from services.content.usecases.write_question import WriteQuestion, write_question
from shared.clock import local_date
from shared.usecase import Context, convert


def seed_library(library: Library, audience: str) -> int:
    """Returns how many things were put before readers now: of a course, an audio book and a bulletin."""
    return sum(
        (
            _open_course(library.course, audience),
            _publish_book(library.book, audience),
            _publish_bulletin(library.bulletin, audience),
        )
    )


def _open_course(course: LibraryCourse, audience: str) -> bool:
    ctx = _as_editor(audience, "course")
    today = local_date(ctx.now)
    head = {
        "title": course.title, "kind": course.kind, "summary": course.summary, "audience": audience,
        "opens_on": today.isoformat(), "closes_on": (today + timedelta(days=course.days)).isoformat(),
    }  # fmt: skip
    written = write_course(convert(WriteCourse, head), ctx)
    if written.state != "draft":
        return False
    version = written.version
    for number, part in enumerate(course.parts):
        version = _write_part(part, written.id, version, audience, number)
    open_course(OpenCourse(course_id=written.id, version=version), _as_editor(audience, "course/open"))
    return True


def _write_part(part: LibraryPart, course_id: str, version: int, audience: str, number: int) -> int:
    fields = {
        "course_id": course_id, "version": version, "title": part.title, "source": part.source,
        "body": part.body.strip(), "anchor": part.anchor,
        "source_id": document_id_of(*part.document) if part.document else None,
    }  # fmt: skip
    written = write_part(convert(WritePart, fields), _as_editor(audience, f"course/{number}"))
    version = written.version
    for place, question in enumerate(part.questions):
        choices = [(text, True) for text in question.right] + [(text, False) for text in question.wrong]
        asked = {
            "course_id": course_id, "version": version, "part_id": written.changed_id, "text": question.text,
            "kind": "multiple" if len(question.right) > 1 else "single", "explanation": question.explanation,
            "choices": [{"text": text, "right": right} for text, right in choices],
        }  # fmt: skip
        key = _as_editor(audience, f"course/{number}/{place}")
        version = write_question(convert(WriteQuestion, asked), key).version
    return version


def _publish_book(book: LibraryBook, audience: str) -> bool:
    head = {"title": book.title, "summary": book.summary, "audience": audience}
    made = make_book(convert(MakeBook, head), _as_editor(audience, "book"))
    if made.state != "draft":
        return False
    chapters = [{"kind": "article", "ref": article_id_of(name, audience)} for name in book.chapters]
    whole = {**head, "book_id": made.id, "version": made.version, "chapters": chapters}
    changed = change_book(convert(ChangeBook, whole), _as_editor(audience, "book/chapters"))
    publish_book(PublishBook(book_id=made.id, version=changed.version), _as_editor(audience, "book/publish"))
    return True


def _publish_bulletin(bulletin: LibraryBulletin, audience: str) -> bool:
    if bulletins.find(_as_editor(audience, "bulletin").new_id()) is not None:
        return False
    items = [{"kind": "article", "ref": article_id_of(name, audience)} for name in bulletin.articles]
    fields = {"title": bulletin.title, "period": bulletin.period, "audience": audience, "items": items}
    publish_bulletin(convert(PublishBulletin, fields), _as_editor(audience, "bulletin"))
    return True


def _as_editor(audience: str, step: str) -> Context:
    return as_editor(audience, f"seed-demo/{audience}/library/{step}")
