"""An article as a text file, for the demonstration: the first paragraph is the title, the second the summary; its
categories stand in `categories.csv` beside it, the words of a picture of its name in `pictures.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PictureFile:
    """To stand after the first paragraph."""

    content: bytes
    name: str
    alt: str
    caption: str


@dataclass(frozen=True)
class ArticleFile:
    name: str
    title: str
    summary: str
    body: str
    categories: list[str]
    picture: PictureFile | None = None


def read_article_file(path: Path) -> ArticleFile:
    title, summary, body = path.read_text(encoding="utf-8").split("\n\n", 2)
    return ArticleFile(path.stem, title, summary, body, _categories(path), _picture(path))


def _categories(path: Path) -> list[str]:
    row = _row(path, "categories.csv")
    return row["categories"].split() if row else []


def _picture(path: Path) -> PictureFile | None:
    row, file = _row(path, "pictures.csv"), path.with_suffix(".jpg")
    return PictureFile(file.read_bytes(), file.name, row["alt"], row["caption"]) if row else None


def _row(path: Path, table: str) -> dict[str, str] | None:
    with path.with_name(table).open(encoding="utf-8", newline="") as file:
        return next((row for row in csv.DictReader(file) if row["article"] == path.stem), None)
