"""What is kept of a picture to notice it again: no picture can be made from it.

The hash of the pixels meets the same file, whatever its metadata; the perceptual hash meets it recompressed, scaled or
slightly brighter. A near fingerprint is a reason to look, not a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

SAME_PICTURE_BITS = 5
"""Of 576. Recompressed, scaled, brighter or noisier copies of drawn faces: at most 4. Another person before the same
wall in the same place: 26 and more; the same drawn person on another day: 10 and more."""


@dataclass(frozen=True)
class Fingerprint:
    pixels: str
    """SHA-256 of the decoded pixels with their size, in hexadecimal."""
    look: str
    """576 bits of difference hash, in hexadecimal."""

    def bits_apart(self, other: Fingerprint) -> int:
        return (int(self.look, 16) ^ int(other.look, 16)).bit_count()

    def is_same_picture(self, other: Fingerprint) -> bool:
        return self.pixels == other.pixels or self.bits_apart(other) <= SAME_PICTURE_BITS
