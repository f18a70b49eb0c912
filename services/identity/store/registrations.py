"""Registrations by card and face. Everything personal lies encrypted; pictures lie apart and are named by id only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import mongoengine as me
import msgspec

from services.identity.rules.fingerprints import Fingerprint
from services.identity.rules.registration_errors import RegistrationNotFound
from services.identity.rules.registration_flow import LIFETIME_HOURS, WAITING, State
from shared.outbox import Aggregate
from shared.store import EncryptedText, below, blind_index

MOST_LISTED = 200
KEPT_AFTER_END = timedelta(days=30)
MOST_COMPARED = 20_000


class Registration(Aggregate):
    """`fields`, `confirmed`: {name: text} as JSON; `match`: explained scores as JSON. `path`: who looks at it.
    `selfie_keys`: of every selfie that was sent; the index lets one file into one registration only, also of two at
    once. `refused_pictures`: codes of registration_decision, one a refused picture and reason.
    `portrait_…`: the register's photograph with the last selfie; of the picture itself nothing is kept here."""

    meta = {
        "collection": "registrations",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["state", "path"]},
            {"fields": ["origin_key", "begun_at"]},
            {"fields": ["card_key", "begun_at"], "sparse": True},
            {"fields": ["begun_at"]},
            {"fields": ["member_id"], "sparse": True},
            {"fields": ["card_picture"], "sparse": True},
            {"fields": ["face_pictures"], "sparse": True},
            {"fields": ["selfie_keys"], "unique": True, "sparse": True},
            {"fields": ["state", "waiting_since"]},
        ],
    }

    secret_key = me.StringField(required=True)
    origin_key = me.StringField(required=True)
    helper_id = me.StringField()
    state = me.StringField(required=True)
    begun_at = me.DateTimeField(required=True)
    cards_sent = me.IntField(default=0)
    faces_sent = me.IntField(default=0)
    card_picture = me.StringField()
    face_pictures = me.StringField()
    layout = me.StringField()
    fields = EncryptedText()
    confirmed = EncryptedText()
    corrected = me.BooleanField(default=False)
    match = EncryptedText()
    match_verdict = me.StringField()
    card_key = me.StringField()
    member_id = me.StringField()
    path = me.StringField()
    told = me.ListField(me.StringField())
    reasons = me.ListField(me.StringField())
    codes_sent = me.IntField(default=0)
    challenge = me.ListField(me.StringField())
    challenges_drawn = me.IntField(default=0)
    challenge_at = me.DateTimeField()
    waiting_since = me.DateTimeField()
    """When the last picture was sent."""
    selfie_pixels = me.StringField()
    selfie_look = me.StringField()
    selfie_keys = me.ListField(me.StringField(), default=None)
    refused_pictures = me.ListField(me.StringField())
    face_distance = me.FloatField()
    face_verdict = me.StringField()
    portrait_distance = me.FloatField()
    portrait_verdict = me.StringField()
    contact = EncryptedText()
    decided_by = me.StringField()
    decided_at = me.DateTimeField()
    note = EncryptedText()
    ended_at = me.DateTimeField()

    def read_fields(self) -> dict[str, str]:
        return _texts(self.fields)

    def confirmed_fields(self) -> dict[str, str]:
        """What the person confirmed, else what was read."""
        return _texts(self.confirmed) or self.read_fields()


def as_json(values: Any) -> str:
    return msgspec.json.encode(values).decode()


def _texts(stored: str | None) -> dict[str, str]:
    return msgspec.json.decode(stored, type=dict[str, str]) if stored else {}


def key_of_secret(secret: str) -> str:
    """Of 256 random bits: nothing to guess, no salt needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def with_secret(registration_id: str, secret: str, now: datetime) -> Registration:
    """Raises RegistrationNotFound, also for a wrong secret and for one that is too old to go on."""
    found: Registration | None = Registration.objects(pk=registration_id, secret_key=key_of_secret(secret)).first()
    if found is None or (now - found.begun_at > timedelta(hours=LIFETIME_HOURS) and found.state not in _TO_FINISH):
        raise RegistrationNotFound
    return found


_TO_FINISH = (State.PHONE_WANTED, State.IN_REVIEW, State.VERIFIED)
"""A person may take days to look; who waited is not sent back to the start."""


def find(registration_id: str) -> Registration | None:
    found: Registration | None = Registration.objects(pk=registration_id).first()
    return found


def get(registration_id: str) -> Registration:
    """Raises RegistrationNotFound."""
    found = find(registration_id)
    if found is None:
        raise RegistrationNotFound
    return found


def begun_from(origin_key: str, since: datetime) -> int:
    return int(Registration.objects(origin_key=origin_key, begun_at__gte=since).count())


def others_with_card(card_key: str, registration_id: str, since: datetime) -> int:
    return int(Registration.objects(card_key=card_key, begun_at__gte=since, pk__ne=registration_id).count())


def selfie_key(content: bytes) -> str:
    """Of the file as it was sent, byte by byte."""
    return blind_index(hashlib.sha256(content).hexdigest(), "registration_selfie")


def is_sent_elsewhere(key: str, registration_id: str) -> bool:
    """That very file, in another registration that still exists."""
    return Registration.objects(selfie_keys=key, pk__ne=registration_id).first() is not None


def selfie_was_used(selfie: Fingerprint, registration_id: str, since: datetime) -> bool:
    """The same picture, or one made of it, in another registration."""
    earlier: Any = Registration.objects(selfie_look__ne=None, begun_at__gte=since, pk__ne=registration_id)
    rows = earlier.order_by("-begun_at").limit(MOST_COMPARED).scalar("selfie_pixels", "selfie_look")
    return any(selfie.is_same_picture(Fingerprint(pixels, look)) for pixels, look in rows)


def in_review(paths: Sequence[str]) -> Sequence[Registration]:
    """Who waits longest comes first."""
    if not paths:
        return []
    condition: Mapping[str, Any] = {"state": State.IN_REVIEW, "$or": [below("path", path) for path in paths]}
    found: Any = Registration.objects(__raw__=condition).order_by("begun_at").limit(MOST_LISTED)
    return list(found)


def waiting_below(path: str) -> int:
    return int(Registration.objects(__raw__={"state": State.IN_REVIEW, **below("path", path)}).count())


def waiting_since(before: datetime) -> Iterator[Registration]:
    """Those whose picture nobody has looked at."""
    return iter(Registration.objects(state__in=list(WAITING), waiting_since__lt=before))


def with_old_pictures(before: datetime) -> Iterator[Registration]:
    """Those that still name a picture though their time is over."""
    named = {"$or": [{"card_picture": {"$ne": None}}, {"face_pictures": {"$ne": None}}]}
    over = {"$or": [{"begun_at": {"$lt": before}}, {"ended_at": {"$ne": None}}]}
    return iter(Registration.objects(__raw__={"$and": [named, over]}))


def picture_ids_in_use(among: Sequence[str]) -> set[str]:
    rows: Any = Registration.objects(
        __raw__={"$or": [{"card_picture": {"$in": among}}, {"face_pictures": {"$in": among}}]}
    )
    return {picture for row in rows.scalar("card_picture", "face_pictures") for picture in row if picture}


def delete_ended(before: datetime) -> int:
    """What nobody needs any more: unfinished and ended registrations whose events were sent."""
    old = Registration.objects(begun_at__lt=before, outbox_since__exists=False)
    return int(old.filter(state__nin=[State.IN_REVIEW]).delete())


def origin_key(address: str) -> str:
    return blind_index(address, "registration_origin")
