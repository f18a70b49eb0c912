"""Whether a wording may be shown: every sentence stands on a verbatim quotation of a clause, or none is shown.

Whoever words is not trusted, and neither is what a question or a document told it to say. So a sentence is held to its
quotation by code: its words, numbers, negations and conditions are those of the quoted passage and of the headings over
it, part by part and in their order, and a quotation is whole sentences, so that a "không" before it cannot be cut off.
What may be added is data (`WordingPolicy`). That is strict on purpose: a wording refused here costs nothing, because
the clause itself is already before the reader. Does not judge style, nor whether the clause answers the question.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from shared.unseen import only_seen

MOST_SENTENCES = 5
SHORTEST_SENTENCE, LONGEST_SENTENCE = 15, 320
SHORTEST_QUOTE, LONGEST_QUOTE = 20, 600
# Nearly every third syllable of a regulation carries a mark; English, or Vietnamese without marks, has none.
LEAST_MARKED = 0.3
# So much of a part of the passage a part of the sentence must keep; the rest may be left out.
LEAST_KEPT = 2 / 3

Reason = Literal[
    "empty", "long", "characters", "link", "language", "unknown_clause", "quote", "cut_quote", "number", "negation",
    "words", "order", "person",
]  # fmt: skip

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
_LETTERS = "".join(
    dict.fromkeys(
        unicodedata.normalize("NFC", letter + tone) for letter in _VOWELS for tone in ("", *_TONES)
    )
)  # fmt: skip
_PLAIN = re.compile(rf"[A-Za-z0-9{_LETTERS}{_LETTERS.upper()}đĐ .,;:()%/“”\"'–\-…]+")
_LINK = re.compile(r"https?\b|www\.|\w\.[a-z]{2,}|@|://", re.IGNORECASE)
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|%")
_SPACES = re.compile(r"\s+")
_CAPITALS = f"A-Z{_LETTERS.upper()}Đ"
_BOUNDARY = ".;:!?…"
# What may stand between a boundary and the first word of a quotation: "2. ", "a) ", a dash, a quotation mark.
_MARK = re.compile(r"(?:\d{1,3}[.)]|[a-zđ]\)|[-–+•“\"])\s*$")
_PART = re.compile(r"[,;:.!?…](?=\s|$)")
_SENTENCE = re.compile(r"[.;!?…](?=\s|$)")
_SEGMENT = re.compile(r"[^.;:!?…]+[.;:!?…]*")


class WordingPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`free`: phrases that a sentence may add. `negations` and `kept`: what it must have exactly as often as its
    passage; a negation also when only the heading has it. `amounts`: words that count as numbers. `titles`: words after
    which a capital letter begins a name, unless it is one of the `offices`. `surnames`, and names that are `public`."""

    version: str
    free: tuple[str, ...]
    negations: tuple[str, ...]
    kept: tuple[str, ...]
    amounts: tuple[str, ...]
    titles: tuple[str, ...]
    offices: tuple[str, ...]
    surnames: tuple[str, ...]
    public: tuple[str, ...]


class GivenClause(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as it is given to whoever words. `id` is made for one question and names nothing outside it."""

    id: str
    heading: str
    text: str


class DraftSentence(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    clause_id: str
    quote: str


class Unverified(Exception):
    """The whole wording is dropped. `reason` is counted; what was said is kept nowhere."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


def verified(
    draft: Sequence[DraftSentence], clauses: Iterable[GivenClause], policy: WordingPolicy
) -> list[DraftSentence]:
    """The same sentences with spaces put right. Raises Unverified for the first that does not hold."""
    if not draft:
        raise Unverified("empty")
    if len(draft) > MOST_SENTENCES:
        raise Unverified("long")
    known = {clause.id: clause for clause in clauses}
    return [_verified(sentence, known, policy) for sentence in draft]


def _verified(
    sentence: DraftSentence, known: Mapping[str, GivenClause], policy: WordingPolicy
) -> DraftSentence:  # fmt: skip
    text, said = _shown(sentence.text), _one_line(sentence.quote)
    _check_looks(text)
    clause = known.get(sentence.clause_id)
    if clause is None:
        raise Unverified("unknown_clause")
    introduction = _before(said, _one_line(clause.text))
    _check_kept(text, f"{introduction} {said}", clause.heading, policy)
    _check_words(text, clause.heading, introduction, said, policy)
    _check_persons(text, policy)
    return DraftSentence(text=text, clause_id=clause.id, quote=said)


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", only_seen(unicodedata.normalize("NFC", text))).strip()


def _shown(text: str) -> str:
    if only_seen(text) != text:
        raise Unverified("characters")
    return _one_line(text)


def _check_looks(text: str) -> None:
    if not SHORTEST_SENTENCE <= len(text) <= LONGEST_SENTENCE:
        raise Unverified("empty" if len(text) < SHORTEST_SENTENCE else "long")
    if _LINK.search(text):
        raise Unverified("link")
    if not _PLAIN.fullmatch(text):
        raise Unverified("characters")
    spoken = [word for word in _TOKEN.findall(text) if word[0].isalpha()]
    if sum(not word.isascii() for word in spoken) < LEAST_MARKED * len(spoken):
        raise Unverified("language")


def _before(quote: str, clause: str) -> str:
    """What stands over the quotation in its own clause: every earlier passage that ends in a colon.

    Raises Unverified unless the quotation stands in the clause word for word, as whole sentences or points.
    """
    if (quote != clause and not SHORTEST_QUOTE <= len(quote) <= LONGEST_QUOTE) or _LINK.search(quote):
        raise Unverified("quote")
    at = clause.find(quote)
    if at < 0:
        raise Unverified("quote")
    while at >= 0:
        if _begins(clause[:at]) and _ends(quote, clause[at + len(quote) :]):
            return " ".join(part for part in _SEGMENT.findall(clause[:at]) if part.endswith(":"))
        at = clause.find(quote, at + 1)
    raise Unverified("cut_quote")


def _begins(before: str) -> bool:
    if before and before[-1] not in ' “"':
        return False
    before = before.rstrip()
    while mark := _MARK.search(before):
        before = before[: mark.start()].rstrip()
    return not before or before[-1] in _BOUNDARY


def _ends(quote: str, after: str) -> bool:
    """The point within 10.000 ends nothing."""
    if not after.strip(' ”")'):
        return True
    if quote[-1] in _BOUNDARY:
        return after[0] in ' ”")'
    return after[0] in _BOUNDARY and after[1:2] in {"", " ", "”", '"'}


def _words(text: str) -> list[str]:
    """Case off, tones at one place: hòa and hoà are one word; "bầu" and "bau" are two."""
    return [_toned(word) for word in _TOKEN.findall(text.casefold())]


def _toned(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)) + tones


