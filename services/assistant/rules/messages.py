"""One message, several questions: cut where one ends, so that each is answered by itself.

A statement stays with the question after it ("Tôi là đảng viên dự bị. Tôi có được biểu quyết không?"), and what only
asks for assent ("đúng không?") with the one before. One sentence may hold a question and what goes on from it ("… có
được biểu quyết không, còn dự bị thì sao?"). Every word of the message is in exactly one of them.
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
# Comes along with what is copied from a page, and asks nothing.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_WORD = re.compile(r"\S+")
# In a sentence: what was asked is said, and "còn …" begins what is asked of another. "Còn lại" goes on telling.
_PAUSE = re.compile(r"\s*(?:[,.…]|\s[-–—])\s+")
_TURNS = re.compile(r" (?:(?:the|vay|thi|a) )*con (?!lai |nua |lau )")
_ASKS = re.compile(
    r" (?:bao (?:nhieu|lau|gio)|may(?! moc| bay)|the nao|(?:ra|lam|thi|tai|vi) sao|gi|o dau"
    r"|(?:khi|luc|ngay|noi|nguoi|cap) nao) |(?<!^) ai | (?:khong|chua|nao|dau|sao)(?: (?:a|nhi|vay|the|ha))? $"
)
# "…, còn dự bị?" is a question without a word of one.
LONGEST_UNASKED = 6
LONGEST_TURN = 200
_LIST_SIGN = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•+*]|[a-hđ]\))\s+")


def questions_in(message: str, policy: Policy) -> list[str]:
    """At least one, in their order; small talk around questions is left out."""
    if len(message) > LONGEST_CUT:
        return [message]
    ends = sorted({0, len(message), *(found.end() for found in _MARK.finditer(message)), *_joins(message, policy)})
    lines = [_LIST_SIGN.sub("", message[begin:end]).strip() for begin, end in pairwise(ends)]
    pieces = [piece for line in lines for piece in _turned(line)]
    asked = [piece for piece in pieces if syllables(_MARKUP.sub(" ", piece)) and small_talk(piece, policy) is None]
    return _with_what_belongs(asked, policy) or [message]


def _turned(piece: str) -> list[str]:
    """What is asked, and what goes on from it in the same sentence."""
    found: list[str] = []
    begin = 0
    for pause in _PAUSE.finditer(piece):
        # What went on from a question is one, with or without a word of asking.
        turn = piece[pause.end() : pause.end() + LONGEST_TURN]
        if _goes_on(turn) and (found or _asks(piece[begin : pause.start()])):
            found.append(piece[begin : pause.start()])
            begin = pause.end()
    return [*found, piece[begin:]]


def _goes_on(text: str) -> bool:
    turns = _TURNS.match(_folded(text)) is not None
    return turns and (len(syllables(_PAUSE.split(text)[0])) <= LONGEST_UNASKED or _asks(text))


def _asks(text: str) -> bool:
    return bool(_ASKS.search(_folded(text)))


def _folded(text: str) -> str:
    return f" {' '.join(syllables(text))} "


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
