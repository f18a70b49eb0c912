"""What is shown before each consent, word for word, with the version that the consent will name."""

from __future__ import annotations

import msgspec

from services.identity.engines.in_use import engines
from services.identity.rules.consents import TEXTS, wording
from shared.usecase import Context, Request


class ConsentTexts(Request):
    pass


class ConsentTextView(msgspec.Struct, frozen=True):
    version: int
    title: str
    data: str
    purpose: str
    kept: str
    otherwise: str
    rights: str


class ConsentTextList(msgspec.Struct, frozen=True):
    items: dict[str, ConsentTextView]


def consent_texts(_query: ConsentTexts, _ctx: Context) -> ConsentTextList:
    hours = engines().picture_hours
    return ConsentTextList(
        {str(purpose): ConsentTextView(text.version, **wording(purpose, hours)) for purpose, text in TEXTS.items()}
    )
