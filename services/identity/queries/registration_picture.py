"""The photograph of the card, of the face, or the register's, for the one who decides. Each look is audited; nobody
else gets it."""

from __future__ import annotations

from typing import Literal

import msgspec

from services.identity.rules.registration_errors import PictureGone
from services.identity.store import members, registration_pictures
from services.identity.store.registration_pictures import BlobNotFound
from services.identity.store.registrations import Registration
from services.identity.usecases.decide_registration import to_review
from services.identity.usecases.knowing_portrait import has_portrait_for, portrait_of
from shared.security import Actor, audit
from shared.usecase import Context, Id, Request


class RegistrationPicture(Request):
    registration_id: Id
    kind: Literal["card", "selfie", "portrait"]


class PictureView(msgspec.Struct, frozen=True):
    content: bytes


def registration_picture(query: RegistrationPicture, ctx: Context) -> PictureView:
    """Raises PictureGone once it was deleted, and for a portrait that is not there or not for the reader."""
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
    return PictureView(_content(item, query.kind, ctx.actor))


def _content(item: Registration, kind: str, actor: Actor) -> bytes:
    if kind == "portrait":
        return _portrait(item, actor)
    try:
        if kind == "card":
            return registration_pictures.card(item.card_picture or "")
        return registration_pictures.face(item.face_pictures or "").selfie
    except BlobNotFound:
        raise PictureGone from None


def _portrait(item: Registration, actor: Actor) -> bytes:
    member = members.by_id(item.member_id) if item.member_id else None
    content = portrait_of(member.id) if member and has_portrait_for(actor, member) else None
    if content is None:
        raise PictureGone
    return content
