"""A document arrives on the desk as a file. It is read and waits; nothing is published yet."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec
from mongoengine.errors import NotUniqueError

from services.content.rules.document_file import Head
from services.content.rules.document_head import ProposedHead
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_drafts
from services.content.usecases.reading_document import read_document_file
from shared.security import authorise
from shared.usecase import Content, Context, Line, Path, Request


class SendDocument(Request):
    """`content`: DOCX, PDF, HTML or text, 11 MB at most."""

    audience: Path
    file_name: Line
    content: Content


class DraftAtDesk(msgspec.Struct, frozen=True):
    id: str


def send_document(command: SendDocument, ctx: Context) -> DraftAtDesk:
    """Raises NotPermitted, SecretMark, and what `read_document_file` raises."""
    authorise(ctx.actor, KEEP_DOCUMENTS, command.audience)
    draft_id = ctx.new_id()
    if document_drafts.find(draft_id) is not None:  # the same command again
        return DraftAtDesk(draft_id)
    sent = read_document_file(command.content, command.file_name, ctx.actor, command.audience, ctx.now)
    return keep_draft(
        draft_id, ctx, file_name=command.file_name, audience=command.audience, text=sent.proposed.body,
        proposed=written_head(sent.head) if sent.head else _recognised(sent.proposed),
        empty_pages=list(sent.empty_pages),
    )  # fmt: skip


def keep_draft(draft_id: str, ctx: Context, **fields: Any) -> DraftAtDesk:
    with suppress(NotUniqueError):  # the same command ran beside this one
        document_drafts.keep(draft_id, at=ctx.now, by=ctx.actor.member_id, **fields)
    return DraftAtDesk(draft_id)


def written_head(head: Head) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.to_builtins(head).items() if value}


def _recognised(proposed: ProposedHead) -> dict[str, str]:
    values = msgspec.to_builtins(proposed)
    return {name: str(values[name]) for name in Head.__struct_fields__ if values.get(name)}
