"""The layouts and lexicons of this process: those shipped, and a province's own laid over them by name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from services.identity.rules.card_layouts import Layout, LayoutProblem, layout_from
from services.identity.rules.card_values import Lexicon

DATA = Path(__file__).resolve().parents[2] / "data"


class LayoutBroken(ValueError):
    """`FILE:LINE: what is wrong`, told at the start and not at the first card."""


def load_layouts(own: Path | None = None) -> list[Layout]:
    """Raises LayoutBroken. A file of `own` replaces the shipped one of the same name."""
    folders = [DATA / "layouts"] if own is None else [DATA / "layouts", own]
    files = {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}
    if own is not None and not own.is_dir():
        raise LayoutBroken(f"{own}: no such folder")
    return [_load(file) for file in files.values()]


def load_lexicon() -> Lexicon:
    provinces = _words("provinces.txt")
    issuers = [line.format(province) for line in _words("issuers.txt") for province in provinces]
    families = frozenset(" ".join(_words("family_names.txt")).split())
    return Lexicon(tuple(provinces), tuple(dict.fromkeys(issuers)), families)


def _load(file: Path) -> Layout:
    text = file.read_text(encoding="utf-8")
    try:
        return layout_from(file.stem, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise LayoutBroken(f"{file}:{line[1] if line else text.count(chr(10)) + 1}: {error}") from None
    except LayoutProblem as problem:
        raise LayoutBroken(f"{file}:{_line_of(text, problem.key)}: {problem.key} {problem.message}") from None


def _line_of(text: str, key: str) -> int:
    """Of the key itself, or of its table when it is missing there."""
    table, _, last = key.rpartition(".")
    inside, found = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        head = re.match(r"\s*\[([^\]]+)\]", line)
        inside = head[1].strip() if head else inside
        if head and inside in (table, key):
            found = number
        if inside == table and re.match(rf"\s*{re.escape(last)}\s*=", line):
            return number
    return found


def _words(name: str) -> list[str]:
    lines = (DATA / "lexicons" / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
