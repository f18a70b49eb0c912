"""The light markup in which an article's text is typed where no editor runs: blank lines part the blocks.

"## " and "### " begin a heading, "> " a quotation; a block of lines that begin with "- ", or are numbered from 1, is a
list. **bold**, *italic*, [words](address). A backslash takes a sign its meaning. What reads as none of this is text.
![what it shows](picture:ID) caption and @[name](file:ID), each a line of its own, are what was sent for the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from services.content.rules.blocks import RichBlock, Run, attachment, is_link, picture, tidy

BULLET = "–"
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_NUMBERED = re.compile(r"(\d{1,4})\. +(?=\S)", re.ASCII)
_HEADING = re.compile(r"(#{2,3}) +(?=\S)")
_TOKEN = re.compile(
    r"\\(?P<plain>[\\*\[\]>#\-\d])"
    r"|\[(?P<label>(?:\\.|[^\[\]\\])+)\]\((?P<href>[^()\s]+)\)"
    r"|(?P<bold>\*\*)"
    r"|(?P<italic>(?<!\s)\*|\*(?!\s))"
    r"|(?P<text>[^\\*\[]+|.)",
    re.DOTALL,
)
_FILED = re.compile(
    r"(?P<sign>[!@])\[(?P<words>[^\[\]\n]*)\]\((?P<kind>picture|file):(?P<id>[0-9a-f-]{36})\)(?P<rest>[^\n]*)"
)
_BRACKETS = str.maketrans("[]", "()")
_SIGNS = re.compile(r"[\\*\[\]]")


def blocks_of(body: str) -> list[RichBlock]:
    """Without those that hold no word."""
    found = (block for part in _BLANK.split(body) for piece in _pieces(part.strip()) for block in _read(piece))
    return [block for block in found if block.file or re.search(r"\w", block.text)]


def markup_of(blocks: Iterable[RichBlock]) -> str:
    """Read again, it gives the same blocks."""
    written = ""
    before: RichBlock | None = None
    for block in blocks:
        same_list = _is_next_item(before, block)
        written += ("" if before is None else "\n" if same_list else "\n\n") + _write(block)
        before = block
    return written


def _pieces(part: str) -> Iterator[str]:
    """A picture or file stands alone, whatever its neighbouring lines are."""
    lines: list[str] = []
    for line in part.split("\n"):
        if _FILED.fullmatch(line.strip()):
            if lines:
                yield "\n".join(lines)
            lines = []
            yield line.strip()
        else:
            lines.append(line)
    if lines:
        yield "\n".join(lines)


def _read(part: str) -> Iterator[RichBlock]:
    lines = part.split("\n")
    numbers = [_NUMBERED.match(line) for line in lines]
    heading = _HEADING.match(part)
    filed = _FILED.fullmatch(part)
    if filed and (filed["sign"], filed["kind"]) == ("!", "picture"):
        yield picture(filed["id"], filed["words"], filed["rest"])
    elif filed and (filed["sign"], filed["kind"]) == ("@", "file") and not filed["rest"].strip():
        yield attachment(filed["id"], filed["words"])
    elif all(line.startswith("- ") for line in lines):
        yield from (RichBlock(_runs(line[2:]), "item", BULLET) for line in lines)
    elif len(lines) > 1 and [int(found[1]) for found in numbers if found] == list(range(1, len(lines) + 1)):
        yield from (
            RichBlock(_runs(line[found.end() :]), "item", f"{found[1]}.")
            for line, found in zip(lines, numbers, strict=True)
            if found
        )
    elif heading and len(lines) == 1:
        yield RichBlock(_runs(part[heading.end() :]), "heading", level=len(heading[1]))
    elif all(line.startswith("> ") for line in lines):
        yield RichBlock(_runs("\n".join(line[2:] for line in lines)), "quote")
    else:
        yield RichBlock(_runs(part))


def _runs(text: str) -> list[Run]:
    tokens = list(_tokens(text, ""))
    # A sign that nothing answers is a letter.
    for kind in ("bold", "italic"):
        places = [number for number, (name, _, _) in enumerate(tokens) if name == kind]
        if len(places) % 2:
            tokens[places[-1]] = ("text", tokens[places[-1]][1], tokens[places[-1]][2])
    bold = italic = False
    runs: list[Run] = []
    for name, value, href in tokens:
        if name == "bold":
            bold = not bold
        elif name == "italic":
            italic = not italic
        else:
            runs.append(Run(value, bold, italic, href))
    return tidy(runs)


def _tokens(text: str, href: str) -> Iterator[tuple[str, str, str]]:
    for found in _TOKEN.finditer(text):
        if found["label"] is not None:
            if not href and is_link(found["href"]):
                yield from _tokens(found["label"], found["href"])
            else:
                yield "text", found[0], href
        else:
            name = found.lastgroup or "text"
            yield ("text" if name == "plain" else name), found[name], href


def _is_next_item(before: RichBlock | None, block: RichBlock) -> bool:
    if before is None or before.kind != "item" or block.kind != "item":
        return False
    return before.mark == block.mark == BULLET or block.mark not in {BULLET, "1."}


def file_line(block: RichBlock) -> str:
    """How a picture or attachment stands in the text."""
    plain = "".join(run.text for run in block.runs)
    if block.kind == "attachment":
        return f"@[{plain.translate(_BRACKETS)}](file:{block.file})"
    return f"![{block.alt.translate(_BRACKETS)}](picture:{block.file}) {plain}".strip()


def _write(block: RichBlock) -> str:
    if block.file:
        return file_line(block)
    text = _write_runs(block.runs)
    if block.kind == "heading":
        return f"{'#' * (block.level or 2)} {' '.join(text.split())}"
    if block.kind == "item":
        return f"{'-' if block.mark == BULLET else block.mark} {' '.join(text.split())}"
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    lines = text.split("\n")
    looks_like_more = text.startswith(("- ", "> ", "#")) or (len(lines) > 1 and _NUMBERED.match(text))
    return f"\\{text}" if looks_like_more else text


def _write_runs(runs: Iterable[Run]) -> str:
    written, bold, italic, href = "", False, False, ""
    for run in [*runs, Run("")]:
        if href and run.href != href:
            written += f"]({href})"
        written += ("**" if run.bold != bold else "") + ("*" if run.italic != italic else "")
        if run.href and run.href != href:
            written += "["
        bold, italic, href = run.bold, run.italic, run.href
        written += _SIGNS.sub(lambda sign: "\\" + sign[0], run.text)
    return written
