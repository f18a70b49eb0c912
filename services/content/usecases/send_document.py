"""A document arrives on the desk as a file. It is read and waits; nothing is published yet. Pictures of pages wait for
the worker that recognises their letters."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_drafts, scans
from services.content.store.scans import WAITING
from services.content.usecases.begin_scan import begin_scan
from services.content.usecases.reading_document import read_document_file, recognised_head
from shared.reading.file import Head
from shared.security import authorise
from shared.usecase import Context, Line, Path, Request

Sent = Annotated[bytes, msgspec.Meta(min_length=1, max_length=100_000_000)]


class SendDocument(Request):
    """`content`: DOCX, HTML or text, 11 MB at most; PDF, or pictures of pages as PNG, JPEG or TIFF."""

    audience: Path
    file_name: Line
    content: Sent


class DraftAtDesk(msgspec.Struct, frozen=True):
    """`state`: ready, or waiting for the reader of scans."""

    id: str
    state: str = "ready"


def send_document(command: SendDocument, ctx: Context) -> DraftAtDesk:
    """Raises NotPermitted, SecretMark, and TooManyScans, what `read_document_file` raises."""
    authorise(ctx.actor, KEEP_DOCUMENTS, command.audience)
    draft_id = ctx.new_id()
    if scans.find(draft_id) is not None:  # the same command again
        return DraftAtDesk(draft_id, WAITING)
    if document_drafts.find(draft_id) is not None:
        return DraftAtDesk(draft_id)
    sent = read_document_file(command.content, command.file_name, ctx.actor, command.audience, ctx.now, scans=True)
    if sent.scan is not None:
        begin_scan(
            draft_id, command.content, sent.scan.kind, ctx, file_name=command.file_name, audience=command.audience,
            pages=sent.scan.pages,
        )  # fmt: skip
        return DraftAtDesk(draft_id, WAITING)
    return keep_draft(
        draft_id, ctx, file_name=command.file_name, audience=command.audience, text=sent.proposed.body,
        proposed=written_head(sent.head) if sent.head else recognised_head(sent.proposed),
        empty_pages=list(sent.empty_pages),
    )  # fmt: skip


def keep_draft(draft_id: str, ctx: Context, **fields: Any) -> DraftAtDesk:
    with suppress(NotUniqueError):  # the same command ran beside this one
        document_drafts.keep(draft_id, at=ctx.now, by=ctx.actor.member_id, **fields)
    return DraftAtDesk(draft_id)


def written_head(head: Head) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.to_builtins(head).items() if value}
