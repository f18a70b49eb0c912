"""The text of an article as it is typed, with or without the editor that runs in a browser, and as it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from services.content.rules.blocks import RichBlock, Run
from services.content.rules.errors import NothingWritten, TooManyParagraphs
from services.content.rules.markup import blocks_of
from services.content.rules.rich_html import blocks_of_html

BodyForm = Literal["plain", "markup"]
# Each is a row within the text's row: with the 20,000 that its letters allow, every reader waited for its writing.
MOST_PARAGRAPHS = 2_000
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs_of(body: str) -> list[str]:
    """Of a text that has nothing but paragraphs. Raises NothingWritten for a body without a word."""
    paragraphs = [part.strip() for part in _BLANK.split(body) if re.search(r"\w", part)]
    if not paragraphs:
        raise NothingWritten(details={"body": NothingWritten.message})
    return paragraphs


def typed_blocks(body: str, form: BodyForm, html: str = "") -> list[RichBlock]:
    """`html` where the editor of the browser sent it. Raises NothingWritten for a text without a word,
    TooManyParagraphs."""
    if form == "plain" and not html:
        blocks = [RichBlock([Run(text)]) for text in paragraphs_of(body)]
    else:
        blocks = blocks_of_html(html) if html else blocks_of(body)
    if not blocks:
        raise NothingWritten(details={"body": NothingWritten.message})
    if len(blocks) > MOST_PARAGRAPHS:
        raise TooManyParagraphs(details={"body": TooManyParagraphs.message})
    return blocks


def plain(blocks: Sequence[RichBlock]) -> list[str]:
    return [plain_line(block) for block in blocks]


def plain_line(block: RichBlock) -> str:
    """As search, comparisons and courses have it."""
    if block.kind == "picture":
        caption = "".join(run.text for run in block.runs)
        return f"Ảnh: {block.alt}" + (f". {caption}" if caption else "")
    return f"Tệp kèm theo: {block.text}" if block.kind == "attachment" else block.text


def stored(blocks: Sequence[RichBlock]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = msgspec.to_builtins(blocks)
    return rows


def restored(blocks: Sequence[dict[str, Any]]) -> list[RichBlock]:
    return msgspec.convert(list(blocks), list[RichBlock])


def correction_line(day: date, note: str) -> str:
    """What readers see and hear of a correction."""
    return f"Đã đính chính ngày {day:%d/%m/%Y}: {note}"
