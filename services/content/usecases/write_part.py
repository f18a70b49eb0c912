"""An editor writes a part of a course, or points at an article or a place in a document of ours that is to be studied.

Who may study the course must be able to read what it points at: its audience has to lie within that of the source."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from services.content.rules.article_text import paragraphs_of
from services.content.rules.course_errors import SourceUnfit
from services.content.rules.courses import CourseText, Part, PartSource, with_part
from services.content.store import sources
from services.content.usecases.keeping_course import CourseAtDesk, get_for_editor, keep_text
from shared.usecase import Context, Id, Line, Request, Version

Body = Annotated[str, Meta(max_length=30_000)]
Anchor = Annotated[str, Meta(max_length=100, pattern=r"^[a-z0-9-]*$")]


class WritePart(Request):
    """`part_id`: of the part that is written anew. `place` counts from 1; without it, at the end or where it is."""

    course_id: Id
    version: Version
    title: Line
    source: PartSource
    part_id: Id | None = None
    body: Body = ""
    source_id: Id | None = None
    anchor: Anchor = ""
    place: Annotated[int, Meta(ge=1, le=100)] | None = None


def write_part(command: WritePart, ctx: Context) -> CourseAtDesk:
    course = get_for_editor(command.course_id, ctx)
    text = course.text
    part = _part(command, text, command.part_id or ctx.new_id())
    if command.part_id is None and text.has_part(part.id):
        return keep_text(course, text, ctx, version=course.version, written={}, changed_id=part.id)  # the same again
    written = {"title": part.title, "body": part.body}
    changed = with_part(text, part, command.place)
    return keep_text(course, changed, ctx, version=command.version, written=written, changed_id=part.id)


def _part(command: WritePart, text: CourseText, part_id: str) -> Part:
    part = text.part(part_id) if command.part_id else Part(id=part_id, title="", source="text")
    own = command.source == "text"
    if own:
        paragraphs_of(command.body)
    else:
        _check_source(command, text.audience)
    return msgspec.structs.replace(
        part,
        title=command.title,
        source=command.source,
        body=command.body if own else "",
        source_id="" if own else command.source_id or "",
        anchor=command.anchor if command.source == "document" else "",
    )


def _check_source(command: WritePart, audience: str) -> None:
    found = sources.find(command.source, command.source_id or "", command.anchor)
    if found is None or not audience.startswith(found.audience):
        raise SourceUnfit(details={"source_id": SourceUnfit.message})
