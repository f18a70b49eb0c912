"""What one registration sends, as b12_faces.py laid it out: a folder each."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sent:
    card: bytes
    selfie: bytes
    frames: list[bytes]


def pictures_of_faces(folder: Path) -> list[Sent]:
    return [
        Sent(
            (one / "card.jpg").read_bytes(),
            (one / "selfie.jpg").read_bytes(),
            [frame.read_bytes() for frame in sorted(one.glob("frame-*.jpg"))],
        )
        for one in sorted(folder.iterdir())
    ]
