"""What an administrator may put into the reading tables on the desk, and how much of it.

Promises: what passes here can be laid over the shipped tables without refusal; what would change how ordinary words are
read everywhere is refused with a sentence that says why.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from services.speech.rules.errors import ReadingRefused
from services.speech.rules.lexicon import composed
from services.speech.rules.reading_rules import MOST_PLACES, PLACES, places_in, well_placed
from services.speech.rules.syllables import is_syllable

# table → how many entries a province may add to it
EDITABLE = {"abbreviations": 2_000, "places": 2_000, "loanwords": 1_000, "document_codes": 500, "rules": 200}
LONGEST_WRITTEN, LONGEST_SPOKEN = 60, 120
_SPEAKABLE = re.compile(r"[^\W\d_]+(?:[ ,.'’-]+[^\W\d_]+)*[.]?")
_CODE = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư]{0,11}\d{0,2}")


def checked_entry(table: str, written: str, spoken: str) -> tuple[str, str]:
    """Both sides as they are kept. Raises ReadingRefused with a sentence for the field at fault."""
    written, spoken = " ".join(composed(written).split()), " ".join(composed(spoken).split())
    _refuse_if("written", _fault_of_written(table, written))
    _refuse_if("spoken", _fault_of_spoken(table, written, spoken))
    return written, spoken


def laid_over(entries: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """(table, written) → spoken as CSV texts by table, for build_lexicon."""
    texts: dict[str, str] = {}
    for table in EDITABLE:
        rows = sorted((written, spoken) for (name, written), spoken in entries.items() if name == table)
        if rows:
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows([("written", "spoken"), *rows])
            texts[table] = out.getvalue()
    return texts


def _refuse_if(field: str, fault: str | None) -> None:
    if fault:
        raise ReadingRefused(fault, details={field: fault})


def _fault_of_written(table: str, written: str) -> str | None:
    if not any(character.isalnum() for character in written):
        return "Chữ viết cần có ít nhất một chữ cái hoặc chữ số."
    if len(written) > LONGEST_WRITTEN:
        return f"Chữ viết dài quá {LONGEST_WRITTEN} ký tự."
    if table == "rules":
        return _fault_of_places(written)
    if "{" in written or "}" in written:
        return "Dấu { } chỉ dùng trong quy tắc đọc."
    faults = {
        "abbreviations": not re.search(r"[A-ZĐƯ./&]|\d", written)
        and "Chữ viết tắt cần có chữ in hoa, dấu chấm hoặc /.",
        "places": not written[0].isupper() and "Tên riêng cần viết hoa chữ đầu.",
        "loanwords": is_syllable(written) and "Đây là một tiếng thông thường; đổi cách đọc sẽ sai ở mọi bài.",
        "document_codes": not _CODE.fullmatch(written) and "Ký hiệu văn bản chỉ gồm chữ, bắt đầu bằng chữ in hoa.",
    }
    return faults[table] or None


def _fault_of_places(written: str) -> str | None:
    places = places_in(written)
    outside = re.sub(r"\{[^{}]*\}", " ", written)
    if not well_placed(written, ""):
        return f"Chỗ trống chỉ là {' hoặc '.join(PLACES)}."
    if len(places) > MOST_PLACES:
        return f"Một quy tắc có nhiều nhất {MOST_PLACES} chỗ trống."
    fixed = outside.split()
    if not any(re.search(r"[^\W_]", word) for word in fixed):
        return "Ngoài chỗ trống cần có ít nhất một chữ."
    if not places and len(fixed) == 1 and is_syllable(fixed[0]):
        return "Đây là một tiếng thông thường; đổi cách đọc sẽ sai ở mọi bài."
    return None


def _fault_of_spoken(table: str, written: str, spoken: str) -> str | None:
    if len(spoken) > LONGEST_SPOKEN:
        return f"Cách đọc dài quá {LONGEST_SPOKEN} ký tự."
    if table == "rules" and not well_placed(written, spoken):
        return "Chỗ trống của cách đọc phải là chỗ trống có trong chữ viết."
    if not _SPEAKABLE.fullmatch(re.sub(r"\{(?:số|chữ)\}", "x", spoken)):
        return "Cách đọc viết bằng chữ, như người đọc nói ra; không dùng chữ số và ký hiệu."
    if spoken == written:
        return "Cách đọc giống hệt chữ viết."
    return None
