"""What was recognised on the pages of a scan, put together: paragraphs, and which of their words a person should look
at again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from shared.reading.lines import paragraphs_of_pages
from shared.security.secrecy import has_secret_mark
from shared.vietnamese.folding import fold

SURE = 75
_STAMPED = re.compile(r"^(?:(?:tuyet|toi)\s?)?mat$")
_NEVER_IN_VIETNAMESE = str.maketrans({"Ñ": "N", "ñ": "n"})
_TWICE = re.compile("N[Ññ]")
_MISREAD = {("chỉ", "bộ"), ("chí", "bộ"), ("chỉ", "ủy"), ("chí", "ủy"), ("chỉ", "uỷ"), ("chí", "uỷ"), ("Đáng", "viên")}
"""Read with certainty and nearly always wrong: chi bộ, chi ủy, Đảng viên. Shown to the person, not mended."""
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class Word(msgspec.Struct, frozen=True, array_like=True):
    text: str
    sure: float

    @property
    def doubtful(self) -> bool:
        return self.sure < SURE and any(letter.isalnum() for letter in self.text)


class Line(msgspec.Struct, frozen=True, array_like=True):
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class PageText(msgspec.Struct, frozen=True):
    """`blank`: nothing stands on it."""

    lines: tuple[Line, ...]
    blank: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def recognised(lines: Sequence[Sequence[tuple[str, float]]]) -> tuple[Line, ...]:
    return tuple(_line([(_mended(text), sure) for text, sure in line]) for line in lines)


def _mended(text: str) -> str:
    letters = unicodedata.normalize("NFC", text)
    return _TWICE.sub("N", letters).translate(_NEVER_IN_VIETNAMESE)


def _line(words: Sequence[tuple[str, float]]) -> Line:
    wrong = {
        index for index, ((first, _), (second, _)) in enumerate(pairwise(words))
        if (first, second.rstrip(",.;:")) in _MISREAD
    }  # fmt: skip
    return Line(tuple(Word(text, 0 if index in wrong else sure) for index, (text, sure) in enumerate(words)))


class Run(msgspec.Struct, frozen=True):
    text: str
    doubtful: bool


def is_marked(text: str, beside: str) -> bool:
    """Also where only the letters of a stamp were made out and their tones were not."""
    stamped = any(_is_stamp(line) for line in f"{text}\n{beside}".splitlines())
    return stamped or has_secret_mark(text, beside)


def _is_stamp(line: str) -> bool:
    letters = _NOT_LETTERS.sub(" ", line).strip()
    return letters.isupper() and _STAMPED.match(fold(letters)) is not None


def text_of_pages(pages: Sequence[PageText]) -> str:
    return "\n".join(paragraphs_of_pages([[line.text for line in page.lines] for page in pages]))


def doubts_in(text: str, pages: Sequence[PageText]) -> list[list[Run]]:
    """The paragraphs with words to look at again. The text has the pages' words in their order, but for some that were
    left out of it."""
    words = (
        (piece, word.doubtful) for page in pages for line in page.lines for word in line.words
        for piece in word.text.split()
    )  # fmt: skip
    paragraphs = ([(word, _next(words, word)) for word in line.split()] for line in text.split("\n"))
    return [_runs(marked) for marked in paragraphs if any(doubtful for _, doubtful in marked)]


def _next(words: Iterator[tuple[str, bool]], word: str) -> bool:
    return next((doubtful for text, doubtful in words if text == word), False)


def _runs(words: Sequence[tuple[str, bool]]) -> list[Run]:
    runs: list[Run] = []
    for word, doubtful in words:
        if runs and not doubtful and not runs[-1].doubtful:
            runs[-1] = Run(f"{runs[-1].text} {word}", False)
        else:
            runs.append(Run(word, doubtful))
    return runs
