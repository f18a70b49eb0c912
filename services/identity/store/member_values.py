"""A member's record as the texts of rules/record_fields.py, and back: the one place that knows which field is a column
and what is stored beside it so that it can be found and sorted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.identity.rules import names
from services.identity.rules.name_search import tokens_of
from services.identity.rules.record_fields import BY_NAME, COLUMNS, pack, unpack
from services.identity.store.members import BIRTH, CARD, CITIZEN, PHONE, RECORD, Member, key_of

_KEYED = {RECORD: "record_key", CARD: "card_key", CITIZEN: "citizen_key", PHONE: "phone_key", BIRTH: "birth_key"}
_DAYS = frozenset({"admitted_on", "official_on", "status_since"})


def values_of(member: Member) -> dict[str, str]:
    """Every field that has a value."""
    columns = {name: _text(getattr(member, name)) for name in COLUMNS}
    return {name: value for name, value in (columns | unpack(member.details)).items() if value}


def differing(member: Member, wanted: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """{field: (stored, wanted)}"""
    stored = values_of(member)
    return {name: (stored.get(name, ""), value) for name, value in wanted.items() if stored.get(name, "") != value}


def as_stored(changes: Mapping[str, str], details: str | None = None) -> dict[str, Any]:
    """Fields of the document for these values, None for what is emptied; `details` is what is sealed by now."""
    stored: dict[str, Any] = {}
    rest = unpack(details)
    for name, value in changes.items():
        if not BY_NAME[name].column:
            rest[name] = value
        elif name in _DAYS:
            stored[name] = date.fromisoformat(value) if value else None
        else:
            stored[name] = value or None
        if name in _KEYED:
            stored[_KEYED[name]] = key_of(value, name)
    if any(not BY_NAME[name].column for name in changes):
        stored["details"] = pack({name: value for name, value in rest.items() if value})
    if changes.get("full_name"):
        stored |= named(changes["full_name"])
    return stored


def named(full_name: str) -> dict[str, Any]:
    return {
        "folded_name": names.fold(full_name),
        "sort_key": names.sort_key(full_name),
        "name_tokens": tokens_of(full_name),
    }


def as_update(stored: Mapping[str, Any]) -> dict[str, Any]:
    """In mongoengine's words for `shared.outbox.change`."""
    return {f"unset__{name}" if value is None else f"set__{name}": value or 1 for name, value in stored.items()}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""
