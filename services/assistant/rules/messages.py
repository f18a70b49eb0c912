"""One message, several questions: cut where one ends, so that each is answered by itself.

A statement stays with the question after it ("Tôi là đảng viên dự bị. Tôi có được biểu quyết không?"), and what only
asks for assent ("đúng không?") with the one before. Every word of the message is in exactly one of them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from services.assistant.rules.phrases import any_of
from services.assistant.rules.policy import Policy
from services.assistant.rules.small_talk import small_talk
from shared.vietnamese.folding import syllables, without_diacritics

# A fourth question is better asked alone than half read at the end of a page.
MOST_QUESTIONS = 3
# A letter is no list of questions.
LONGEST_CUT = 2_000

_MARK = re.compile(r"[?？]+[\s)”\"]*|;\s+|\n(?=\s*(?:\d{1,2}[.)]|[-–•+*]|[a-hđ]\))\s)")
_WORD = re.compile(r"\S+")
_LIST_SIGN = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•+*]|[a-hđ]\))\s+")


def questions_in(message: str, policy: Policy) -> list[str]:
    """At least one, in their order; small talk around questions is left out."""
    if len(message) > LONGEST_CUT:
        return [message]
    ends = sorted({0, len(message), *(found.end() for found in _MARK.finditer(message)), *_joins(message, policy)})
    pieces = [_LIST_SIGN.sub("", message[begin:end]).strip() for begin, end in pairwise(ends)]
    asked = [piece for piece in pieces if syllables(piece) and small_talk(piece, policy) is None]
    return _with_what_belongs(asked, policy) or [message]


def _joins(message: str, policy: Policy) -> list[int]:
    """Where "ngoài ra", "cho hỏi thêm" and the like begin."""
    words = [(found.start(), without_diacritics(found[0]).strip(".,;:!?()")) for found in _WORD.finditer(message)]
    line, places = " ", {}
    for start, word in words:
        places[len(line) - 1] = start
        line += f"{word} "
    return [
        places[found.start()] for found in any_of(policy.further_questions).finditer(line) if found.start() in places
    ]


def _with_what_belongs(pieces: list[str], policy: Policy) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        if found and not _has_a_subject(piece, policy):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _has_a_subject(piece: str, policy: Policy) -> bool:
    line = f" {' '.join(syllables(piece))} "
    return bool(any_of(policy.question_frames).sub(" ", line).strip()) or bool(
        any_of(policy.follow_up_openings).match(line)
    )
