"""What an editor in the browser (Trix) sends as HTML, read into our blocks by a strict reader.

Promises: nothing of the HTML is kept but words, their being bold, italic or a link, and what kind of block they are in;
a tag that is not named here says nothing, and what stands in a script or style is no text. Of a figure only the id of
the article's file, its words and its caption count, as Trix writes them. Never raises.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from services.content.rules.blocks import Kind, RichBlock, Run, attachment, is_link, picture, tidy
from services.content.rules.markup import BULLET

_BLOCKS: dict[str, tuple[Kind, int]] = {
    "h1": ("heading", 2), "h2": ("heading", 2), "h3": ("heading", 3), "p": ("paragraph", 0), "div": ("paragraph", 0),
    "pre": ("paragraph", 0), "blockquote": ("quote", 0), "li": ("item", 0),
}  # fmt: skip
_BOLD, _ITALIC = {"strong", "b"}, {"em", "i"}
_NO_TEXT = {"script", "style", "template", "figure", "title", "iframe", "noscript", "textarea", "select", "svg"}
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_DEEPEST = 100
_FILE_ID = re.compile(r"[0-9a-f-]{36}")
# Whole tags and comments, as an editor sends them. What is anything else the parser would go through again at every
# sign, or stumble over.
_TAG = re.compile(r"<!--[^<>]*-->|</?[A-Za-z][^<>]*>|<")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[RichBlock] = []
        self._runs: list[Run] = []
        self._inside: list[str] = []
        self._links: list[str] = []
        self._lists: list[int] = []
        """For each list that is open: the number of its last item, -1 where it has none."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._line_end()
            return
        if tag in {"ul", "ol"}:
            self.flush()
            self._lists.append(-1 if tag == "ul" else 0)
        if tag in _BLOCKS:
            self.flush()
            if tag == "li" and self._lists and self._lists[-1] >= 0:
                self._lists[-1] += 1
        if tag == "figure" and not _NO_TEXT & set(self._inside):
            self._file(dict(attrs))
        if tag == "a":
            href = (dict(attrs).get("href") or "").strip()
            self._links.append(href if is_link(href) else "")
        if len(self._inside) < _DEEPEST and tag not in {"img", "hr", "input", "meta", "link", "wbr"}:
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in {"ul", "ol"}:
            self.flush()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag == "a" and self._links:
            self._links.pop()
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if _NO_TEXT & set(self._inside):
            return
        text = _SPACES.sub(" ", data)
        if not text.strip() and not self._runs:
            return
        inside = set(self._inside)
        self._runs.append(
            Run(text, bool(_BOLD & inside), bool(_ITALIC & inside), self._links[-1] if self._links else "")
        )

    def _file(self, attributes: dict[str, str | None]) -> None:
        told, worded = (_values(attributes.get(f"data-trix-{name}")) for name in ("attachment", "attributes"))
        file, alt, caption = told.get("file", ""), told.get("alt", ""), worded.get("caption", "")
        if not _FILE_ID.fullmatch(file):
            return
        self.flush()
        if alt.strip():
            self.blocks.append(picture(file, alt[:300], caption[:500]))
        elif told.get("filename", "").strip():
            self.blocks.append(attachment(file, (caption or told["filename"])[:200]))

    def _line_end(self) -> None:
        """One is a new line, two in a row a new block."""
        if self._runs and self._runs[-1] == Run("\n"):
            self.flush()
        elif self._runs:
            self._runs.append(Run("\n"))

    def flush(self) -> None:
        runs, self._runs = tidy(self._runs), []
        if not any(re.search(r"\w", run.text) for run in runs):
            return
        kind, level = next((_BLOCKS[tag] for tag in reversed(self._inside) if tag in _BLOCKS), ("paragraph", 0))
        mark = self._mark() if kind == "item" else ""
        if kind in {"heading", "item"}:
            runs = tidy(Run(run.text.replace("\n", " "), run.bold, run.italic, run.href) for run in runs)
        self.blocks.append(RichBlock(runs, kind, mark, level))

    def _mark(self) -> str:
        number = self._lists[-1] if self._lists else -1
        return BULLET if number < 0 else f"{number}."


def _values(written: str | None) -> dict[str, str]:
    """The words in what may be JSON."""
    try:
        found = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


def blocks_of_html(html: str) -> list[RichBlock]:
    reader = _Reader()
    reader.feed(_TAG.sub(lambda found: "&lt;" if found[0] == "<" else found[0], html))
    reader.close()
    reader.flush()
    return reader.blocks
