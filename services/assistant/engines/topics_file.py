"""The topics on disk: ours, or the province's own."""

from __future__ import annotations

from pathlib import Path

from services.assistant.rules.topics import Topic, decode_topics

SHIPPED = Path(__file__).parent.parent / "data" / "topics.json"


def load_topics(path: Path | None = None) -> tuple[Topic, ...]:
    return decode_topics((path or SHIPPED).read_bytes())
