"""An article cut into what is synthesised in one go: its title, then each block as a person would read it out.

Promises: no segment is longer than LONGEST characters; of headings, paragraphs, items and quotes nothing is lost or
repeated; the pause after each segment grows from clause to sentence, item, paragraph, heading and title; the same
article always gives the same segments, so that editing one sentence leaves the others (and their audio) as they were.
Does not: read out a note at the foot whose mark stood in the text, a large table's cells, a picture without words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.speech.rules.sentences import pieces_of, sentences_of
from services.speech.rules.tables import table_sentences
from shared.contracts.content import Block

AFTER_CLAUSE = 0.18
AFTER_SENTENCE = 0.38
AFTER_ITEM = 0.55
AFTER_PARAGRAPH = 0.75
BEFORE_HEADING = 1.0
AFTER_HEADING = 0.85
AFTER_TITLE = 1.1

PICTURE = "Ảnh:"
_NOTE = re.compile(r"^\s*(\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}(?=\s|\w))")
_NOTE_MARK = re.compile(r"(?<=[^\s\d])(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3})")


@dataclass(frozen=True)
class Segment:
    """`added`: so many words at its start do not stand in the block's `text` (an item's mark, «Ảnh:», a row)."""

    paragraph: int  # 0 is the title, i is blocks[i - 1]
    text: str
    pause: float  # seconds of silence after it
    added: int = 0


def characters_of(title: str, blocks: Sequence[Block]) -> int:
    cells = sum(len(cell) for block in blocks for row in block.rows for cell in row)
    return len(title) + cells + sum(len(block.mark) + len(block.text) for block in blocks)


def segments_of(title: str, blocks: Sequence[Block], dotted: Iterable[str] = ()) -> list[Segment]:
    """`dotted` are the abbreviations that end in a full stop without ending a sentence («TP.»)."""
    abbreviations = tuple(word for word in dotted if word.endswith("."))
    segments = _told(0, [_Said(sentence) for sentence in sentences_of(title, abbreviations)], AFTER_TITLE)
    marks: set[str] = set()
    for number, block in enumerate(blocks, start=1):
        note = _NOTE.match(block.text)
        if note is None or note[1] not in marks:
            following = blocks[number] if number < len(blocks) else None
            segments += _told(number, _said(block, abbreviations), _pause_after(block, following))
        marks.update(_NOTE_MARK.findall(block.text))
    return segments


@dataclass(frozen=True)
class _Said:
    sentence: str
    added: int = 0


def _said(block: Block, dotted: tuple[str, ...]) -> list[_Said]:
    caption = [_Said(sentence) for sentence in sentences_of(block.text, dotted)]
    if block.kind == "table":
        told = [piece for sentence in table_sentences(block.rows) for piece in sentences_of(sentence, dotted)]
        return [*caption, *(_Said(sentence, len(sentence.split())) for sentence in told)]
    lead = {"image": PICTURE, "item": " ".join(block.mark.split())}.get(block.kind, "")
    if not caption or not lead:
        return caption
    first, *rest = sentences_of(f"{lead} {block.text.strip()}", dotted)
    return [_Said(first, len(lead.split())), *map(_Said, rest)]


def _pause_after(block: Block, following: Block | None) -> float:
    if block.kind == "heading":
        return AFTER_HEADING
    if following is not None and following.kind == "heading":
        return BEFORE_HEADING
    inside_a_list = block.kind == "item" and following is not None and following.kind == "item"
    return AFTER_ITEM if inside_a_list else AFTER_PARAGRAPH


def _told(number: int, said: Sequence[_Said], last: float) -> list[Segment]:
    segments: list[Segment] = []
    for one in said:
        added, pieces = one.added, pieces_of(one.sentence)
        for place, piece in enumerate(pieces, start=1):
            words = min(added, len(piece.split()))
            added -= words
            pause = AFTER_SENTENCE if place == len(pieces) else AFTER_CLAUSE
            segments.append(Segment(number, piece, pause, words))
    return [*segments[:-1], replace(segments[-1], pause=last)] if segments else []
