"""`python -m services.content.engines.picture_child < PICTURE`: width, height and length of the large JPEG (4 bytes
each), the large one, the small one; with `cover`: both of them square; with `whole`: the picture in its own kind and
size, and no small one. Nothing that stood beside the picture comes through. Knows no store, no key and no setting."""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageOps

from services.content.engines.opaque import opaque

_MEMORY, _CPU_SECONDS = 1_000_000_000, 8
MOST_PIXELS = 50_000_000
LARGE, SMALL = 1600, 480
COVER, GROUND, MOST_ENLARGED = 1400, "#8f1d1d", 2
QUALITY, WHOLE_QUALITY = 85, 92
_TOO_LARGE, _BROKEN = 3, 4


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("JPEG", "PNG", "WEBP")) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                return _TOO_LARGE
            if sys.argv[1:] == ["whole"]:
                return _answer(*_whole(sent))
            sent.draft("RGB", (2 * LARGE, 2 * LARGE))  # of a JPEG: decoded at a fraction of its size
            upright = opaque(ImageOps.exif_transpose(sent))
    except Image.DecompressionBombError:
        return _TOO_LARGE
    except (OSError, ValueError, SyntaxError, MemoryError):
        return _BROKEN
    upright.info.clear()  # a remark of the camera would be written again
    if sys.argv[1:] == ["cover"]:
        upright = _squared(upright)
    upright.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    large = _written(upright)
    size = upright.size
    upright.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _answer(size, large, _written(upright))


def _answer(size: tuple[int, int], large: bytes, small: bytes = b"") -> int:
    head = b"".join(number.to_bytes(4) for number in (*size, len(large)))
    sys.stdout.buffer.write(head + large + small)
    return 0


def _whole(sent: Image.Image) -> tuple[tuple[int, int], bytes]:
    kind, held = "PNG" if sent.format == "PNG" else "JPEG", io.BytesIO()
    upright = opaque(ImageOps.exif_transpose(sent))
    # Of grey or printing colours it would be a profile of other bands than are written.
    colours = upright.info.get("icc_profile") if sent.mode in {"RGB", "RGBA"} else None
    upright.info.clear()
    if kind == "JPEG":
        upright.save(held, kind, quality=WHOLE_QUALITY, optimize=True, icc_profile=colours)
    else:
        upright.save(held, kind, icc_profile=colours)
    return upright.size, held.getvalue()


def _squared(upright: Image.Image) -> Image.Image:
    scale = min(COVER / max(upright.size), MOST_ENLARGED)
    size = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    square = Image.new("RGB", (COVER, COVER), GROUND)
    square.paste(upright.resize(size, Image.Resampling.LANCZOS), ((COVER - size[0]) // 2, (COVER - size[1]) // 2))
    return square


def _written(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return held.getvalue()


if __name__ == "__main__":
    sys.exit(main())
