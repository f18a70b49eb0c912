"""What a reader finds in a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Pages:
    """`empty`: pages, from 1, without a letter; `pictures`: those whose letters have to be recognised; `count`: of all;
    `sheets`: those that a picture covers, letters of their own or not. Known of PDF only."""

    text: str
    beside: str = ""
    empty: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    count: int = 0
    sheets: list[int] = field(default_factory=list)
