"""What a reader finds in a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pages:
    """`empty`: pages, from 1, without a letter; known of PDF only."""

    text: str
    beside: str = ""
    empty: list[int] = field(default_factory=list)
