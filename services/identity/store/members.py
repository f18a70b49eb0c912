"""Members. Numbers, telephone, ethnicity and birth date lie encrypted (law L2, L3); blind indexes find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

import mongoengine as me

from services.identity.rules.errors import MemberNotFound
from shared.outbox import Aggregate
from shared.store import EncryptedText, below, blind_index

RECORD, CARD, PHONE, CITIZEN, BIRTH = "record_number", "card_number", "phone", "citizen_number", "birth_date"


MOST_CANDIDATES = 300
"""In 500,000 members some 25 share a birth date and at most some hundreds a name."""


BY_PLACE, BY_SORT, BY_WORD = "by_place", "by_sort", "by_word"
"""Indexes that store/member_search.py names."""


class Member(Aggregate):
    meta = {
        "collection": "members",
        "auto_create_index": False,
        "indexes": [
            {"fields": ["record_key"], "unique": True},
            {"fields": ["card_key"], "unique": True, "sparse": True},
            {"fields": ["citizen_key"], "unique": True, "sparse": True},
            {"fields": ["phone_key"], "sparse": True},
            "birth_key",
            "folded_name",
            {"fields": ["cell_path", "sort_key", "id", "folded_name", "status"], "name": BY_PLACE},
            {"fields": ["sort_key", "id", "cell_path", "folded_name", "status"], "name": BY_SORT},
            {"fields": ["name_tokens", "sort_key", "id", "cell_path"], "name": BY_WORD},
            {"fields": ["unchecked"], "sparse": True},
            {"fields": ["recheck_on"], "sparse": True},
        ],
    }

    record_key = me.StringField(required=True)
    card_key = me.StringField()
    citizen_key = me.StringField()
    phone_key = me.StringField()
    birth_key = me.StringField()
    record_number = EncryptedText(required=True)
    card_number = EncryptedText()
    citizen_number = EncryptedText()
    phone = EncryptedText()
    birth_date = EncryptedText(required=True)
    ethnicity = EncryptedText()
    full_name = me.StringField(required=True)
    folded_name = me.StringField(required=True)
    sort_key = me.StringField(required=True)
    name_tokens = me.ListField(me.StringField())
    """Of rules/name_search.py."""
    sex = me.StringField()
    cell_id = me.StringField(required=True)
    cell_path = me.StringField(required=True)
    status = me.StringField(required=True)
    status_since = me.DateField()
    """Of the standing today; what it was before is in the history of changes. Admission, probation, transfer, dues and
    rating come as procedures of their own."""
    admitted_on = me.DateField()
    official_on = me.DateField()
    details = EncryptedText()
    """All other fields of the record, sealed together: see rules/record_fields.py."""
    unchecked = me.BooleanField()
    """Set by every write of the record, in that write; gone once it was looked through for problems."""
    recheck_on = me.DateField()
    """The day on which time alone makes a problem of it."""


def key_of(number: str, purpose: str) -> str | None:
    return blind_index(number, purpose) if number else None


def get(member_id: str) -> Member:
    found: Member | None = Member.objects(pk=member_id).first()
    if found is None:
        raise MemberNotFound
    return found


def by_id(member_id: str) -> Member | None:
    found: Member | None = Member.objects(pk=member_id).first()
    return found


def by_record_keys(keys: Iterable[str]) -> dict[str, Member]:
    return {item.record_key: item for chunk in _chunks(keys) for item in Member.objects(record_key__in=chunk)}


def by_card_keys(keys: Iterable[str]) -> dict[str, Member]:
    return {item.card_key: item for chunk in _chunks(keys) for item in Member.objects(card_key__in=chunk)}


def owners_of(field: str, keys: Iterable[str | None]) -> dict[str, str]:
    """{key: the record key of the member who has it}, for the keys that somebody has."""
    return {
        item[field]: item.record_key
        for chunk in _chunks(key for key in keys if key)
        for item in Member.objects(**{f"{field}__in": chunk}).only("id", "record_key", field)
    }


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """A question holds 16 MB at most, and a province has 500,000 members."""
    waiting = iter(keys)
    while chunk := list(islice(waiting, 5_000)):
        yield chunk


def by_ids(ids: Iterable[str]) -> Sequence[Member]:
    """In the order of a Vietnamese list."""
    found: Any = Member.objects(pk__in=list(ids)).only("id", "full_name", "cell_path")
    return list(found.order_by("sort_key", "id"))


def with_card(number: str) -> Member | None:
    return _only_one(card_key=blind_index(number, CARD))


def with_phone(number: str) -> Member | None:
    """None when a family shares the telephone: the number alone does not say who is at the door."""
    return _only_one(phone_key=blind_index(number, PHONE))


def with_citizen(number: str) -> Member | None:
    return _only_one(citizen_key=blind_index(number, CITIZEN))


def with_record(number: str) -> Member | None:
    return _only_one(record_key=blind_index(number, RECORD))


def possibly(card_numbers: Iterable[str], citizen_number: str, birth_date: str, folded_name: str) -> Sequence[Member]:
    """Everybody whom what was read off a card could be about: by a number, the birth date (ISO) or the whole name."""
    either: list[dict[str, Any]] = [{"card_key": {"$in": [blind_index(number, CARD) for number in card_numbers]}}]
    if citizen_number:
        either.append({"citizen_key": blind_index(citizen_number, CITIZEN)})
    if birth_date:
        either.append({"birth_key": blind_index(birth_date, BIRTH)})
    if folded_name:
        either.append({"folded_name": folded_name})
    return list(Member.objects(__raw__={"$or": either}).limit(MOST_CANDIDATES))


def _only_one(**condition: str) -> Member | None:
    found = list(Member.objects(**condition).limit(2))
    return found[0] if len(found) == 1 else None


def whole_page(path: str, after: str | None, size: int) -> Sequence[Member]:
    """Whole records at or below `path`, cell by cell, after the member `after`: in the order of one index, so that the
    last page costs no more than the first."""
    condition: dict[str, Any] = {**below("cell_path", path), "status": {"$ne": "left"}}
    last = Member.objects(pk=after).only("cell_path", "sort_key").first() if after else None
    if last is not None:
        here = {"cell_path": last.cell_path}
        behind = [
            {"cell_path": {"$gt": last.cell_path}},
            {**here, "sort_key": {"$gt": last.sort_key}},
            {**here, "sort_key": last.sort_key, "_id": {"$gt": last.id}},
        ]
        condition = {"$and": [condition, {"$or": behind}]}
    return list(Member.objects(__raw__=condition).order_by("cell_path", "sort_key", "id").limit(size))


def counts_by_cell(path: str | None) -> dict[str, int]:
    """{cell path: members}; those who left are not counted."""
    condition: dict[str, Any] = {"status": {"$ne": "left"}, **below("cell_path", path)}
    rows = Member.objects.aggregate([{"$match": condition}, {"$group": {"_id": "$cell_path", "n": {"$sum": 1}}}])
    return {row["_id"]: row["n"] for row in rows}


def standings() -> Iterator[Member]:
    """Everybody, also who left, with no more than where and how he belongs."""
    fields = ("id", "cell_id", "cell_path", "status", "version", "event_sequence")
    return iter(Member.objects.only(*fields).order_by("id").no_cache())


def ids_below(path: str) -> Iterator[str]:
    """Of everybody at or below `path` who has not left."""
    found: Any = Member.objects(__raw__={**below("cell_path", path), "status": {"$ne": "left"}})
    return (str(member_id) for member_id in found.scalar("id").order_by("cell_path").no_cache())


def how_many(among: Iterable[str] | None = None) -> int:
    """Who has not left; `among`: of these ids."""
    if among is None:
        return int(Member.objects(status__ne="left").count())
    return sum(int(Member.objects(status__ne="left", pk__in=chunk).count()) for chunk in _chunks(among))


def of_cell(cell_path: str, limit: int) -> Sequence[Member]:
    """Everybody who belongs to the cell, in the order of a Vietnamese list."""
    found: Any = Member.objects(cell_path=cell_path, status__ne="left").order_by("sort_key", "id").limit(limit)
    return list(found.only("id", "full_name", "status", "cell_id", "phone"))


def to_check(today: date, limit: int) -> Sequence[Member]:
    """Records that changed since they were looked through, or whose day has come."""
    found: Any = Member.objects(me.Q(unchecked=True) | me.Q(recheck_on__lte=today)).limit(limit)
    return list(found)


def checked(member: Member, again_on: date | None) -> None:
    """Not when it changed meanwhile: then it waits on."""
    update = {"set__recheck_on": again_on} if again_on else {"unset__recheck_on": 1}
    Member.objects(pk=member.id, version=member.version).update_one(unset__unchecked=1, **update)


def uncheck_all() -> None:
    Member.objects(status__ne="left").update(set__unchecked=True)


def born_on(keys: Sequence[str]) -> Sequence[Member]:
    """By blind indexes of birth dates, without who left; with no more than tells two people apart."""
    found: Any = Member.objects(birth_key__in=keys, status__ne="left").limit(MOST_CANDIDATES)
    return list(found.only("id", "full_name", "birth_date", "cell_path"))


def whole(ids: Iterable[str]) -> dict[str, Member]:
    """{id: the whole record}"""
    return {item.id: item for item in Member.objects(pk__in=list(ids))}
