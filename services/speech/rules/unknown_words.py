"""Capitals that will be spelled because no table knows them: «BKHN». What an administrator may want to name."""

from __future__ import annotations

import re
import unicodedata

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.numerals import roman_to_int
from services.speech.rules.syllables import is_syllable

_CAPITALS = re.compile(r"(?<![\w/&.-])[A-ZĐƯ][A-ZĐƯ&]{1,9}(?![\w/&-]|\.\w)")


def unknown_words(text: str, lexicon: Lexicon) -> set[str]:
    """Not those inside a document's number or an address, and not a syllable or a Roman number."""
    found = set(_CAPITALS.findall(unicodedata.normalize("NFC", text)))
    known = {*lexicon.abbreviations, *lexicon.document_codes, *lexicon.currencies, *lexicon.units, *lexicon.places}
    return {
        word
        for word in found - known
        if word.lower() not in lexicon.loanwords and not is_syllable(word) and roman_to_int(word) is None
    }
