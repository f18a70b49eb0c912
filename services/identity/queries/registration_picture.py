"""The photograph of the card or of the face, for the one who decides. Each look is audited; nobody else gets it."""

from __future__ import annotations

from typing import Literal

import msgspec

from services.identity.rules.registration_errors import PictureGone
from services.identity.store import registration_pictures
from services.identity.store.registration_pictures import BlobNotFound
from services.identity.store.registrations import Registration
from services.identity.usecases.decide_registration import to_review
from shared.security import audit
from shared.usecase import Context, Id, Request


class RegistrationPicture(Request):
    registration_id: Id
    kind: Literal["card", "selfie"]


class PictureView(msgspec.Struct, frozen=True):
    content: bytes


def registration_picture(query: RegistrationPicture, ctx: Context) -> PictureView:
    """Raises PictureGone once it was deleted."""
    item = to_review(query.registration_id, ctx)
    about = [item.member_id] if item.member_id else []
    audit.record(
        "identity.registration_picture_seen",
        actor=ctx.actor,
        subject=item.id,
        path=item.path,
        about=about,
        details={"kind": query.kind},
    )
    return PictureView(_content(item, query.kind))


def _content(item: Registration, kind: str) -> bytes:
    try:
        if kind == "card":
            return registration_pictures.card(item.card_picture or "")
        return registration_pictures.face(item.face_pictures or "").selfie
    except BlobNotFound:
        raise PictureGone from None
