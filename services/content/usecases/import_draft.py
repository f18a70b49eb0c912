"""What was read from a file is imported with the head that somebody looked at: a new document, or a new version of one
that the library has."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from services.content.rules.document_errors import (
    DocumentKnown,
    DraftDone,
    DraftNotFound,
    HeadIncomplete,
    KeptElsewhere,
)
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import document_drafts, documents
from services.content.store.document_drafts import DocumentDraft
from services.content.usecases.import_document import Incoming, Outcome, document_id_of, take_in
from shared.reading.file import MAX_BYTES, Filled, Head, composed, parse_document
from shared.security import Actor, allowed, authorise, covers, paths_for
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Path, Request, Version

Body = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_BYTES)]


class ImportDraft(Request):
    """`seen_version`: of the document of that number as the page told it; 0, that it is new. `text`: where it was
    corrected."""

    draft_id: Id
    audience: Path
    number: Filled
    kind: Filled
    title: Filled
    issuer: Filled
    issued_on: date
    effective_from: date | None = None
    effective_until: date | None = None
    supersedes: Filled | None = None
    supersedes_issuer: Filled | None = None
    text: Body | None = None
    seen_version: Version = 0


class ImportedDocument(msgspec.Struct, frozen=True):
    id: str
    outcome: Outcome


def import_draft(command: ImportDraft, ctx: Context) -> ImportedDocument:
    """Raises DraftNotFound, DraftDone, HeadIncomplete, DocumentUnreadable, DocumentKnown, KeptElsewhere, NotPermitted,
    ReplacedInCircle, SecretMark."""
    draft = known_draft(command.draft_id, ctx.actor)
    document_id = document_id_of(command.issuer, command.number)
    if draft.document_id is not None:
        if draft.document_id == document_id:  # the same command again
            return ImportedDocument(document_id, "unchanged")
        raise DraftDone
    authorise(ctx.actor, KEEP_DOCUMENTS, command.audience)
    text = composed(_head(command), command.text or draft.text)
    refuse_secrets({"text": text}, ctx.actor, command.audience, ctx.now)
    authority = next(path for path in paths_for(ctx.actor, KEEP_DOCUMENTS) if covers(path, command.audience))
    incoming = Incoming(parse_document(text), text, command.audience, authority, ctx.now, ctx.actor.member_id)
    _check_known(incoming, command.seen_version, ctx.actor)

    def work() -> Outcome:
        outcome = take_in(incoming)
        document_drafts.became(draft.id, incoming.id)
        return outcome

    return ImportedDocument(incoming.id, in_transaction(work))


def known_draft(draft_id: str, actor: Actor) -> DocumentDraft:
    """Raises DraftNotFound, also for one of another committee."""
    draft = document_drafts.get(draft_id)
    if not allowed(actor, KEEP_DOCUMENTS, draft.audience):
        raise DraftNotFound
    return draft


def _head(command: ImportDraft) -> Head:
    """Raises HeadIncomplete."""
    head = Head(**{name: getattr(command, name) for name in Head.__struct_fields__})
    wrong = {}
    if head.effective_until and head.effective_until < (head.effective_from or head.issued_on):
        wrong["effective_until"] = "Ngày hết hiệu lực đứng trước ngày có hiệu lực."
    if head.replaced and document_id_of(*head.replaced) == document_id_of(head.issuer, head.number):
        wrong["supersedes"] = "Văn bản không thể thay thế chính nó."
    if wrong:
        raise HeadIncomplete(details=wrong)
    return head


def _check_known(incoming: Incoming, seen_version: int, actor: Actor) -> None:
    stored = documents.find(incoming.id)
    if stored is None:
        return
    if not allowed(actor, KEEP_DOCUMENTS, stored.audience):
        raise KeptElsewhere
    if stored.version != seen_version:
        raise DocumentKnown
