"""The answering policy on disk: ours, or the province's own, refitted on its questions."""

from __future__ import annotations

from pathlib import Path

import msgspec

from services.assistant.rules.errors import PolicyUnreadable
from services.assistant.rules.policy import Policy, decode_policy

SHIPPED = Path(__file__).parent.parent / "data" / "answering_policy.json"


def load_policy(path: Path | None = None) -> Policy:
    """Raises PolicyUnreadable, OSError."""
    file = path or SHIPPED
    try:
        return decode_policy(file.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PolicyUnreadable(f"{file}: tệp ngưỡng trả lời chưa đúng dạng ({error}).") from None
