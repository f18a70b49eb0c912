"""Makes the catalogue of usable font files: unpacks Debian's packages, joins Fontsource's subsets, checks the letters.

    python -m scripts.recogniser.font_files build/recogniser/fonts

The folder holds `deb/*.deb` and `npm/node_modules/@fontsource/*` (README.md has the commands that bring them); written
are `letters/` (all that training needs) and `catalogue.json`.
"""

import contextlib
import logging
import re
import subprocess
import sys
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageFont

from scripts.recogniser import fonts
from scripts.recogniser.alphabet import LETTERS

SUBSETS = ("latin", "latin-ext", "vietnamese")
# Weight and slope of the files taken of each Fontsource family; two lighter or heavier weights where 400 or 700 lack.
STYLES = ("400-normal", "700-normal", "400-italic", "700-italic", "500-normal", "600-normal", "300-normal")
STYLES_A_FAMILY = 5
UNWANTED = re.compile(r"thin|light|hairline|black|ultra|heavy|outline|initials|smallcaps", re.IGNORECASE)


def writes_vietnamese(path: Path) -> bool:
    """Whether the font has every letter of the alphabet, and draws no two letters with marks alike (Carlito writes Ạ
    where Ậ should stand)."""
    with contextlib.suppress(TTLibError, OSError, AssertionError), TTFont(path, fontNumber=0, lazy=True) as font:
        known = font.getBestCmap() or {}
        return all(ord(letter) in known for letter in [*LETTERS, " "]) and _draws_them_apart(path)
    return False


def _draws_them_apart(path: Path) -> bool:
    font = ImageFont.truetype(str(path), 96, layout_engine=ImageFont.Layout.BASIC)
    marked = [letter for letter in LETTERS if not letter.isascii()]
    return len({bytes(font.getmask(letter)) for letter in marked}) == len(marked)


def unpack_debian(folder: Path) -> Path:
    """Unpacks deb/*.deb beside them, without installing anything; returns the root of the unpacked tree."""
    root = folder / "deb-root"
    for package in sorted((folder / "deb").glob("*.deb")):
        mark = root / f".{package.stem}"
        if not mark.exists():
            root.mkdir(exist_ok=True)
            subprocess.run(["dpkg", "-x", package, root], check=True)
            mark.touch()
    return root


def debian_fonts(root: Path, families: dict[str, list[str]]) -> list[tuple[str, Path]]:
    """(family, file) of Debian's fonts that belong to the families and write Vietnamese."""
    found = []
    seen = set()
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() not in (".ttf", ".otf") or path.name in seen or UNWANTED.search(path.stem):
            continue
        for family, beginnings in families.items():
            if path.stem.startswith(tuple(beginnings)) and writes_vietnamese(path):
                seen.add(path.name)
                found.append((family, path))
                break
    return found


def join_subsets(parts: list[Path], target: Path) -> None:
    """Writes one font with the glyphs of all parts; kerning and ligatures, which PIL's layout ignores, are dropped."""
    merger = Merger(Options(drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "MATH", "JSTF", "vhea", "vmtx"]))
    opened = []
    for part in parts:  # the merger reads files: woff2 must become plain first
        font = TTFont(part)
        font.flavor = None
        plain = target.with_suffix(f".{part.stem}.part")
        font.save(plain)
        opened.append(plain)
    try:
        merger.merge([str(part) for part in opened]).save(target)
    finally:
        for part in opened:
            part.unlink()


def fontsource_fonts(folder: Path, names: list[str]) -> list[tuple[str, Path]]:
    """(family, file) of the joined Fontsource fonts that write Vietnamese, at most STYLES_A_FAMILY a family."""
    target_folder = folder / "files"
    target_folder.mkdir(exist_ok=True)
    found = []
    for name in names:
        source = folder / "npm" / "node_modules" / "@fontsource" / name / "files"
        taken = 0
        for style in STYLES:
            parts = [source / f"{name}-{subset}-{style}.woff2" for subset in SUBSETS]
            if taken == STYLES_A_FAMILY or not all(part.exists() for part in parts):
                continue
            target = target_folder / f"{name}-{style}.ttf"
            if not target.exists():
                join_subsets(parts, target)
            if writes_vietnamese(target):
                found.append((name, target))
                taken += 1
    return found


def cut_down(path: Path, target: Path) -> None:
    """Writes a font with the letters of the alphabet alone: all of them together then fit where bandwidth is dear."""
    options = subset.Options(layout_features=[], hinting=True, notdef_outline=True, glyph_names=False)
    with TTFont(path) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(letter) for letter in [*LETTERS, " "]])
        cutter.subset(font)
        font.save(target)


def main(folder: Path) -> None:
    logging.disable(logging.WARNING)  # fontTools tells of every dropped table
    root = unpack_debian(folder)
    letters = folder / "letters"
    letters.mkdir(exist_ok=True)
    entries = []
    for held_out, key in ((False, "trained"), (True, "held_out")):
        found = debian_fonts(root, fonts.LISTS["debian"][key])
        found += fontsource_fonts(folder, fonts.LISTS["fontsource"][key])
        for family, path in found:
            target = letters / path.name
            if not target.exists():
                cut_down(path, target)
            entries.append(fonts.FontFile(family, target.relative_to(folder).as_posix(), held_out))
    fonts.write_catalogue(folder, entries)
    for held_out in (False, True):
        chosen = [entry for entry in entries if entry.held_out == held_out]
        families = sorted({entry.family for entry in chosen}, key=str.lower)
        print(f"{'held out' if held_out else 'trained on'}: {len(chosen)} files, {len(families)} families")
        print("  " + ", ".join(families))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
