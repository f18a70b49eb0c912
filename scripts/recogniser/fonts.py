"""Which fonts are trained on and which are never (fonts.toml), and the catalogue of font files made from the lists.

A family comes from Debian's packages or from a Fontsource package of the same name.
"""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

LISTS = tomllib.loads((Path(__file__).parent / "fonts.toml").read_text(encoding="utf-8"))
CATALOGUE = "catalogue.json"


@dataclass(frozen=True)
class FontFile:
    """One usable font file; `path` is relative to the folder of the catalogue."""

    family: str
    path: str
    held_out: bool


def write_catalogue(folder: Path, entries: list[FontFile]) -> None:
    rows = [asdict(entry) for entry in entries]
    (folder / CATALOGUE).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_catalogue(folder: Path) -> list[FontFile]:
    return [FontFile(**row) for row in json.loads((folder / CATALOGUE).read_text(encoding="utf-8"))]


def by_family(folder: Path, *, held_out: bool) -> dict[str, list[str]]:
    """Family -> absolute paths of its files."""
    families: dict[str, list[str]] = {}
    for entry in read_catalogue(folder):
        if entry.held_out == held_out:
            families.setdefault(entry.family, []).append(str(folder / entry.path))
    return families
