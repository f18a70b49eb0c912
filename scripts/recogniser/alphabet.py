"""The letters the recogniser can write, and the way between a text and class numbers.

Class 0 is CTC's blank, classes 1..len(LETTERS) are LETTERS in order, the last class is the space: PaddleX adds the
space itself behind the dictionary that it finds in inference.yml.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

VOWELS = "aàáãảạăằắẵẳặâầấẫẩậeèéẽẻẹêềếễểệiìíĩỉịoòóõỏọôồốỗổộơờớỡởợuùúũủụưừứữửựyỳýỹỷỵ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
SIGNS = ".,:;/-()'&+<"  # the last for the machine-readable lines of a citizen card
LETTERS = sorted({*DIGITS, *SIGNS, *_LATIN, *_LATIN.upper(), "đ", "Đ", *VOWELS, *VOWELS.upper()})

BLANK = 0
SPACE = len(LETTERS) + 1
CLASSES = len(LETTERS) + 2

_CLASS_OF = {letter: number for number, letter in enumerate(LETTERS, start=1)} | {" ": SPACE}
CLASS_LETTERS = ["", *LETTERS, " "]


def encode(text: str) -> list[int]:
    """Class numbers of an NFC text; KeyError for a letter outside the alphabet."""
    return [_CLASS_OF[letter] for letter in text]


def collapse(classes: Iterable[int], letters: Sequence[str] = CLASS_LETTERS) -> str:
    """The text of one line's best classes by time step: repeats joined, blanks dropped."""
    found = []
    before = BLANK
    for number in classes:
        if number not in (before, BLANK):
            found.append(letters[number])
        before = number
    return "".join(found)


def decode(scores: np.ndarray, letters: Sequence[str] = CLASS_LETTERS) -> list[str]:
    """Texts of a batch of scores [lines, time steps, classes]; `letters` by class where it is another's alphabet."""
    return [collapse(line, letters) for line in scores.argmax(-1).tolist()]


def steps_needed(text: str) -> int:
    """Time steps that CTC needs at least for the text: one a letter and a blank between equal neighbours."""
    return len(text) + sum(one == other for one, other in pairwise(text))
