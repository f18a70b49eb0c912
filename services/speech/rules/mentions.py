"""Does a text hold a word whose reading changed? What does not is surely read as before, and need not be spelled out to
know it; what does is looked at word by word when its turn comes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from shared.contracts.content import ArticlePublished

_PLACE = re.compile(r"\{[^{}]*\}")
_SILENT = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


def mentions_any(text: ArticlePublished, written: Iterable[str]) -> bool:
    """`written`: entries of the desk; of a rule with places every word that is fixed has to be there."""
    blocks = text.blocks
    cells = (cell for block in blocks for row in block.rows for cell in row)
    whole = _plain(" ".join([text.title, *(f"{block.mark} {block.text}" for block in blocks), *cells]))
    return any(all(part in whole for part in _fixed(entry)) for entry in written)


def _fixed(entry: str) -> list[str]:
    return [part for part in _plain(_PLACE.sub("\0", entry)).replace(" ", "\0").split("\0") if part]


def _plain(text: str) -> str:
    return " ".join(_SILENT.sub("", unicodedata.normalize("NFC", text)).casefold().split())
