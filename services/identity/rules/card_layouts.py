"""What a layout file says, checked: how a kind of card is told from others, and where its facts stand.

A layout names nothing that the program would have to know: a new one is a file. A mistake is told by the key it is at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.identity.rules.card_reading import FIELDS
from services.identity.rules.names import fold

KINDS = ("card_number", "citizen_number", "date", "name", "place", "issuer", "sex")
SAME_LINE, BELOW = "same_line", "below"
POSITIONS = (SAME_LINE, BELOW)


class LayoutProblem(ValueError):
    """`key` is where: `titles`, `fields.full_name.kind`."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key, self.message = key, message


@dataclass(frozen=True)
class FieldRule:
    name: str
    kind: str
    labels: tuple[str, ...]
    """Folded, longest first."""
    positions: tuple[str, ...]
    lines: int
    """How many lines the value may take."""


@dataclass(frozen=True)
class Layout:
    name: str
    shown_as: str
    aspect_ratio: float
    titles: tuple[str, ...]
    """Folded; what stands on every card of this layout and on few other things."""
    fields: tuple[FieldRule, ...]
    other_labels: tuple[str, ...]
    """Folded; labels of what is not read, where a value ends."""
    identifying: tuple[str, ...]
    """Fields without which nobody is recognised; at least one must be read, or it is not this card."""


def layout_from(name: str, told: Mapping[str, Any]) -> Layout:
    """Raises LayoutProblem."""
    _only(told, ("aspect_ratio", "fields", "identifying", "other_labels", "shown_as", "titles"))
    ratio = told.get("aspect_ratio", 1.586)
    if not isinstance(ratio, int | float) or not 1.0 < ratio < 3.0:
        raise LayoutProblem("aspect_ratio", "is width by height of a card lying down, between 1 and 3")
    fields = told.get("fields")
    if not isinstance(fields, Mapping) or not fields:
        raise LayoutProblem("fields", "at least one [fields.NAME] is needed")
    rules = tuple(_field(field, rule) for field, rule in fields.items())
    identifying = _texts(told, "identifying", "identifying", least=1)
    for field in identifying:
        if field not in fields:
            raise LayoutProblem("identifying", f"{field} is not among the fields")
    return Layout(
        name=name,
        shown_as=str(told.get("shown_as", name)),
        aspect_ratio=float(ratio),
        titles=tuple(fold(title) for title in _texts(told, "titles", "titles", least=1)),
        fields=rules,
        other_labels=_longest_first(_texts(told, "other_labels", "other_labels")),
        identifying=identifying,
    )


def _field(name: str, told: Any) -> FieldRule:
    at = f"fields.{name}"
    if name not in FIELDS:
        raise LayoutProblem(at, f"unknown field; known are {', '.join(FIELDS)}")
    if not isinstance(told, Mapping):
        raise LayoutProblem(at, "is a table")
    _only(told, ("kind", "labels", "lines", "value"), f"{at}.")
    kind, lines = told.get("kind"), told.get("lines", 1)
    if kind not in KINDS:
        raise LayoutProblem(f"{at}.kind", f"unknown kind; known are {', '.join(KINDS)}")
    if lines not in (1, 2, 3):
        raise LayoutProblem(f"{at}.lines", "is 1, 2 or 3")
    positions = _texts(told, "value", f"{at}.value", least=1)
    for position in positions:
        if position not in POSITIONS:
            raise LayoutProblem(f"{at}.value", f"unknown place; known are {', '.join(POSITIONS)}")
    labels = _texts(told, "labels", f"{at}.labels", least=1)
    return FieldRule(name, str(kind), _longest_first(labels), positions, int(lines))


def _only(told: Mapping[str, Any], known: tuple[str, ...], within: str = "") -> None:
    for key in told:
        if key not in known:
            raise LayoutProblem(within + key, f"unknown key; known are {', '.join(known)}")


def _texts(told: Mapping[str, Any], key: str, at: str, *, least: int = 0) -> tuple[str, ...]:
    value = told.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise LayoutProblem(at, "is a list of texts")
    if len(value) < least:
        raise LayoutProblem(at, "is missing or empty")
    return tuple(value)


def _longest_first(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({fold(label) for label in labels}, key=lambda label: (-len(label), label)))
