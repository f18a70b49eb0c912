"""A QR code of one short address, as an SVG picture (ISO/IEC 18004: byte mode, level M, versions 1 to 6).

Own code, because a printed sheet is all we need it for: at most 106 bytes, no kanji, no structure. What a reader of
another make reads from it is in the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

Matrix = list[list[bool]]
Place = tuple[int, int]

# Version → (codewords of correction per block, blocks, codewords of data per block), level M.
_SHAPES = {1: (10, 1, 16), 2: (16, 1, 28), 3: (26, 1, 44), 4: (18, 2, 32), 5: (24, 2, 43), 6: (16, 4, 27)}
_QUIET = 4
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _: y % 2 == 0,
    lambda _, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def svg(text: str) -> str:
    """Raises ValueError for more than 106 bytes."""
    found = matrix(text)
    size = len(found) + 2 * _QUIET
    squares = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for y, row in enumerate(found) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{squares}"/></svg>'
    )


def matrix(text: str) -> Matrix:
    """True is dark; without the quiet zone."""
    data = text.encode("utf-8")
    version = next((number for number, shape in _SHAPES.items() if len(data) + 2 <= shape[1] * shape[2]), None)
    if version is None:
        raise ValueError("too long for a code of ours")
    codewords = _interleaved(_filled(data, version), version)
    return min((_drawn(codewords, version, mask) for mask in range(len(_MASKS))), key=_unrest)


def _filled(data: bytes, version: int) -> bytes:
    """Mode, length and data in whole codewords: 4 + 8 bits shift everything by half a byte."""
    _, blocks, size = _SHAPES[version]
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data) + "0000"
    words = bytes(int(bits[place : place + 8], 2) for place in range(0, len(bits), 8))
    padding = (b"\xec\x11" * blocks * size)[: blocks * size - len(words)]
    return words + padding


def _interleaved(words: bytes, version: int) -> bytes:
    correction, blocks, size = _SHAPES[version]
    parts = [words[number * size : (number + 1) * size] for number in range(blocks)]
    checks = [_correction(part, correction) for part in parts]
    return bytes(byte for group in (parts, checks) for column in zip(*group, strict=True) for byte in column)


def _correction(data: bytes, length: int) -> bytes:
    """Reed and Solomon's remainder in GF(256) with 0x11d."""
    generator = [1]
    for power in range(length):
        root = _power(power)
        shifted = [*generator, 0]
        generator = [one ^ _times(other, root) for one, other in zip(shifted, [0, *generator], strict=True)]
    rest = [0] * length
    for byte in data:
        factor = byte ^ rest[0]
        rest = [one ^ _times(other, factor) for one, other in zip([*rest[1:], 0], generator[1:], strict=True)]
    return bytes(rest)


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one * (other & 1)
        one = (one << 1) ^ (0x11D if one & 0x80 else 0)
        other >>= 1
    return product


def _power(exponent: int) -> int:
    found = 1
    for _ in range(exponent):
        found = _times(found, 2)
    return found


def _drawn(codewords: bytes, version: int, mask: int) -> Matrix:
    fixed = _fixed(version, mask)
    size = 17 + 4 * version
    bits = (byte >> shift & 1 for byte in codewords for shift in range(7, -1, -1))
    cells = dict(fixed)
    for y, x in _way(size):
        if (y, x) not in fixed:
            cells[y, x] = bool(next(bits, 0)) ^ _MASKS[mask](y, x)
    return [[cells[y, x] for x in range(size)] for y in range(size)]


def _fixed(version: int, mask: int) -> dict[Place, bool]:
    """Finders with their borders, timing, alignment, format: the same for every text."""
    size = 17 + 4 * version
    cells: dict[Place, bool] = {}
    for place in range(size):
        cells[6, place] = cells[place, 6] = place % 2 == 0
    if version > 1:
        cells.update(_target(size - 7, size - 7, reach=2, dark={0, 2}))
    for y, x in ((3, 3), (3, size - 4), (size - 4, 3)):
        finder = _target(y, x, reach=4, dark={0, 1, 3})
        cells.update({(a, b): dark for (a, b), dark in finder.items() if 0 <= a < size and 0 <= b < size})
    for number, pair in enumerate(_format_places(size)):
        for one in pair:
            cells[one] = bool(_format(mask) >> number & 1)
    cells[size - 8, 8] = True
    return cells


def _target(y: int, x: int, *, reach: int, dark: set[int]) -> dict[Place, bool]:
    span = range(-reach, reach + 1)
    return {(y + dy, x + dx): max(abs(dy), abs(dx)) in dark for dy in span for dx in span}


def _format_places(size: int) -> Iterator[tuple[Place, Place]]:
    """Both places of each of the 15 bits, the last bit first."""
    first = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    second = [(8, size - 1 - step) for step in range(8)] + [(size - 7 + step, 8) for step in range(7)]
    yield from zip(first, second, strict=True)


def _format(mask: int) -> int:
    """Level M is 00."""
    rest = mask << 10
    for shift in range(4, -1, -1):
        if rest >> (shift + 10) & 1:
            rest ^= 0x537 << shift
    return (mask << 10 | rest) ^ 0x5412


def _way(size: int) -> Iterator[Place]:
    """Two columns at a time from the right, up and down in turn; the timing column is stepped over."""
    columns = [column for column in range(size - 1, 0, -2) if column > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        for y in rows:
            yield y, right
            yield y, right - 1


def _unrest(found: Matrix) -> int:
    """Long runs of one colour are hard to read: the mask with the fewest is taken."""
    lines = [*found, *(list(column) for column in zip(*found, strict=True))]
    lengths = [len(list(run)) for line in lines for _, run in groupby(line)]
    return sum(length - 2 for length in lengths if length >= 5)
