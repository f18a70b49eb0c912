"""A first look at what was sent as a picture, by its first bytes alone: decoding is the workers' affair."""

from __future__ import annotations

from services.identity.rules.picture_errors import NotAPicture, PictureTooLarge

MOST_BYTES = 11_000_000
MOST_FRAMES, MOST_FRAME_BYTES = 60, 400_000


def check_signature(content: bytes) -> None:
    """Raises NotAPicture or PictureTooLarge."""
    if not _is_picture(content):
        raise NotAPicture
    if len(content) > MOST_BYTES:
        raise PictureTooLarge


def _is_picture(content: bytes) -> bool:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"
