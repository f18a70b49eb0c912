"""Members of the demonstration who have a card and a face: a photograph of the one, films of the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from PIL import Image

from deploy.demo.cards.fonts import FAMILIES
from deploy.demo.cards.generate import make_card
from deploy.demo.cards.layouts import LAYOUTS
from deploy.demo.cards.people import invent_holder
from deploy.demo.faces.clips import portrait

MEMBERS = Path(__file__).with_name("members.xlsx")
HEADS = {
    "card_number": "Số thẻ đảng viên", "full_name": "Họ và tên", "birth_date": "Ngày sinh", "cell": "Mã chi bộ",
    "admitted_on": "Ngày vào Đảng", "official_on": "Ngày chính thức", "phone": "Số điện thoại",
}  # fmt: skip


@dataclass(frozen=True)
class Registrant:
    card_number: str
    full_name: str
    cell: str
    phone: str
    person: int
    """Number of the face."""
    card: bytes
    """A photograph of the card, JPEG."""


def registrant(row: int, person: int, *, level: int = 1, name: str = "") -> Registrant:
    """The member in that row of the province's file, with that person's face on the card; `name`: as it stands on the
    card where that differs from the register."""
    told = _row(row)
    holder = replace(
        invent_holder(Random(row)),  # noqa: S311  the same card every time
        card_number=told["card_number"],
        full_name=(name or told["full_name"]).upper(),
        birth_date=told["birth_date"],
        admitted_on=told["admitted_on"],
        official_on=told["official_on"],
    )
    face = Image.fromarray(portrait(person)[:, :, ::-1])
    chance = Random(row)  # noqa: S311
    card = make_card("card", holder, chance, layout=LAYOUTS[0], family=FAMILIES[0], level=level, portrait=face)
    return Registrant(
        told["card_number"], told["full_name"], told["cell"].lower(), told["phone"], person, card.photograph
    )


def has_card_and_phone(row: int) -> bool:
    told = _row(row)
    return bool(told["card_number"] and told["phone"])


def _row(number: int) -> dict[str, str]:
    rows = _rows()
    first = next(place for place, row in enumerate(rows) if HEADS["card_number"] in row)
    told = dict(zip(rows[first], rows[first + 1 + number], strict=True))
    return {name: _text(told[head]) for name, head in HEADS.items()}


def _text(value: Any) -> str:
    return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value or "")


@cache
def _rows() -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(MEMBERS).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]
