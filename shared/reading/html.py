"""A page as it was saved from a browser or from Word. Menus, scripts and what is hidden are no text.

Nothing a page names is fetched. The parser is a loop over the text, so depth harms nothing.
"""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser

from shared.reading.errors import FileBroken, FileTooLong
from shared.reading.pages import Pages

_LEFT_OUT = frozenset({"script", "style", "head", "nav", "header", "footer", "noscript", "template", "svg", "button"})
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd div dl dt fieldset figure figcaption form h1 h2 h3 h4
    h5 h6 hr legend li main ol p pre section table tbody tfoot thead title tr ul
    """.split()  # noqa: SIM905
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ENCODINGS = {"windows-1258": "cp1258", "windows-1252": "cp1252", "iso-8859-1": "cp1252"}
_MOST_LETTERS = 8_000_000


def read_html(content: bytes) -> Pages:
    """Raises FileBroken, FileTooLong."""
    text = _decoded(content)
    if len(text) > _MOST_LETTERS:
        raise FileTooLong
    parser = _Reader()
    # Behind the last sign that ends a tag none is whole; the parser would go through the rest anew at each of them.
    whole = text.rfind(">") + 1
    parser.feed(text[:whole] + text[whole:].replace("<", "&lt;"))
    parser.close()
    return Pages("\n".join(parser.lines()), "\n".join(parser.beside))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        told = _CHARSET.search(content[:4000])
        encoding = _ENCODINGS.get(told[1].decode("ascii", "replace").lower(), "utf-8-sig") if told else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileBroken from None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.beside: list[str] = []
        self._done: list[str] = []
        self._line: list[str] = []
        self._row: list[str] | None = None
        self._open: list[tuple[str, bool]] = []  # (tag, whether what stands in it is no text)
        self._lists: list[tuple[str, int]] = []

    def lines(self) -> list[str]:
        self._end_line()
        return self._done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.beside.extend(given[name] for name in ("alt", "title", "content", "value") if given.get(name))
        if tag == "br":
            self._break()
        if tag in {"td", "th"} and self._row is not None:
            self._row.append(self._taken())  # of the cell before, when nobody closed it
        if tag in _BLOCKS:
            self._block(tag, given)
        if tag not in _VOID:
            unseen = tag in _LEFT_OUT or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))
            self._open.append((tag, unseen or self._unseen))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 200), -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break
        if tag in {"td", "th"} and self._row is not None:
            self._row.append(self._taken())
        elif tag == "tr" and self._row is not None:
            cells = [cell for cell in [*self._row, self._taken()] if cell]
            self._row = None
            self._keep(" | ".join(cells))
        elif tag in {"ol", "ul"} and self._lists:
            self._end_line()
            self._lists.pop()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            self.beside.append(data)
        else:
            self._line.append(data)

    def handle_comment(self, data: str) -> None:
        self.beside.append(data)

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _block(self, tag: str, given: dict[str, str]) -> None:
        self._break()
        if tag == "tr":
            self._end_line()
            self._row = []
        elif tag in {"ol", "ul"}:
            start = given.get("start", "1")
            kind = "-" if tag == "ul" else given.get("type", "1")
            self._lists.append((kind, int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1))
        elif tag == "li" and self._lists and not self._unseen:
            kind, number = self._lists[-1]
            self._lists[-1] = (kind, number + 1)
            self._line.append(_mark(kind, number))

    def _break(self) -> None:
        """In a cell of a table a new line is a space: a row is one line."""
        if self._row is None:
            self._end_line()
        else:
            self._line.append(" ")

    def _end_line(self) -> None:
        self._keep(self._taken())

    def _taken(self) -> str:
        text = " ".join("".join(self._line).split())
        self._line.clear()
        return text

    def _keep(self, line: str) -> None:
        if line:
            self._done.append(line)


def _mark(kind: str, number: int) -> str:
    if kind == "-":
        return "- "
    if kind == "a":
        return f"{string.ascii_lowercase[(number - 1) % 26]}) "
    return f"{number}. "
