"""The text of what can be heard, as it came with its publication: what a recording is made from again.

Promises: the newest version only, and no text that was withdrawn. Documents have their own copy in `documents`; here
either is found by its id.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator

import mongoengine as me
import msgspec

from services.speech.store import documents, withdrawn
from services.speech.store.documents import ReadableDocument
from shared.contracts.content import ArticlePublished, Block

AT_ONCE = 100


class KeptText(me.Document):
    meta = {"collection": "texts", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    version = me.IntField(required=True)
    audience = me.StringField(required=True)
    title = me.StringField(required=True)
    text = me.BinaryField(required=True)

    @property
    def blocks(self) -> list[Block]:
        return msgspec.json.decode(zlib.decompress(self.text), type=list[Block])


def keep(article: ArticlePublished) -> None:
    """An older version that arrives late, or again, changes nothing."""
    known = KeptText.objects(pk=article.article_id).only("version").first()
    if known is None or known.version < article.article_version:
        KeptText(
            id=article.article_id,
            version=article.article_version,
            audience=article.audience,
            title=article.title,
            text=zlib.compress(msgspec.json.encode(article.blocks)),
        ).save()
    # A withdrawal is noted first and then forgets the text: one of the two sees the other.
    if withdrawn.is_withdrawn(article.article_id, article.article_version):
        forget(article.article_id, article.article_version)


def forget(text_id: str, up_to_version: int) -> None:
    KeptText.objects(pk=text_id, version__lte=up_to_version).delete()


def find(text_id: str) -> ArticlePublished | None:
    """Of an article or a document."""
    kept = KeptText.objects(pk=text_id).first()
    if kept is not None:
        return _told(kept, kept.version)
    document = documents.get(text_id)
    return None if document is None else _told(document, document.document_version)


def each_of(text_ids: Collection[str]) -> Iterator[ArticlePublished]:
    wanted = sorted(text_ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        yield from (_told(kept, kept.version) for kept in KeptText.objects(pk__in=some))
        yield from (_told(one, one.document_version) for one in ReadableDocument.objects(pk__in=some))


def _told(kept: KeptText | ReadableDocument, version: int) -> ArticlePublished:
    return ArticlePublished(
        article_id=kept.id, article_version=version, audience=kept.audience, title=kept.title, blocks=kept.blocks
    )
