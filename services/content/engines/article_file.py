"""An article as a text file, for the demonstration: the first paragraph is the title, the second the summary; its
categories stand in `categories.csv` beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ArticleFile:
    name: str
    title: str
    summary: str
    body: str
    categories: list[str]


def read_article_file(path: Path) -> ArticleFile:
    title, summary, body = path.read_text(encoding="utf-8").split("\n\n", 2)
    return ArticleFile(path.stem, title, summary, body, _categories(path))


def _categories(path: Path) -> list[str]:
    with path.with_name("categories.csv").open(encoding="utf-8", newline="") as file:
        return next((row["categories"].split() for row in csv.DictReader(file) if row["article"] == path.stem), [])
