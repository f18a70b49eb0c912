"""How each kind of card arranges the facts. `printed` of a layout says which fields stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from deploy.demo.cards.drawing import WIDTH, Sheet
from deploy.demo.cards.fonts import Family
from deploy.demo.cards.people import Holder

Draw = Callable[[Holder, Family, "Image.Image | None"], Image.Image]
RED, GOLD, INK, LABEL = "#be161c", "#ffe23c", "#141418", "#3c2828"


def party_card_2010(holder: Holder, family: Family, portrait: Image.Image | None) -> Image.Image:
    """A label and its value on one line, number and name in bold."""
    sheet = Sheet(family, "#faf3e8", "#f6e2d4")
    sheet.draw.rectangle((0, 0, WIDTH, 118), fill=RED)
    sheet.centred(0, 44, "ĐẢNG CỘNG SẢN VIỆT NAM", 36, GOLD)
    sheet.centred(0, 98, "THẺ ĐẢNG VIÊN", 44, GOLD)
    sheet.portrait(portrait, (36, 160, 272, 475))
    rows = (
        ("Số", f"{holder.card_number[:2]}.{holder.card_number[2:]}", True, "#b41414"),
        ("Họ và tên", holder.full_name, True, INK),
        ("Sinh ngày", holder.birth_date, False, INK),
        ("Quê quán", holder.hometown, False, INK),
        ("Ngày vào Đảng", holder.admitted_on, False, INK),
        ("Ngày chính thức", holder.official_on, False, INK),
        ("Nơi cấp", holder.issued_by, False, INK),
    )
    for number, (label, value, bold, colour) in enumerate(rows):
        baseline = 184 + 67 * number
        x = sheet.text(300, baseline, f"{label}: ", 28, LABEL)
        sheet.text(x, baseline, value, 34 if bold else 31, colour, bold=bold, room=WIDTH - 24 - x)
    return sheet.image


def party_card_2025(holder: Holder, family: Family, portrait: Image.Image | None) -> Image.Image:
    """Small labels with the value under each, dates in two columns."""
    sheet = Sheet(family, "#fdf6f0", "#f4dcd6")
    sheet.draw.rectangle((0, 0, WIDTH, 96), fill=RED)
    sheet.text(150, 42, "ĐẢNG CỘNG SẢN VIỆT NAM", 28, GOLD, bold=True)
    sheet.text(150, 84, "THẺ ĐẢNG VIÊN", 36, GOLD, bold=True)
    sheet.portrait(portrait, (724, 126, 976, 462))
    left, right = 40, 390

    def item(x: float, top: float, label: str, value: str, *, bold: bool = False, room: float = 320) -> None:
        sheet.text(x, top, label, 22, "#5a4646")
        sheet.text(x, top + 36, value, 32 if bold else 29, INK, bold=bold, room=room)

    item(left, 140, "Họ và tên", holder.full_name, bold=True, room=660)
    item(left, 222, "Ngày sinh", holder.birth_date)
    item(right, 222, "Giới tính", holder.sex)
    item(left, 304, "Quê quán", holder.hometown, room=660)
    item(left, 386, "Ngày vào Đảng", holder.admitted_on)
    item(right, 386, "Ngày chính thức", holder.official_on)
    item(left, 468, "Nơi cấp thẻ", holder.issued_by, room=660)
    item(left, 550, "Ngày cấp", holder.issued_on)
    sheet.text(390, 572, "Số thẻ: ", 26, "#5a4646")
    sheet.text(490, 572, holder.card_number, 40, "#b41414", bold=True)
    return sheet.image


def citizen_card(holder: Holder, family: Family, portrait: Image.Image | None) -> Image.Image:
    """The front of the citizen identity card: two languages, values beside and under their labels."""
    sheet = Sheet(family, "#e6f0ee", "#d2e4dc")
    sheet.centred(220, 44, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 27, INK)
    sheet.centred(220, 78, "Độc lập - Tự do - Hạnh phúc", 24, INK)
    sheet.centred(220, 140, "CĂN CƯỚC CÔNG DÂN", 38, RED)
    sheet.centred(220, 172, "Citizen Identity Card", 21, RED)
    sheet.portrait(portrait, (40, 200, 276, 515))
    x = sheet.text(310, 220, "Số / No.: ", 24, LABEL)
    sheet.text(x, 220, holder.citizen_number, 36, INK, bold=True)
    sheet.text(310, 262, "Họ và tên / Full name:", 22, LABEL)
    sheet.text(310, 300, holder.full_name, 30, INK, room=660)
    x = sheet.text(310, 340, "Ngày sinh / Date of birth: ", 22, LABEL)
    sheet.text(x, 340, holder.birth_date, 27, INK)
    x = sheet.text(310, 380, "Giới tính / Sex: ", 22, LABEL)
    x = sheet.text(x, 380, holder.sex, 27, INK)
    x = sheet.text(x + 40, 380, "Quốc tịch / Nationality: ", 22, LABEL)
    sheet.text(x, 380, "Việt Nam", 27, INK)
    sheet.text(310, 422, "Quê quán / Place of origin:", 22, LABEL)
    sheet.text(310, 458, holder.hometown, 27, INK, room=680)
    sheet.text(310, 500, "Nơi thường trú / Place of residence:", 22, LABEL)
    sheet.text(310, 536, holder.residence, 27, INK, room=680)
    x = sheet.text(40, 556, "Có giá trị đến: ", 18, LABEL)
    sheet.text(x, 556, holder.expires_on, 20, INK)
    sheet.text(40, 584, "Date of expiry", 18, LABEL)
    return sheet.image


@dataclass(frozen=True)
class Layout:
    name: str
    draw: Draw
    printed: tuple[str, ...]


LAYOUTS = (
    Layout(
        "party_card_2010", party_card_2010,
        ("card_number", "full_name", "birth_date", "hometown", "admitted_on", "official_on", "issued_by"),
    ),
    Layout(
        "party_card_2025", party_card_2025,
        ("card_number", "full_name", "birth_date", "sex", "hometown", "admitted_on", "official_on", "issued_by",
         "issued_on"),
    ),
    Layout(
        "citizen_card", citizen_card,
        ("citizen_number", "full_name", "birth_date", "sex", "hometown", "residence", "expires_on"),
    ),
)  # fmt: skip
