"""Lines and batches of lines, made endlessly from a seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

from scripts.recogniser import text
from scripts.recogniser.alphabet import encode, steps_needed
from scripts.recogniser.chance import happens, seeded
from scripts.recogniser.damage import HEIGHT, photographed
from scripts.recogniser.render import TooWide, draw_line

PIXELS_A_STEP = 4  # of width, for one time step of the network
# Batches come in few shapes, a shape a width: for every new shape oneDNN writes its code anew, which costs half as much
# as the batch itself.
WIDTHS = (64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 544, 672, 832, 1024)
PIXELS = 8192  # of width in a batch: 32 lines of 256
ROOM = 0.2  # share of lines with room at the end, as PaddleX leaves beside short ones


@dataclass
class Line:
    """A picture [48, width, 3] uint8 BGR and what it says."""

    picture: np.ndarray
    text: str


@dataclass
class Batch:
    """Pictures [lines, 48, width, 3] uint8 BGR (grey to the right of shorter lines) and their class numbers."""

    pictures: np.ndarray
    classes: list[list[int]]


class LineSource:
    """Makes lines in the given fonts (family -> files) with the given strength of damage."""

    def __init__(self, seed: int, families: dict[str, list[str]]) -> None:
        self.chance = seeded(seed)
        self.noise = np.random.default_rng(seed)
        self.families = families

    def line(self, write: Callable[[Random], list[str]], strength: float = 1.0) -> Line:
        """One line; drawn again where the text in the font came out too long, or too narrow to be told apart."""
        while True:
            runs = write(self.chance)
            said = "".join(runs).strip()
            if not said:
                continue
            try:
                picture = photographed(self.chance, self.noise, draw_line(self.chance, runs, self.families), strength)
            except TooWide:
                continue
            steps = picture.shape[1] // PIXELS_A_STEP
            if picture.shape[1] <= WIDTHS[-1] and steps_needed(said) < steps:
                return Line(picture, said)

    def batches(self, settled: int, done: int = 0, pixels: int = PIXELS) -> Iterator[Batch]:
        """Endless batches of `pixels` of width; short and clean lines first, the full mixture after `settled` lines."""
        waiting: dict[int, list[Line]] = {width: [] for width in WIDTHS}
        while True:
            progress = min(1.0, done / max(1, settled))
            short = happens(self.chance, 0.9 if progress < 0.8 else 0.25)
            line = self.line(text.short_line if short else text.any_line, 0.3 + 0.7 * progress)
            done += 1
            fitting = [width for width in WIDTHS if width >= line.picture.shape[1]]
            width = self.chance.choice(fitting[:5]) if happens(self.chance, ROOM) else fitting[0]
            waiting[width].append(line)
            if len(waiting[width]) == pixels // width:
                yield batch_of(waiting[width], width)
                waiting[width] = []


def batch_of(lines: list[Line], width: int) -> Batch:
    pictures = np.full((len(lines), HEIGHT, width, 3), 127, np.uint8)
    for row, line in enumerate(lines):
        pictures[row, :, : line.picture.shape[1]] = line.picture
    return Batch(pictures, [encode(line.text) for line in lines])
