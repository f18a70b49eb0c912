"""An article as a text file, for the demonstration: the first paragraph is the title, the second the summary; its
categories stand in `categories.csv` beside it, the words of a picture of its name in `pictures.csv`, under which name a
file of its name is given out in `attachments.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SentFile:
    """A picture stands after the first paragraph, an attachment at the end."""

    kind: str
    content: bytes
    name: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class ArticleFile:
    name: str
    title: str
    summary: str
    body: str
    categories: list[str]
    files: list[SentFile]


def read_article_file(path: Path) -> ArticleFile:
    title, summary, body = path.read_text(encoding="utf-8").split("\n\n", 2)
    return ArticleFile(path.stem, title, summary, body, _categories(path), list(_files(path)))


def _categories(path: Path) -> list[str]:
    row = _row(path, "categories.csv")
    return row["categories"].split() if row else []


def _files(path: Path) -> Iterator[SentFile]:
    if row := _row(path, "pictures.csv"):
        file = path.with_suffix(".jpg")
        yield SentFile("picture", file.read_bytes(), file.name, row["alt"], row["caption"])
    if row := _row(path, "attachments.csv"):
        yield SentFile("attachment", path.with_suffix(Path(row["name"]).suffix).read_bytes(), row["name"])


def _row(path: Path, table: str) -> dict[str, str] | None:
    with path.with_name(table).open(encoding="utf-8", newline="") as file:
        return next((row for row in csv.DictReader(file) if row["article"] == path.stem), None)
