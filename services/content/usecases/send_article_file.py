"""An editor sends a picture or a file for an article. Nobody sees it before a text that shows it is published.

What has pages that are pictures lies sealed until the reader of scans has looked them through for marks of secrecy."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.engines.picture import made_anew, without_traces
from services.content.rules import article_files as rules
from services.content.rules.blocks import attachment, picture
from services.content.rules.file_errors import ArticleFileNotFound, FileNotTaken
from services.content.rules.markup import file_line
from services.content.store import article_files, scans
from services.content.store.article_files import ArticleFile
from services.content.usecases.begin_scan import begin_scan
from services.content.usecases.found_for_change import article_to_change
from services.content.usecases.reading_document import Scanned
from services.content.usecases.releasing_file import put_bytes
from shared import ids
from shared.errors import Invalid
from shared.reading.files import read_office, read_text
from shared.reading.kinds import Kind
from shared.security.refusing import refuse_as_secret, refuse_secrets
from shared.security.secrecy import has_secret_mark, is_marked_name
from shared.usecase import Content, Context, Id, Line, Request

_TEXTS = {rules.PDF: Kind.PDF, rules.DOCX: Kind.DOCX}
_ONE_PICTURE = Scanned(Kind.PICTURE, 1)


class SendArticleFile(Request):
    """`content`: a picture (JPEG, PNG, WebP), or a file (PDF, DOCX, XLSX, PPTX, JPEG, PNG), 10 MB at most. `alt`: what
    the picture shows, in words."""

    article_id: Id
    kind: Literal["picture", "attachment"]
    file_name: Line
    content: Content
    alt: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_ALT)] = ""
    caption: Annotated[str, msgspec.Meta(max_length=500)] = ""


class FileAtDesk(msgspec.Struct, frozen=True, kw_only=True):
    """`line`: how it is put into the text. `state`: waiting to be looked through, it is given out to nobody."""

    id: str
    kind: str
    name: str
    sort: str
    bytes: int
    alt: str
    caption: str
    width: int
    height: int
    line: str
    state: Literal["ready", "waiting"]


def send_article_file(command: SendArticleFile, ctx: Context) -> FileAtDesk:
    """Raises ArticleNotFound, NotPermitted, SecretMark, AltMissing, TooManyScans and what rules/file_errors.py
    names."""
    return take_file(command, ctx)


def take_file(command: SendArticleFile, ctx: Context, *, looked_through: bool = False) -> FileAtDesk:
    """`looked_through`: pictures too, by who brings it. Raises as `send_article_file`."""
    article = article_to_change(command.article_id, ctx.actor)
    file_id = ctx.new_id()
    known = article_files.find(file_id)
    if known is not None:  # the same command again
        return at_desk(known)
    if scans.find(file_id) is not None:  # again, and it was refused meanwhile
        raise ArticleFileNotFound
    file, pages = (_picture if command.kind == "picture" else _attachment)(command, file_id, article.audience, ctx)
    if pages is None or looked_through:
        put_bytes(file, command.content)
        return at_desk(article_files.keep(file))
    return at_desk(_wait(file, pages, command, article.audience, ctx))


def _wait(file: ArticleFile, pages: Scanned, command: SendArticleFile, place: str, ctx: Context) -> ArticleFile:
    file.unseen = True
    try:
        begin_scan(
            file.id, command.content, pages.kind, ctx, file_name=file.name, audience=place, pages=pages.pages,
            of_article=file,
        )  # fmt: skip
    except NotUniqueError:  # the same command ran beside this one
        return article_files.get(file.article_id, file.id)
    return file


def at_desk(file: ArticleFile) -> FileAtDesk:
    name, alt, caption = file.name.rsplit(".", 1)[0], file.alt or "", file.caption or ""
    block = picture(file.id, alt, caption) if file.kind == "picture" else attachment(file.id, name)
    return FileAtDesk(
        id=file.id, kind=file.kind, name=file.name, sort=rules.SORTS[file.content_type].name, bytes=file.bytes, alt=alt,
        caption=caption, width=file.width or 0, height=file.height or 0, line=file_line(block),
        state="waiting" if file.unseen else "ready",
    )  # fmt: skip


def _picture(command: SendArticleFile, file_id: str, place: str, ctx: Context) -> tuple[ArticleFile, Scanned | None]:
    sort = rules.picture_sort(command.content)
    alt = rules.said_alt(command.alt)
    refuse_marked_name(command.file_name, command.content, place, ctx)
    refuse_secrets({"alt": alt, "caption": command.caption}, ctx.actor, place, ctx.now)
    made = made_anew(command.content)
    large, small = (ids.derive_id("content.article_file", file_id, size) for size in ("large", "small"))
    return ArticleFile(
        id=file_id, article_id=command.article_id, kind="picture", name=rules.clean_name(command.file_name, sort),
        content_type=rules.JPEG.content_type, bytes=len(made.large), alt=alt, caption=" ".join(command.caption.split()),
        width=made.width, height=made.height, blob_id=large, small_id=small, sent_by=ctx.actor.member_id,
        sent_at=ctx.now,
    ), _ONE_PICTURE  # fmt: skip


def _attachment(command: SendArticleFile, file_id: str, place: str, ctx: Context) -> tuple[ArticleFile, Scanned | None]:
    sort = rules.attachment_sort(command.content)
    refuse_marked_name(command.file_name, command.content, place, ctx)
    length = len(command.content)
    words: list[str] = []
    pages: Scanned | None = _ONE_PICTURE
    if sort in rules.PICTURES:
        length = len(without_traces(command.content))
    else:
        words, pages = _words_in(command.content, sort, place, ctx)
    return ArticleFile(
        id=file_id, article_id=command.article_id, kind="attachment", name=rules.clean_name(command.file_name, sort),
        content_type=sort.content_type, bytes=length, blob_id=ids.derive_id("content.article_file", file_id, "whole"),
        words=words, sent_by=ctx.actor.member_id, sent_at=ctx.now,
    ), pages  # fmt: skip


def refuse_marked_name(file_name: str, content: bytes, place: str, ctx: Context) -> None:
    """Raises SecretMark."""
    if is_marked_name(file_name):
        refuse_as_secret(["file"], content, ctx.actor, place, ctx.now)


def _words_in(content: bytes, sort: rules.Sort, place: str, ctx: Context) -> tuple[list[str], Scanned | None]:
    """And how many pages it has, where some are pictures. What cannot be read cannot be looked through, so it is not
    taken."""
    try:
        read = read_text(content, _TEXTS[sort]) if sort in _TEXTS else read_office(content)
    except Invalid as unreadable:
        raise FileNotTaken(details={"file": unreadable.message}) from None
    if has_secret_mark(read.text, read.beside):
        refuse_as_secret(["file"], content, ctx.actor, place, ctx.now)
    return rules.found_words(read.text), Scanned(_TEXTS[sort], read.count) if read.pictures or read.sheets else None
