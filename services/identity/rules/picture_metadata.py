"""A photograph without what its maker's machine wrote beside it: place, time, owner, thumbnail, maker's notes (L3).

The picture itself is not decoded and stays bit by bit as it was; of the metadata only how to turn it and its colours
stay. What stands behind the end of a picture (a second picture, a film) is cut off. Raises PaperBroken for a file that
is no whole picture.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from services.identity.rules.paper_errors import PaperBroken

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""Within a scan, ff 00 is a byte and ff d0…d7 a point to start over at."""
_ORIENTATION = 0x0112

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"pHYs", b"bKGD",
})  # fmt: skip


def clean_jpeg(content: bytes) -> bytes:
    kept = [b"\xff\xd8"]
    has_frame = False
    turned = 1
    for marker, segment in _segments(content):
        has_frame = has_frame or marker in _FRAMES
        if marker == _APP1:
            turned = _orientation(segment) or turned
        elif _stays(marker, segment):
            kept.append(segment)
    if not has_frame:
        raise PaperBroken
    # After the JFIF segment, which has to come first where there is one.
    at = 2 if len(kept) > 1 and kept[1][1] == _APP0 else 1
    kept[at:at] = [_turn(turned)] if turned != 1 else []
    return b"".join(kept)


def clean_png(content: bytes) -> bytes:
    kept = [_PNG_SIGNATURE]
    kinds = []
    at = len(_PNG_SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise PaperBroken
        kinds.append(kind)
        if kind in _PNG_KEPT:
            kept.append(content[at:end])
        at = end
        if kind == b"IEND":
            break
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise PaperBroken
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, the whole segment) up to the end of the picture; a scan comes with its data."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise PaperBroken
        marker = content[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            following = _NEXT_MARKER.search(content, end)
            if following is None:
                raise PaperBroken
            end = following.end() - 2
        if length < 2 or end > len(content):
            raise PaperBroken
        yield marker, content[at:end]
        if content[end : end + 2] == b"\xff\xd9":
            yield _END, b"\xff\xd9"
            return
        at = end
    raise PaperBroken


def _stays(marker: int, segment: bytes) -> bool:
    if marker == _APP2:
        return segment[4:16] == b"ICC_PROFILE\x00"
    if _APP0 <= marker <= _APP15:
        return marker in {_APP0, _APP14} and segment[4:9] in {b"JFIF\x00", b"Adobe"}
    return marker != _COMMENT


def _orientation(segment: bytes) -> int:
    """1 to 8 as Exif has it; 0 where it says nothing."""
    if segment[4:10] != b"Exif\x00\x00":
        return 0
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    if at + 2 > len(tiff):
        return 0
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 0
    return 0


def _turn(orientation: int) -> bytes:
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
