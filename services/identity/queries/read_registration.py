"""One registration as the reviewer sees it: what was read beside what the register says, point by point. Audited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from services.identity.rules.card_reading import FIELD_WORDS
from services.identity.rules.faces import in_words
from services.identity.rules.registration_words import reason_words, refused_words
from services.identity.store import members
from services.identity.store.registrations import Registration
from services.identity.usecases.decide_registration import to_review
from services.identity.usecases.knowing_portrait import has_portrait_for
from shared.security import Actor, audit
from shared.usecase import Context, Id, Request


class ReadRegistration(Request):
    registration_id: Id


class PointView(msgspec.Struct, frozen=True):
    label: str
    read: str
    corrected: str | None
    registered: str | None
    score: float | None
    words: str | None


class RegistrationView(msgspec.Struct, frozen=True):
    """`face_…`: card and selfie, `portrait_…`: the register's photograph and selfie. `refused`: why the machine refused
    pictures of this registration. `contact`: what somebody left who asked for a person: {full_name, phone, cell}."""

    id: str
    begun_at: datetime
    reasons: list[str]
    refused: list[str]
    points: list[PointView]
    match_score: float | None
    member_id: str | None
    member_name: str | None
    face_distance: float | None
    face_words: str | None
    portrait_distance: float | None
    portrait_words: str | None
    has_card: bool
    has_selfie: bool
    has_portrait: bool
    helper_name: str | None
    contact: dict[str, str] | None


def read_registration(query: ReadRegistration, ctx: Context) -> RegistrationView:
    item = to_review(query.registration_id, ctx)
    about = [item.member_id] if item.member_id else []
    audit.record("identity.registration_read", actor=ctx.actor, subject=item.id, path=item.path, about=about)
    return _view(item, ctx.actor)


def _view(item: Registration, actor: Actor) -> RegistrationView:
    match: dict[str, Any] = msgspec.json.decode(item.match) if item.match else {}
    member = members.by_id(item.member_id) if item.member_id else None
    helper = members.by_id(item.helper_id) if item.helper_id else None
    return RegistrationView(
        id=item.id,
        begun_at=item.begun_at,
        reasons=reason_words(item.reasons),
        refused=refused_words(item.refused_pictures),
        points=_points(item, match),
        match_score=match.get("score"),
        member_id=item.member_id,
        member_name=member.full_name if member else None,
        face_distance=item.face_distance,
        face_words=in_words(item.face_verdict, item.face_distance),
        portrait_distance=item.portrait_distance,
        portrait_words=in_words(item.portrait_verdict, item.portrait_distance),
        has_card=item.card_picture is not None,
        has_selfie=item.face_pictures is not None,
        has_portrait=member is not None and has_portrait_for(actor, member),
        helper_name=helper.full_name if helper else None,
        contact=msgspec.json.decode(item.contact) if item.contact else None,
    )


def _points(item: Registration, match: dict[str, Any]) -> list[PointView]:
    read, confirmed = item.read_fields(), item.confirmed_fields()
    scored = {point["field"]: point for point in match.get("fields", [])}
    points = []
    for name, label in FIELD_WORDS.items():
        if name not in read and name not in confirmed:
            continue
        point = scored.get(name, {})
        now = confirmed.get(name)
        corrected = now if now != read.get(name) else None
        points.append(
            PointView(
                label, read.get(name, ""), corrected, point.get("registered"), point.get("score"), point.get("words")
            )
        )
    return points
