"""A Word file as it reads: paragraphs with the numbers that Word counts itself, tables as rows, notes after the
paragraph that points at them. Heads and feet of pages, deleted text and remarks of editors are no text.

Guards: what unpacks to too much, macros, and declarations of entities, which Word never writes.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from shared.reading.docx_numbers import Numbering, W
from shared.reading.errors import FileBroken, FileTooLong
from shared.reading.office_parts import DRAWN_WORDS, UNREADABLE, checked, parsed
from shared.reading.pages import Pages

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {W + "del", W + "moveFrom", W + "instrText", _FALLBACK}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_MOTTOS = ("đảng cộng sản việt nam", "xã hội chủ nghĩa việt nam", "nơi nhận")
_DEEPEST = 60
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def read_docx(content: bytes) -> Pages:
    """Raises FileBroken, FileHasMacros, FileTooLong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = checked(parts)
            if "word/document.xml" not in names:
                raise FileBroken
            tree = parsed(parts.read("word/document.xml"))
            other = {
                name: parsed(parts.read(name))
                for name in names
                if name.startswith(("word/", "docProps/")) and name.endswith(".xml") and name.count("/") <= 2
                and name != "word/document.xml"
            }  # fmt: skip
    except UNREADABLE:
        raise FileBroken from None
    body = tree.find(W + "body")
    if body is None:
        raise FileBroken
    numbering = Numbering(other.get("word/numbering.xml"), other.get("word/styles.xml"))
    reader = _Reader(numbering, _notes(other.get("word/footnotes.xml")), _notes(other.get("word/endnotes.xml")))
    beside = [line for name, part in other.items() if name != "word/styles.xml" for line in _all_text(part)]
    return Pages("\n".join(reader.lines(body, 0)), "\n".join([*beside, *_all_text(tree)]))


def _all_text(part: ET.Element) -> Iterator[str]:
    """Every paragraph, deleted words included, and what is drawn: what somebody else can see in the file."""
    paragraphs = list(part.iter(W + "p"))
    for paragraph in paragraphs:
        yield "".join(node.text or "" for node in paragraph.iter() if node.tag in {W + "t", W + "delText"})
    if not paragraphs:
        yield from (node.text for node in part.iter() if node.text)
    for node in part.iter():
        if node.tag == _DRAWN and node.text:
            yield node.text
        yield from (words for name, words in node.attrib.items() if name in DRAWN_WORDS)


def _notes(part: ET.Element | None) -> dict[str, str]:
    found = {}
    for note in part if part is not None else ():
        if note.get(W + "type") is None:  # the others are the lines that divide
            text = " ".join("".join(node.text or "" for node in note.iter(W + "t")).split())
            found[note.get(W + "id", "")] = text
    return found


class _Reader:
    def __init__(self, numbering: Numbering, footnotes: dict[str, str], endnotes: dict[str, str]) -> None:
        self._numbering = numbering
        self._notes = {W + "footnoteReference": footnotes, W + "endnoteReference": endnotes}
        self._noted = 0

    def lines(self, container: ET.Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise FileTooLong
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag not in _SKIPPED and not child.tag.endswith("Pr"):
                yield from self.lines(child, depth + 1)

    def _paragraph(self, paragraph: ET.Element) -> Iterator[str]:
        words: list[str] = []
        notes: list[str] = []
        self._run(paragraph, words, notes, 0)
        text = "".join(words)
        mark = self._numbering.mark_of(paragraph) if text.strip() else ""
        lines = [" ".join(line.split()) for line in f"{mark}{text}".split("\n")]
        yield from (line for line in lines if line)
        yield from notes

    def _run(self, element: ET.Element, words: list[str], notes: list[str], depth: int) -> None:
        if depth > _DEEPEST:
            raise FileTooLong
        if _is_on(element.find(f"{W}rPr/{W}vanish")):
            return
        capitals = _is_on(element.find(f"{W}rPr/{W}caps"))
        for child in element:
            if child.tag == W + "t":
                words.append((child.text or "").upper() if capitals else child.text or "")
            elif child.tag in _SIGNS:
                words.append(_SIGNS[child.tag])
            elif child.tag in self._notes:
                self._note(child, words, notes)
            elif child.tag not in _SKIPPED and not child.tag.endswith("Pr"):
                beside = "\n" if child.tag == W + "p" else ""  # a box with text stands in a paragraph
                words.append(beside)
                self._run(child, words, notes, depth + 1)
                words.append(beside)

    def _note(self, reference: ET.Element, words: list[str], notes: list[str]) -> None:
        text = self._notes[reference.tag].get(reference.get(W + "id", ""), "")
        if text:
            self._noted += 1
            words.append(f" [{self._noted}]")
            notes.append(f"[{self._noted}] {text}")

    def _table(self, table: ET.Element, depth: int) -> Iterator[str]:
        """A table that only places things beside each other (head and signature of a document) reads by column."""
        rows = [
            [list(self.lines(cell, depth + 1)) for cell in _below(row, W + "tc")] for row in _below(table, W + "tr")
        ]
        told = " ".join(line for row in rows for cell in row for line in cell).lower()
        if any(motto in told for motto in _MOTTOS):
            for column in range(max((len(row) for row in rows), default=0)):
                for row in rows:
                    yield from row[column] if column < len(row) else ()
            return
        for row in rows:
            cells = [" ".join(cell) for cell in row]
            if any(cells):
                yield " | ".join(cells)


def _below(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Rows or cells, also those that stand in a control or were inserted while changes were tracked."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml"}:
            yield from child.iter(tag)


def _is_on(switch: ET.Element | None) -> bool:
    return switch is not None and switch.get(W + "val", "1") not in {"0", "false", "off"}
