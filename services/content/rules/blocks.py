"""The text of an article as the page shows it: headings, paragraphs, items of lists, quotations, each a row of runs,
and between them pictures and attached files.

Nothing else exists: no tables, no colours, no foreign HTML. A link leads to http, https or a path of the handbook; a
picture or file is one that was sent for this article (store/article_files.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

import msgspec

Kind = Literal["heading", "paragraph", "item", "quote", "picture", "attachment"]
FILED = ("picture", "attachment")
LEVELS = (2, 3)
_OWN_PATH = re.compile(r"^/(?![/\\])[^\s\\]*$")
_FORBIDDEN = re.compile(r"[\s()<>\"\\\x00-\x1f]")


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


class RichBlock(msgspec.Struct, frozen=True, omit_defaults=True):
    """`mark`: before an item: "–" or "1."; `level`: of a heading. `file`: of a picture or attachment; `alt`: what a
    picture shows, in words. The runs of a picture are its caption, those of an attachment the name it goes by."""

    runs: list[Run]
    kind: Kind = "paragraph"
    mark: str = ""
    level: int = 0
    file: str = ""
    alt: str = ""

    @property
    def text(self) -> str:
        """What is read aloud: of a picture its caption, else what it shows."""
        return "".join(run.text for run in self.runs) or self.alt


def picture(file: str, alt: str, caption: str = "") -> RichBlock:
    return RichBlock(_line(caption), "picture", file=file, alt=" ".join(alt.split()))


def attachment(file: str, name: str) -> RichBlock:
    return RichBlock(_line(name), "attachment", file=file)


def _line(text: str) -> list[Run]:
    return [Run(" ".join(text.split()))] if text.strip() else []


def is_link(href: str) -> bool:
    """Addresses of other kinds (javascript:, data:, mailto:), and such as only look like a path here, are none."""
    if _FORBIDDEN.search(href) or len(href) > 2_000:
        return False
    if _OWN_PATH.match(href):
        return True
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one kind joined; blanks at the edge of bold or italic are plain; none at the ends."""
    parted: list[Run] = []
    for run in _joined(runs):
        if not (run.bold or run.italic):
            parted.append(run)
            continue
        before, middle, after = _edges(run.text)
        parted += [
            Run(before, href=run.href),
            Run(middle, run.bold and bool(middle), run.italic and bool(middle), run.href),
            Run(after, href=run.href),
        ]
    return _trimmed(_joined(parted))


def _edges(text: str) -> tuple[str, str, str]:
    """(blanks, words, blanks); of nothing but blanks all are before."""
    rest = text.lstrip()
    middle = rest.rstrip()
    return text[: len(text) - len(rest)], middle, rest[len(middle) :]


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if not run.text:
            continue
        if last and (last.bold, last.italic, last.href) == (run.bold, run.italic, run.href):
            joined[-1] = Run(last.text + run.text, run.bold, run.italic, run.href)
        else:
            joined.append(run)
    return joined


def _trimmed(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs = [msgspec.structs.replace(runs[0], text=runs[0].text.lstrip()), *runs[1:]]
        runs = [*runs[:-1], msgspec.structs.replace(runs[-1], text=runs[-1].text.rstrip())]
    return runs
