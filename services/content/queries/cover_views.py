"""What readers are told of the cover of an audio book; its bytes the door fetches (`book_cover`)."""

from __future__ import annotations

import msgspec

from services.content.store.books import Book, Edition, OpenedEdition


class CoverView(msgspec.Struct, frozen=True, kw_only=True):
    """`own`: a picture that an editor sent, else it is drawn from the title; `alt`: what that picture shows. Under
    another `version` it may be another one."""

    own: bool
    alt: str
    version: int


class CoverBytes(msgspec.Struct, frozen=True, kw_only=True):
    """Without `blob_id`: to be drawn from the title."""

    title: str
    blob_id: str
    content_type: str


def cover_view(shown: Book | Edition | OpenedEdition, version: int | None) -> CoverView:
    return CoverView(own=shown.cover is not None, alt=shown.cover.alt if shown.cover else "", version=version or 0)
