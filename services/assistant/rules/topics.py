"""What a question handed over is about, and which committee it therefore goes to. The table is data (data/topics.json).

Phrases are folded syllables separated by one space and may use regular expressions. The topic with most phrases in
the question is proposed, the first of equals; one without phrases is for everything else. The member may choose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from services.assistant.rules.errors import UnknownTopic
from shared.security import paths
from shared.vietnamese.folding import syllables

Committee = Literal["nearest", "province"]


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`committee`: the one directly over the member's cell, or that of the province."""

    code: str
    name: str
    committee: Committee
    phrases: tuple[str, ...] = ()


decode_topics = msgspec.json.Decoder(tuple[Topic, ...]).decode


def proposed(question: str, topics: Sequence[Topic]) -> Topic:
    line = f" {' '.join(syllables(question))} "
    return max(topics, key=lambda topic: (_phrases_in(line, topic), not topic.phrases))


def named(code: str, topics: Sequence[Topic]) -> Topic:
    """Raises UnknownTopic."""
    for topic in topics:
        if topic.code == code:
            return topic
    raise UnknownTopic


def committee_of(topic: Topic, cell_path: str) -> str:
    """The organisation whose officers, and those above, get the question. A cell without anything over it keeps it."""
    if topic.committee == "province":
        return paths.ancestors(cell_path)[0]
    return paths.parent(cell_path) or cell_path


def _phrases_in(line: str, topic: Topic) -> int:
    return sum(1 for phrase in topic.phrases if re.search(f" (?:{phrase}) ", line))
