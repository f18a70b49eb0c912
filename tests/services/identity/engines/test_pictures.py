import struct
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from services.identity.engines.pictures import (
    LONGEST_SIDE,
    clean_jpeg,
    fingerprint,
    open_picture,
    quality_of,
)
from services.identity.rules.picture_errors import (
    QUALITY_WORDS,
    NotAPicture,
    PictureBroken,
    PictureRefused,
    PictureTooLarge,
    PictureTooSmall,
)

ORIENTATION, GPS = 0x0112, 0x8825


def _scene(width: int = 1200, height: int = 800, *, seed: int = 1) -> Image.Image:
    """Sharp edges all over, and a red corner at the upper left."""
    chance = np.random.default_rng(seed)
    blocks = chance.integers(30, 200, (height // 10, width // 10, 3), dtype=np.uint8)
    image = Image.fromarray(blocks).resize((width, height), Image.Resampling.NEAREST)
    image.paste((220, 0, 0), (0, 0, 200, 200))
    return image


def _is_red(pixel: np.ndarray) -> bool:
    return bool(pixel[2] > 180 and pixel[0] < 60)


def _encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _huge_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * 50), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_of_each_format_is_opened_as_blue_green_red(kind: str) -> None:
    picture = open_picture(_encoded(_scene(), kind))
    assert picture.shape == (800, 1200, 3)
    assert _is_red(picture[100, 100])


def test_the_camera_held_sideways_is_turned_upright_and_its_place_forgotten(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 2.0, 0.0), 3: "E", 4: (105.0, 50.0, 0.0)})
    content = _encoded(_scene(), exif=exif)
    assert Image.open(BytesIO(content)).getexif().get_ifd(GPS)

    picture = open_picture(content)
    assert picture.shape == (1200, 800, 3)
    assert _is_red(picture[100, 700])  # the upper left corner is now the upper right
    kept = Image.open(BytesIO(clean_jpeg(picture)))
    assert not dict(kept.getexif())
    assert "exif" not in kept.info


def test_a_large_picture_comes_out_at_the_longest_side() -> None:
    assert max(open_picture(_encoded(_scene(5000, 3000))).shape) == LONGEST_SIDE


@pytest.mark.parametrize("size", [(20_000, 10_000), (9_000, 8_000), (60_000, 60_000)])
def test_two_hundred_megapixels_are_refused_before_one_is_decoded(size: tuple[int, int]) -> None:
    content = _huge_png(*size)
    assert len(content) < 10_000
    with pytest.raises(PictureTooLarge):
        open_picture(content)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NotAPicture),
        (b"%PDF-1.7 no picture at all", NotAPicture),
        (_encoded(_scene(), "GIF"), NotAPicture),
        (_encoded(_scene())[:9000], PictureBroken),
        (_encoded(_scene(), "PNG")[:900], PictureBroken),
        (_encoded(_scene(200, 100)), PictureTooSmall),
    ],
    ids=["empty", "pdf", "gif", "half a jpeg", "half a png", "thumbnail"],
)
def test_what_cannot_be_used_is_refused_by_name(content: bytes, refusal: type[PictureRefused]) -> None:
    with pytest.raises(refusal):
        open_picture(content)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_never_raise_anything_but_a_refusal(seed: int) -> None:
    chance = np.random.default_rng(seed)
    content = bytearray(_encoded(_scene(600, 400), ["JPEG", "PNG", "WEBP"][seed % 3]))
    for place in chance.integers(0, len(content), 30):
        content[place] = int(chance.integers(0, 256))
    with suppress(PictureRefused):
        assert open_picture(bytes(content)).shape[2] == 3


def test_blur_glare_darkness_and_distance_are_told_apart() -> None:
    good = open_picture(_encoded(_scene()))
    glare = good.copy()
    cv2.circle(glare, (600, 400), 110, (255, 255, 255), -1)
    found = {
        "good": quality_of(good),
        "blurred": quality_of(cv2.GaussianBlur(good, (0, 0), 12)),
        "dark": quality_of((good * 0.3).astype(np.uint8)),
        "glare": quality_of(glare),
        "too_small": quality_of(open_picture(_encoded(_scene(500, 400)))),
    }
    assert found == {"good": []} | {code: [code] for code in QUALITY_WORDS}


def test_the_same_picture_is_known_again_and_another_is_not() -> None:
    picture = open_picture(_encoded(_scene()))
    again = open_picture(_encoded(_scene(), quality=45))
    smaller = cv2.resize(picture, (900, 600), interpolation=cv2.INTER_AREA)
    other = open_picture(_encoded(_scene(seed=2)))
    mark = fingerprint(picture)
    assert mark.pixels == fingerprint(picture.copy()).pixels != fingerprint(again).pixels
    assert mark.is_same_picture(fingerprint(again))
    assert mark.is_same_picture(fingerprint(smaller))
    assert not mark.is_same_picture(fingerprint(other))
