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
WIDTHS = 32  # batches are as wide as a multiple of this
WIDEST_LINE = 1152
POOL = 512  # lines sorted by width before they are cut into batches


@dataclass
class Line:
    """A picture [48, width, 3] uint8 BGR and what it says."""

    picture: np.ndarray
    text: str


@dataclass
class Batch:
    """Pictures [lines, 48, width, 3] uint8 (grey to the right of shorter lines), their widths and class numbers."""

    pictures: np.ndarray
    widths: np.ndarray
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
            if picture.shape[1] <= WIDEST_LINE and steps_needed(said) < steps:
                return Line(picture, said)

    def batches(self, settled: int, pixels: int, done: int = 0) -> Iterator[Batch]:
        """Batches of about `pixels` of width in all; short and clean lines first, the full mixture after `settled`."""
        while True:
            pool = []
            for number in range(done, done + POOL):
                progress = min(1.0, number / max(1, settled))
                short = happens(self.chance, 0.9 if progress < 0.8 else 0.25)
                pool.append(self.line(text.short_line if short else text.any_line, 0.3 + 0.7 * progress))
            done += POOL
            groups = list(_grouped(sorted(pool, key=lambda line: line.picture.shape[1]), pixels))
            self.chance.shuffle(groups)
            yield from map(batch_of, groups)


def _grouped(lines: list[Line], pixels: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and (len(group) + 1) * line.picture.shape[1] > pixels:
            yield group
            group = []
        group.append(line)
    yield group


def batch_of(lines: list[Line]) -> Batch:
    widths = np.array([line.picture.shape[1] for line in lines])
    widest = -(-int(widths.max()) // WIDTHS) * WIDTHS
    pictures = np.full((len(lines), HEIGHT, widest, 3), 127, np.uint8)
    for row, line in enumerate(lines):
        pictures[row, :, : widths[row]] = line.picture
    return Batch(pictures, widths, [encode(line.text) for line in lines])
