"""A member's places in what was listened to: one encrypted document, found by a blind index (law L2).

Promises: without the keys nobody reads whose it is or which texts they are; `day` is all that says when. Two devices
at once: both places are kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import mongoengine as me
import msgspec
from mongoengine.errors import NotUniqueError

from services.speech.rules.places import Place, with_place
from shared.outbox import ChangedByAnother
from shared.store import EncryptedBytes, blind_index

KEPT_DAYS = 90
TRIES = 5


class ListeningPlaces(me.Document):
    meta = {
        "collection": "listening_places",
        "auto_create_index": False,
        "indexes": [{"fields": ["day"], "name": "places_by_day"}],
    }

    id = me.StringField(primary_key=True)
    revision = me.IntField(required=True)
    day = me.DateTimeField(required=True)
    places = EncryptedBytes(required=True)


def of_member(member_id: str) -> list[Place]:
    row = ListeningPlaces.objects(pk=_key(member_id)).first()
    return [] if row is None else _decoded(row)


def keep(member_id: str, place: Place, now: datetime) -> None:
    """Raises ChangedByAnother when other devices keep theirs at the same moment, again and again."""
    for _ in range(TRIES):
        if _kept(_key(member_id), place, now.replace(hour=0, minute=0, second=0, microsecond=0)):
            return
    raise ChangedByAnother


def forget_member(member_id: str) -> None:
    ListeningPlaces.objects(pk=_key(member_id)).delete()


def forget_old(now: datetime) -> int:
    return int(ListeningPlaces.objects(day__lt=now - timedelta(days=KEPT_DAYS)).delete())


def _kept(key: str, place: Place, day: datetime) -> bool:
    row = ListeningPlaces.objects(pk=key).first()
    if row is None:
        try:
            ListeningPlaces(id=key, revision=1, day=day, places=_encoded(with_place([], place))).save(force_insert=True)
        except NotUniqueError:
            return False
        return True
    places = _encoded(with_place(_decoded(row), place))
    mine = ListeningPlaces.objects(pk=key, revision=row.revision)
    return bool(mine.update_one(set__places=places, set__day=day, inc__revision=1))


def _key(member_id: str) -> str:
    return blind_index(member_id, "listening")


def _encoded(places: list[Place]) -> bytes:
    return msgspec.msgpack.encode(places)


def _decoded(row: ListeningPlaces) -> list[Place]:
    return msgspec.msgpack.decode(row.places, type=list[Place])
