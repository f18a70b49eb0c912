"""What is kept of a picture to notice it again: at best a smudge of 24 by 24 cells could be made from it.

The hash of the pixels meets the same file, whatever its metadata; the perceptual hash meets it recompressed, scaled,
noisy or brighter. A near fingerprint is a reason to look, not a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

CELLS = 576
"""Pairs of neighbours in a picture of 25 by 24."""

SAME_PICTURE_CELLS = 2
"""Of 576. Recompressed (quality 20 and more), halved, doubled, brighter, darker and noisy copies of 150 drawn selfies:
0. The same drawn person on another day: 3 and more, in 999 of 1,000 pairs 12 and more; another person: 28 and more."""

_CELLS_MASK = (1 << CELLS) - 1


@dataclass(frozen=True)
class Fingerprint:
    pixels: str
    """SHA-256 of the decoded pixels with their size, in hexadecimal."""
    look: str
    """Difference hash in hexadecimal, four maps of 576 bits: where it grows clearly brighter to the right or may do,
    where it grows clearly darker or may do. A difference near one limit falls on either side of it in two savings
    of one picture; between "clearly" and "not even may" it cannot."""

    def cells_apart(self, other: Fingerprint) -> int:
        """Where one picture grows clearly brighter or darker and the other does not."""
        mine, theirs = self._maps(), other._maps()
        return sum(
            ((mine[clear] & ~theirs[clear + 1]) | (theirs[clear] & ~mine[clear + 1])).bit_count() for clear in (0, 2)
        )

    def is_same_picture(self, other: Fingerprint) -> bool:
        return self.pixels == other.pixels or self.cells_apart(other) <= SAME_PICTURE_CELLS

    def _maps(self) -> tuple[int, int, int, int]:
        bits = int(self.look, 16)
        return (
            bits >> 3 * CELLS & _CELLS_MASK,
            bits >> 2 * CELLS & _CELLS_MASK,
            bits >> CELLS & _CELLS_MASK,
            bits & _CELLS_MASK,
        )
