"""A text goes to other people than before: what was recorded of it for the former ones nobody hears any more, until
it is read anew for those it is meant for now. The worker may be hours behind; this is at once.

Safe to repeat and in any order, so it needs no inbox.
"""

from __future__ import annotations

from services.speech.store import audio as audios
from services.speech.usecases.clear_blobs import clear_blobs
from shared.contracts.content import ArticlePublished, CoursePartPublished, DocumentPublished
from shared.security import covers
from shared.store import BlobStore

TextEvent = ArticlePublished | DocumentPublished | CoursePartPublished


def on_text_moved(text: TextEvent, blobs: BlobStore) -> None:
    """Raises ChangedByAnother when a worker finished a voice this moment; the retry sees that one too."""
    text_id, version = _identity(text)
    roles = set(text.roles) if isinstance(text, CoursePartPublished) else set()
    heard = {audios.READY, audios.PREPARING}
    rows = [row for row in audios.of_article(text_id, up_to_version=version - 1) if row.state in heard]
    moved = [row for row in rows if not covers(text.audience, row.audience) or _is_narrower(roles, set(row.roles))]
    for row in moved:
        audios.set_aside(row, audios.REPLACED)
    if moved:
        clear_blobs(text_id, blobs)


def _identity(text: TextEvent) -> tuple[str, int]:
    if isinstance(text, ArticlePublished):
        return text.article_id, text.article_version
    if isinstance(text, DocumentPublished):
        return text.document_id, text.document_version
    return text.part_id, text.edition


def _is_narrower(roles: set[str], before: set[str]) -> bool:
    """No role stands for everybody."""
    return bool(roles) and (not before or not before <= roles)
