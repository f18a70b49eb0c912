"""What was read off a card. Nothing in it comes from anywhere else: what the register knows stands in register_match.

Texts are in one form: dates dd/mm/yyyy, numbers as digits alone, names and places as they stand on the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CARD_NUMBER = "card_number"
CITIZEN_NUMBER = "citizen_number"
FULL_NAME = "full_name"
BIRTH_DATE = "birth_date"
SEX = "sex"
HOMETOWN = "hometown"
RESIDENCE = "residence"
ADMITTED_ON = "admitted_on"
OFFICIAL_ON = "official_on"
ISSUED_BY = "issued_by"
ISSUED_ON = "issued_on"
EXPIRES_ON = "expires_on"

FIELDS = (
    CARD_NUMBER, CITIZEN_NUMBER, FULL_NAME, BIRTH_DATE, SEX, HOMETOWN, RESIDENCE,
    ADMITTED_ON, OFFICIAL_ON, ISSUED_BY, ISSUED_ON, EXPIRES_ON,
)  # fmt: skip

FIELD_WORDS = {
    CARD_NUMBER: "Số thẻ đảng viên",
    CITIZEN_NUMBER: "Số định danh cá nhân",
    FULL_NAME: "Họ và tên",
    BIRTH_DATE: "Ngày sinh",
    SEX: "Giới tính",
    HOMETOWN: "Quê quán",
    RESIDENCE: "Nơi thường trú",
    ADMITTED_ON: "Ngày vào Đảng",
    OFFICIAL_ON: "Ngày chính thức",
    ISSUED_BY: "Nơi cấp",
    ISSUED_ON: "Ngày cấp",
    EXPIRES_ON: "Có giá trị đến",
}


@dataclass(frozen=True)
class FieldReading:
    text: str
    confidence: float
    """0 to 1: how far the readers agreed and were sure; not a probability."""


@dataclass(frozen=True)
class CardReading:
    layout: str
    """Name of the layout's file: `party_card_2010`, `citizen_card`, …"""
    fields: Mapping[str, FieldReading]
    """Only what was read; a field that could not be read is missing."""
    milliseconds: float
    quality: list[str] = field(default_factory=list)
    """Codes of picture_errors.QUALITY_WORDS."""

    def text(self, name: str) -> str:
        return self.fields[name].text if name in self.fields else ""
