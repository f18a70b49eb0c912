"""What was published or withdrawn is told to other systems: one numbered entry each, without the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from services.content.store import feed
from shared.contracts import Received
from shared.contracts.content import ArticlePublished, ArticleWithdrawn, DocumentPublished, DocumentWithdrawn
from shared.usecase import Context

Told = ArticlePublished | ArticleWithdrawn | DocumentPublished | DocumentWithdrawn
TEXTS = frozenset({"blocks", "clauses", "audience"})


def note_in_feed(batch: Sequence[Received[Told]], _ctx: Context) -> None:
    feed.append([_entry(received) for received in batch])


def _entry(received: Received[Told]) -> dict[str, Any]:
    return {
        "event_id": received.id,
        "type": received.type,
        "subject": received.subject,
        "audience": received.data.audience,
        "at": received.time,
        "facts": _facts(received.data),
    }


def _facts(told: Told) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(told)
    return {name: value for name, value in found.items() if name not in TEXTS}
