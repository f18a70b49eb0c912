"""Writes a Word file (DOCX) of paragraphs, tables and footnotes on A4, the same bytes every time.

Owns the form of a Party document: its two columns of the head, type, margins, number of the page at the foot. Not a
library for Word: what the samples and the tests need.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "numbering", "footnotes", "footer", "header")
_LEVELS = (("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))


@dataclass
class WordFile:
    """Paragraphs are written in their order; `saved` gives the file."""

    header: str = ""
    _body: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)

    def paragraph(
        self, text: str, *, bold: bool = False, centre: bool = False, level: int | None = None, note: str = ""
    ) -> None:
        """`level`: Word counts its number itself, as Điều (0), clause (1) or point (2)."""
        reference = ""
        if note:
            self._notes.append(note)
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            reference = f'<w:r>{raised}<w:footnoteReference w:id="{len(self._notes)}"/></w:r>'
        self._body.append(_paragraph(text, bold=bold, centre=centre, level=level, after=reference))

    def table(self, rows: Sequence[Sequence[str]], *, lines: bool = True) -> None:
        """A line break in a cell is a paragraph of its own. Without lines it only places things beside each other."""
        border = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        borders = f"<w:tblBorders>{border}</w:tblBorders>" if lines else ""
        written = "".join(f"<w:tr>{''.join(_cell(cell, centre=not lines) for cell in row)}</w:tr>" for row in rows)
        grid = "<w:gridCol/>" * max(len(row) for row in rows)
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{written}</w:tbl>{_paragraph('')}"
        )

    def raw(self, xml: str) -> None:
        """What only a test would write."""
        self._body.append(xml)

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._parts().items():
                archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), _HEAD + content, zipfile.ZIP_DEFLATED)
        return buffer.getvalue()

    def _parts(self) -> dict[str, str]:
        types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{name}+xml"/>' for name in _PARTS)
        relations = "".join(
            f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in _PARTS
        )
        package = "http://schemas.openxmlformats.org/package/2006"
        return {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
            "</Relationships>",
            "word/document.xml": f"<w:document {_W} {_R}><w:body>{''.join(self._body)}{_PAGE}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_W}>{_TYPE}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_W}>{_numbering()}</w:numbering>",
            "word/footnotes.xml": f"<w:footnotes {_W}>{_DIVIDERS}{''.join(self._written_notes())}</w:footnotes>",
            "word/footer.xml": f"<w:ftr {_W}>{_PAGE_NUMBER}</w:ftr>",
            "word/header.xml": f"<w:hdr {_W}>{_paragraph(self.header)}</w:hdr>",
        }

    def _written_notes(self) -> list[str]:
        return [
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:ind w:firstLine="0"/></w:pPr>'
            f"<w:r>{_SMALL}<w:footnoteRef/></w:r>"
            f'<w:r>{_SMALL}<w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
            for number, note in enumerate(self._notes, 1)
        ]


# A4 with the margins of Party documents: 20 mm above and below, 30 mm left, 15 mm right.
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/><w:footerReference w:type="default" r:id="rfooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_PAGE_NUMBER = (
    '<w:p><w:pPr><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_SMALL = '<w:rPr><w:sz w:val="20"/></w:rPr>'
_TYPE = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:before="60" w:after="60" w:line="340" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
_DIVIDERS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def _paragraph(
    text: str, *, bold: bool = False, centre: bool = False, level: int | None = None, after: str = ""
) -> str:
    place = '<w:jc w:val="center"/>' if centre else '<w:ind w:firstLine="567"/><w:jc w:val="both"/>'
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level is not None else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{number}{place}</w:pPr>{run}{after}</w:p>"


def _cell(text: str, *, centre: bool) -> str:
    lines = [
        _paragraph(line, centre=True, bold=line.isupper()) if centre else _plain(line) for line in text.split("\n")
    ]
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{"".join(lines)}</w:tc>'


def _plain(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(_LEVELS)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
