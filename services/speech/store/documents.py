"""The text of Party documents as it came with their publication, for the day somebody asks to hear one.

Promises: the newest version only; asking and its event are one write; asked once, the document is read again whenever
a newer version comes. Texts lie compressed: most are never asked for.
"""

from __future__ import annotations

import zlib

import mongoengine as me
import msgspec

from shared.contracts.content import Block, DocumentPublished
from shared.contracts.speech import ReadingAsked
from shared.outbox import Aggregate, change, create


class ReadableDocument(Aggregate):
    meta = {"collection": "documents", "auto_create_index": False}

    document_version = me.IntField(required=True)
    audience = me.StringField(required=True)
    title = me.StringField(required=True)
    text = me.BinaryField(required=True)
    asked_version = me.IntField()

    @property
    def blocks(self) -> list[Block]:
        return msgspec.json.decode(zlib.decompress(self.text), type=list[Block])


def get(document_id: str) -> ReadableDocument | None:
    found: ReadableDocument | None = ReadableDocument.objects(pk=document_id).first()
    return found


def keep(document: DocumentPublished, blocks: list[Block]) -> None:
    """An older version that arrives late changes nothing."""
    fields = {
        "document_version": document.document_version,
        "audience": document.audience,
        "title": document.title,
        "text": zlib.compress(msgspec.json.encode(blocks)),
    }
    known = get(document.document_id) or create(ReadableDocument(id=document.document_id, **fields))
    if known.document_version < document.document_version:
        update = {f"set__{name}": value for name, value in fields.items()}
        if known.asked_version is None:
            change(known, **update)
        else:
            asked = _asked(document.document_id, document.document_version, document.audience)
            change(known, asked, set__asked_version=document.document_version, **update)


def ask(document: ReadableDocument) -> None:
    """Raises ChangedByAnother when somebody else asked, or it was published anew, in the meantime."""
    asked = _asked(document.id, document.document_version, document.audience)
    change(document, asked, set__asked_version=document.document_version)


def take_back_asking(document_id: str, version: int) -> None:
    """As if nobody had asked. Raises ChangedByAnother."""
    document = get(document_id)
    if document is not None and document.asked_version == version:
        change(document, unset__asked_version=1)


def forget(document_id: str, up_to_version: int) -> None:
    ReadableDocument.objects(pk=document_id, document_version__lte=up_to_version).delete()


def _asked(document_id: str, version: int, audience: str) -> ReadingAsked:
    return ReadingAsked(text_id=document_id, text_version=version, audience=audience)
