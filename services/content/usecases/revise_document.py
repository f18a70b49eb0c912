"""What stands in the library is taken to the desk again, to correct its head or its text. Readers keep what they have
until the draft is imported."""

from __future__ import annotations

from services.content.rules.errors import DocumentNotFound
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_drafts, documents
from services.content.store.texts import text_of_document
from services.content.usecases.send_document import DraftAtDesk, keep_draft, written_head
from shared.reading.file import head_of
from shared.security import allowed
from shared.usecase import Context, Id, Request


class ReviseDocument(Request):
    document_id: Id


def revise_document(command: ReviseDocument, ctx: Context) -> DraftAtDesk:
    """Raises DocumentNotFound, also for one of another committee."""
    document = documents.find(command.document_id)
    if document is None or not allowed(ctx.actor, KEEP_DOCUMENTS, document.audience):
        raise DocumentNotFound
    draft_id = ctx.new_id()
    if document_drafts.find(draft_id) is not None:
        return DraftAtDesk(draft_id)
    head, body = head_of(text_of_document(document.id, document.revision))
    return keep_draft(
        draft_id, ctx, file_name=head.number, audience=document.audience, text=body.strip("\n"),
        proposed=written_head(head), empty_pages=[],
    )  # fmt: skip
