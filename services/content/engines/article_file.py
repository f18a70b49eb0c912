"""An article as a text file, for the demonstration: the first paragraph is the title, the second the summary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ArticleFile:
    name: str
    title: str
    summary: str
    body: str


def read_article_file(path: Path) -> ArticleFile:
    title, summary, body = path.read_text(encoding="utf-8").split("\n\n", 2)
    return ArticleFile(path.stem, title, summary, body)
