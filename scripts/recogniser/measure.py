"""Reads lines in batches, as PaddleX does, and counts errors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scripts.recogniser.alphabet import CLASS_LETTERS, decode
from scripts.recogniser.damage import HEIGHT

BATCH = 16
NARROWEST = 320  # PaddleX widens every line to this with grey


@dataclass
class Reading:
    """A picture [48, width, 3] uint8 BGR, what it says, and later what was read."""

    picture: np.ndarray
    truth: str
    read: str = ""


@dataclass(frozen=True)
class Summary:
    lines: int
    error_rate: float  # edits a letter
    exact: float  # share of lines

    def __str__(self) -> str:
        return f"CER {self.error_rate:.2%} exact {self.exact:.1%} of {self.lines}"


def prepared(pictures: list[np.ndarray]) -> np.ndarray:
    """[n, 3, 48, width] float32 in -1..1, 0 beside the shorter ones."""
    widest = max(NARROWEST, *(picture.shape[1] for picture in pictures))
    batch = np.zeros((len(pictures), 3, HEIGHT, widest), np.float32)
    for row, picture in enumerate(pictures):
        batch[row, :, :, : picture.shape[1]] = picture.transpose(2, 0, 1) / 127.5 - 1
    return batch


def read_all(
    scores: Callable[[np.ndarray], np.ndarray], readings: list[Reading], letters: Sequence[str] = CLASS_LETTERS
) -> list[Reading]:
    """Fills in `read`, by a function from prepared pictures to scores [n, steps, classes]."""
    ordered = sorted(readings, key=lambda reading: reading.picture.shape[1])
    for start in range(0, len(ordered), BATCH):
        group = ordered[start : start + BATCH]
        for reading, said in zip(group, decode(scores(prepared([r.picture for r in group])), letters), strict=True):
            reading.read = said
    return readings


def distance(one: str, other: str) -> int:
    """Letters to insert, delete or replace (Levenshtein)."""
    row = list(range(len(other) + 1))
    for up, letter in enumerate(one, start=1):
        diagonal, row[0] = row[0], up
        for place, against in enumerate(other, start=1):
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + (letter != against))
    return row[-1]


def summary(readings: list[Reading]) -> Summary:
    edits = sum(distance(reading.read, reading.truth) for reading in readings)
    letters = sum(len(reading.truth) for reading in readings)
    exact = sum(reading.read == reading.truth for reading in readings)
    return Summary(len(readings), edits / letters, exact / len(readings))
