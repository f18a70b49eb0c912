"""The lexicon from its files and sea-g2p behind it: text in, spoken words out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from sea_g2p import Normalizer

from services.speech.rules.errors import TextUnreadable
from services.speech.rules.lexicon import TABLES, Lexicon, build_lexicon
from services.speech.rules.normalise import Spoken, normalise

SHORTEST_TRIED = 16
SHIPPED = Path(__file__).resolve().parent.parent / "lexicon"


class Reader:
    """`desk`: number of the last change on the desk that it knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.version = f"{lexicon.version}+sea-g2p {version('sea-g2p')}"
        self.desk = 0
        self._speller = Normalizer(lang="vi")

    def spoken(self, text: str) -> Spoken:
        return normalise(text, self.lexicon, self._spell)

    def _spell(self, text: str) -> str:
        try:
            return str(self._speller.normalize(text))
        except BaseException as panic:
            # A Rust panic derives from BaseException and would pass every handler up to the process.
            if type(panic).__name__ != "PanicException":
                raise
            # A row of signs without an end («1.1.1.1.»), which a shorter part of it is not: no text is silent for it.
            if len(text) < SHORTEST_TRIED:
                raise TextUnreadable from panic
            cut = text.rfind(" ", 1, len(text) // 2) + 1 or len(text) // 2
            return f"{self._spell(text[:cut])} {self._spell(text[cut:])}"


def load_reader(own_tables: Path | None = None, laid_over: Mapping[str, str] | None = None) -> Reader:
    """`own_tables` is a province's folder of CSV tables of the same names, laid over the shipped ones; `laid_over` are
    CSV texts by table that lie over both."""
    # numpy.f2py, which scipy brings in, cuts Python's cache of patterns to 50: each sentence compiled all of ours anew.
    re._MAXCACHE = 512  # type: ignore[attr-defined]  # noqa: SLF001
    folders = [SHIPPED] if own_tables is None else [SHIPPED, own_tables]
    tables: dict[str, list[str]] = {
        name: [
            (folder / f"{name}.csv").read_text(encoding="utf-8")
            for folder in folders
            if (folder / f"{name}.csv").is_file()
        ]
        for name in TABLES
    }
    for name, text in (laid_over or {}).items():
        tables[name].append(text)
    return Reader(build_lexicon(tables))