def _check_kept(text: str, passage: str, heading: str, policy: WordingPolicy) -> None:
    """Neither a negation nor a condition is added or lost; one in the heading ("không được làm") counts as well."""
    said, given, over = (f" {' '.join(_words(part))} " for part in (text, passage, heading))
    for phrase in (*policy.negations, *policy.kept):
        sought = f" {' '.join(_words(phrase))} "
        expected = given.count(sought)
        if not expected and phrase in policy.negations:
            expected = min(1, over.count(sought))
        if said.count(sought) != expected:
            raise Unverified("negation")


def _check_words(text: str, over: str, introduction: str, quote: str, policy: WordingPolicy) -> None:
    """Every part of the sentence, between its commas, is one part of the passage, in its order and nearly whole; a part
    with a number is said word for word. So nobody's duty becomes another's by leaving out what stands between.

    Of a quoted sentence only its end may go unsaid: what it begins with is on whom and when it holds.
    """
    above = [*_parts(over, policy), *_parts(introduction, policy)]
    leading = above[-1] if introduction else []
    quoted = [_parts(sentence, policy) for sentence in _SENTENCE.split(quote)]
    present = {word for part in (*above, *(part for parts in quoted for part in parts)) for word in part}
    used: set[tuple[int, int]] = set()
    said = _parts(text, policy)
    for part in said:
        amounts = {word for word in part if word[0].isdigit()} | set(part).intersection(policy.amounts)
        if not set(part) <= present:
            raise Unverified("number" if amounts - present else "words")
        least = 1.0 if amounts else LEAST_KEPT
        carried_by = {
            (number, place)
            for number, parts in enumerate(quoted)
            for place, by in enumerate(parts)
            if _carried(part, by, least) or (leading and _carried(part, [*leading, *by], least))
        }
        if not carried_by and not any(_carried(part, by, least) for by in above):
            raise Unverified("number" if amounts else "order")
        used |= carried_by
    if not used:
        raise Unverified("words")
    if any(place and (number, place - 1) not in used for number, place in used):
        raise Unverified("order")


def _carried(said: Sequence[str], part: Sequence[str], least: float) -> bool:
    rest = iter(part)
    return len(said) >= least * len(part) and all(word in rest for word in said)


def _parts(text: str, policy: WordingPolicy) -> list[list[str]]:
    """Words of each part, without the phrases that may be added or left out."""
    free = _free_phrases(policy.free)
    lines = (free.sub("", f" {' '.join(_words(part))} ") for part in _PART.split(text))
    return [words for line in lines if (words := line.split())]


@lru_cache(maxsize=8)
def _free_phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted((" ".join(_words(phrase)) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, ordered))}) ")


def _check_persons(text: str, policy: WordingPolicy) -> None:
    for name in policy.public:
        text = text.replace(name, "")
    surnames, titles = "|".join(policy.surnames), "|".join(policy.titles)
    offices = "|".join(policy.offices)
    if re.search(rf"\b(?:{surnames}) (?=[{_CAPITALS}])", text):
        raise Unverified("person")
    if re.search(rf"\b(?i:{titles}) (?!(?:{offices})\b)(?=[{_CAPITALS}])", text):
        raise Unverified("person")
