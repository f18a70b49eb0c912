"""Chosen documents of the library as a package that another system, or another library like this, can take in."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated

import msgspec

from services.content.engines.document_package import packed
from services.content.rules.errors import DocumentNotFound
from services.content.rules.exchange_errors import PackageTooLarge
from services.content.rules.permissions import KEEP_DOCUMENTS
from services.content.store import documents
from services.content.store.documents import Document
from services.content.store.texts import text_of_document
from services.content.usecases.export_documents import package_files
from services.content.usecases.hand_over_documents import MOST_ENTRIES
from shared.reading.kinds import MOST_BYTES
from shared.security import allowed, audit
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class ExportChosen(Request):
    document_ids: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=MOST_ENTRIES)]


class ExportedPackage(msgspec.Struct, frozen=True):
    """`content`: the zip file in base64."""

    content: str
    count: int


def export_chosen(query: ExportChosen, ctx: Context) -> ExportedPackage:
    """Raises DocumentNotFound, also for one of another committee or withdrawn; SecretMark, PackageTooLarge."""
    chosen = [_kept(document_id, ctx) for document_id in dict.fromkeys(query.document_ids)]
    texts = [(each, text_of_document(each.id, each.revision)) for each in chosen]
    for document, text in texts:
        refuse_secrets({"text": text}, ctx.actor, document.audience, ctx.now)
    content = packed(package_files(texts, ctx.now))
    if len(content) > MOST_BYTES:
        raise PackageTooLarge
    in_transaction(lambda: _noted(chosen, ctx))
    return ExportedPackage(b64encode(content).decode("ascii"), len(chosen))


def _kept(document_id: str, ctx: Context) -> Document:
    document = documents.find(document_id)
    if document is None or document.withdrawn or not allowed(ctx.actor, KEEP_DOCUMENTS, document.audience):
        raise DocumentNotFound
    return document


def _noted(chosen: list[Document], ctx: Context) -> None:
    export_id = ctx.new_id()
    for document in chosen:
        audit.record(
            "content.document_exported", actor=ctx.actor, subject=document.id, path=document.audience,
            details={"export": export_id, "revision": document.revision}, at=ctx.now,
        )  # fmt: skip
