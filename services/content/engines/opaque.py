"""A picture as eight bits of red, green and blue on white paper: what is looked through for marks of secrecy and what
readers are given are this one, or letters that the one does not show would stand in the other."""

from __future__ import annotations

from PIL import Image

_WHITE_OF_16_BITS = 65_535


def opaque(picture: Image.Image) -> Image.Image:
    """What the file says beside its points (`info`) is kept."""
    flat = _on_white(_of_eight_bits(picture))
    flat.info.update(picture.info)
    flat.info.pop("transparency", None)
    return flat


def _of_eight_bits(picture: Image.Image) -> Image.Image:
    """Scanners write grey in 16 bits; converted as it stands, all of it above 255 would be white."""
    if not picture.mode.startswith(("I", "F")):
        return picture
    _, brightest = picture.getextrema()
    whole = picture.convert("F")
    if float(brightest) > 255:  # type: ignore[arg-type]  # one band: a number
        white = max(_WHITE_OF_16_BITS, float(brightest))  # type: ignore[arg-type]
        whole = whole.point(lambda value: value * (255 / white) + 0)
    return whole.convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"RGBA", "LA", "PA", "La", "RGBa"} and "transparency" not in picture.info:
        return picture.convert("RGB")
    drawn = picture.convert("RGBA")
    sheet = Image.new("RGBA", drawn.size, "white")
    sheet.alpha_composite(drawn)
    return sheet.convert("RGB")
