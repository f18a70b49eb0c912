"""A form of record fields: which were changed, and what to show again beside what was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.gateway.web.formats import day
from services.gateway.web.forms import Fields

PREFIX = "field-"


def typed(fields: Fields, shown: Iterable[dict[str, Any]]) -> dict[str, str]:
    """{field: text} of those that differ from what the form was drawn with."""
    given = fields.shown()
    return {
        field["name"]: fields.text(PREFIX + field["name"]).strip()
        for field in shown
        if PREFIX + field["name"] in given and fields.text(PREFIX + field["name"]).strip() != as_typed(field)
    }


def as_typed(field: dict[str, Any]) -> str:
    """The stored value as its input holds it: a day as people write it, a choice by its stored name."""
    return day(field["value"]) if field["kind"] == "date" else str(field["value"])


def labels_of(shown: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {PREFIX + field["name"]: field["label"] for field in shown} | {"reason": "Lý do"}


def drawn(shown: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {PREFIX + field["name"]: as_typed(field) for field in shown}


def beside(details: dict[str, str]) -> dict[str, str]:
    """The service names the field; the form's inputs carry a prefix."""
    return {name if name == "reason" else PREFIX + name: sentence for name, sentence in details.items()}
