"""The answering policy on disk: ours, or the province's own, refitted on its questions."""

from __future__ import annotations

from pathlib import Path

from services.assistant.rules.policy import Policy, decode_policy

SHIPPED = Path(__file__).parent.parent / "data" / "answering_policy.json"


def load_policy(path: Path | None = None) -> Policy:
    return decode_policy((path or SHIPPED).read_bytes())
