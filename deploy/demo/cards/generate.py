"""Any number of photographed cards with what stands on each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from deploy.demo.cards.damage import damaged
from deploy.demo.cards.fonts import FAMILIES, Family, require
from deploy.demo.cards.layouts import LAYOUTS, Layout
from deploy.demo.cards.people import Holder, invent_holder

SEED = 1930


@dataclass(frozen=True)
class Card:
    name: str
    holder: Holder
    layout: Layout
    family: Family
    level: int
    photograph: bytes

    @property
    def truth(self) -> dict[str, str]:
        return {field: getattr(self.holder, field) for field in self.layout.printed}


def cards(
    count: int,
    *,
    seed: int = SEED,
    families: Sequence[Family] = FAMILIES,
    levels: Sequence[int] = (0, 1, 2, 3),
    layouts: Sequence[Layout] = LAYOUTS,
) -> Iterator[Card]:
    """Every family, level and layout in turn; `seed` decides all the rest."""
    require(tuple(families))
    for number in range(count):
        chance = Random(f"{seed}/{number}")  # noqa: S311 - the same cards every time; nothing here is secret
        turn, place = divmod(number, len(families))
        family, level = families[place], levels[turn % len(levels)]
        # Where levels and layouts would change in step, each round of levels begins one layout later.
        later = turn // len(levels) if len(levels) % len(layouts) == 0 else 0
        layout = layouts[(place + turn + later) % len(layouts)]
        yield make_card(f"card-{number:04d}", invent_holder(chance), chance, layout=layout, family=family, level=level)


def make_card(
    name: str,
    holder: Holder,
    chance: Random,
    *,
    layout: Layout,
    family: Family,
    level: int,
    portrait: Image.Image | None = None,
) -> Card:
    drawn = layout.draw(holder, family, portrait)
    pixels = np.ascontiguousarray(np.asarray(drawn)[:, :, ::-1])
    return Card(name, holder, layout, family, level, damaged(pixels, level, chance))


def write(folder: Path, made: Iterator[Card]) -> int:
    """The photographs, and truth.jsonl with a line for each."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for card in made:
            (folder / f"{card.name}.jpg").write_bytes(card.photograph)
            told = {"file": f"{card.name}.jpg", "layout": card.layout.name, "font": card.family.name}
            truth.write(json.dumps({**told, "level": card.level, "fields": card.truth}, ensure_ascii=False) + "\n")
            count += 1
    return count
