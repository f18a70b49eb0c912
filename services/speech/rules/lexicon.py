"""The words that written Vietnamese shortens and a reader says in full.

Owns: the shape of a lexicon and the checks on what an administrator typed into it.
Promises: a table with a faulty row is refused as a whole, with the row named; later rows win over earlier
ones, so a province's own table can be laid over the shipped one; `version` changes when any entry does.
Does not: open files (engines/reader.py does).
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from services.speech.rules.errors import LexiconRefused
from services.speech.rules.reading_rules import PLACES, well_placed

TABLES = (
    "abbreviations",
    "document_codes",
    "document_kinds",
    "loanwords",
    "places",
    "rules",
    "letters",
    "symbols",
    "units",
    "currencies",
    "cues",
)
CUES = ("roman", "date", "counted", "issue", "address", "phone")
LONGEST_ENTRY = 120


@dataclass(frozen=True)
class Lexicon:
    abbreviations: Mapping[str, str]
    document_codes: Mapping[str, str]
    document_kinds: Mapping[str, str]
    loanwords: Mapping[str, str]
    places: Mapping[str, str]
    rules: Mapping[str, str]
    letters: Mapping[str, str]
    symbols: Mapping[str, str]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    cues: Mapping[str, tuple[str, ...]]
    version: str

    def letter_by_letter(self, word: str) -> str:
        return " ".join(self.letters.get(letter.lower(), letter) for letter in word if letter.isalnum())


def build_lexicon(tables: Mapping[str, list[str]]) -> Lexicon:
    """`tables` maps a table's name to its CSV texts, the shipped one first, then those that override it."""
    missing = [name for name in TABLES if not tables.get(name)]
    if missing:
        raise LexiconRefused(f"Thiếu bảng từ đọc: {', '.join(missing)}.")
    pairs = {name: _merged(name, tables[name]) for name in TABLES if name != "cues"}
    cues = [_cue(row) for text in tables["cues"] for row in _rows("cues", text, ("cue", "word"))]
    return Lexicon(
        abbreviations=pairs["abbreviations"],
        document_codes=pairs["document_codes"],
        document_kinds=pairs["document_kinds"],
        loanwords={written.lower(): spoken for written, spoken in pairs["loanwords"].items()},
        places=pairs["places"],
        rules=pairs["rules"],
        letters=pairs["letters"],
        symbols=pairs["symbols"],
        units=pairs["units"],
        currencies=pairs["currencies"],
        cues={kind: tuple(word for cue, word in cues if cue == kind) for kind in CUES},
        version=_version(tables),
    )


def _merged(name: str, texts: list[str]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for text in texts:
        merged.update(_rows(name, text, ("written", "spoken")))
    if name == "rules" and (
        wrong := [written for written, spoken in merged.items() if not well_placed(written, spoken)]
    ):
        raise LexiconRefused(f"Bảng rules: chỗ trống của «{wrong[0]}» chưa đúng; chỉ nhận {', '.join(PLACES)}.")
    return merged


def _rows(name: str, text: str, columns: tuple[str, str]) -> list[tuple[str, str]]:
    reader = csv.reader(io.StringIO(text))
    if tuple(next(reader, ())) != columns:
        raise LexiconRefused(f"Bảng {name}: dòng đầu phải là {','.join(columns)}.")
    rows = []
    for number, row in enumerate(reader, start=2):
        if not row:
            continue
        if len(row) != 2 or not all(cell.strip() for cell in row) or max(map(len, row)) > LONGEST_ENTRY:
            raise LexiconRefused(f"Bảng {name}, dòng {number}: cần đúng hai ô có chữ, mỗi ô không quá 120 ký tự.")
        rows.append((composed(row[0]), composed(row[1])))
    return rows


def composed(text: str) -> str:
    """As the text it is looked up in: composed letters, no blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


def _cue(row: tuple[str, str]) -> tuple[str, str]:
    if row[0] not in CUES:
        raise LexiconRefused(f"Bảng cues: loại «{row[0]}» không có; chỉ nhận {', '.join(CUES)}.")
    return row[0], row[1].lower()


def _version(tables: Mapping[str, list[str]]) -> str:
    digest = hashlib.sha256()
    for name in TABLES:
        for text in tables[name]:
            digest.update(f"{name}\x1f{text}\x1e".encode())
    return digest.hexdigest()[:12]
