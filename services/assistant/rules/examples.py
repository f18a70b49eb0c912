"""A question made of a clause's heading, to show what can be asked. Works on any corpus that has headings."""

from __future__ import annotations

import re

from shared.vietnamese.folding import syllables

_NUMBERING = re.compile(
    r"^\s*(?:(?:Điều|Chương|Phần|Mục|Khoản)\s+[\dIVXLC]+[a-zđ]?|[\dIVXLC]+|[a-zđ])\s*[.:)–-]+\s*", re.IGNORECASE
)
FEWEST, MOST = 3, 12


def example_of(heading: str) -> str | None:
    """ "Điều 3. Mức nộp đảng phí" → "Mức nộp đảng phí: quy định như thế nào?"; None of what makes no question."""
    subject = _NUMBERING.sub("", heading.strip().rpartition("\n")[2]).strip(" .:;")
    if not FEWEST <= len(syllables(subject)) <= MOST or subject.isupper() or subject.endswith("?"):
        return None
    return f"{subject[0].upper()}{subject[1:]}: quy định như thế nào?"
