"""Where a member stopped listening: the newest few texts, one place each, and no word of when or how long.

Promises: a text that was heard to its end, or is at its beginning, has no place; `MOST` texts at most. It serves going
on elsewhere and says nothing about who listens how much.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

MOST = 20


class Place(msgspec.Struct, frozen=True):
    """`block` and `character` as in rules/timings.py, so that it holds for every voice."""

    text_id: str
    block: int
    character: int


def with_place(places: Sequence[Place], place: Place) -> list[Place]:
    """The newest first."""
    others = [known for known in places if known.text_id != place.text_id]
    at_beginning = place.block == 0 and place.character == 0
    return others if at_beginning else [place, *others][:MOST]


def place_in(places: Sequence[Place], text_id: str) -> Place | None:
    return next((place for place in places if place.text_id == text_id), None)
