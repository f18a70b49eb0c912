"""Pictures of registrations, sealed. The card lies alone; selfie and frames of the challenge lie in one bundle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from services.identity.store.registrations import Registration, picture_ids_in_use
from shared.store import BlobNotFound, GridFSBlobStore, SealedBlobs

PLACE = "registration_pictures"
_opened: list[SealedBlobs] = []


class Bundle(msgspec.Struct, frozen=True, array_like=True):
    selfie: bytes
    frames: list[bytes]


def use_pictures(blobs: GridFSBlobStore | None) -> None:
    _opened[:] = [] if blobs is None else [SealedBlobs(blobs, PLACE)]


def keep_card(picture_id: str, content: bytes) -> None:
    _opened[0].put(content, blob_id=picture_id)


def keep_face(pictures_id: str, selfie: bytes, frames: Sequence[bytes]) -> None:
    _opened[0].put(msgspec.msgpack.encode(Bundle(selfie, list(frames))), blob_id=pictures_id)


def card(picture_id: str) -> bytes:
    """Raises BlobNotFound."""
    return _opened[0].read(picture_id)


def face(pictures_id: str) -> Bundle:
    """Raises BlobNotFound."""
    return msgspec.msgpack.decode(_opened[0].read(pictures_id), type=Bundle)


def forget(registration: Registration) -> None:
    """The files first: a kill in between leaves ids of nothing, which the sweep takes away, never files of nobody."""
    for picture_id in (registration.card_picture, registration.face_pictures):
        forget_one(picture_id)
    Registration.objects(pk=registration.id).update_one(unset__card_picture=True, unset__face_pictures=True)


def forget_one(picture_id: str | None) -> None:
    if picture_id:
        _opened[0].delete(picture_id)


def forget_unnamed(now: datetime) -> int:
    """Pictures that no registration names. How many."""
    return _opened[0].sweep(now, picture_ids_in_use)


def remove_fragments(now: datetime) -> int:
    """Of every sealed file of this service, not only of pictures. How many."""
    return _opened[0].remove_fragments(now)


__all__ = [
    "BlobNotFound",
    "Bundle",
    "card",
    "face",
    "forget",
    "forget_one",
    "forget_unnamed",
    "keep_card",
    "keep_face",
    "remove_fragments",
    "use_pictures",
]
