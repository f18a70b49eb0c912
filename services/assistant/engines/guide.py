"""The guide that is shipped with this release."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from services.assistant.rules.guide import Guide, read_guide
from services.assistant.rules.knowledge import Entry

FOLDER = Path(__file__).parent.parent / "data" / "guide"


@cache
def guides() -> tuple[Guide, ...]:
    return tuple(read_guide(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md")))


def entries() -> tuple[Entry, ...]:
    return tuple(guide.entry for guide in guides())
