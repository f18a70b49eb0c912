"""What is kept of a picture to notice it again: no picture can be made from it.

The hash of the pixels meets the same file, whatever its metadata; the perceptual hash meets it recompressed, scaled or
slightly brighter. Two cards of one layout look much alike, so a near fingerprint is a reason to look, not a proof.
"""

from __future__ import annotations

from dataclasses import dataclass

SAME_PICTURE_BITS = 12
"""Of 256. Recompressing or scaling changes a few; another photograph of the same thing changes dozens."""


@dataclass(frozen=True)
class Fingerprint:
    pixels: str
    """SHA-256 of the decoded pixels with their size, in hexadecimal."""
    look: str
    """256 bits of difference hash, in hexadecimal."""

    def bits_apart(self, other: Fingerprint) -> int:
        return (int(self.look, 16) ^ int(other.look, 16)).bit_count()

    def is_same_picture(self, other: Fingerprint) -> bool:
        return self.pixels == other.pixels or self.bits_apart(other) <= SAME_PICTURE_BITS
