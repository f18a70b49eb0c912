"""The trail of a read of other people's records: one entry per read, about everybody whose record it showed."""

from __future__ import annotations

from collections.abc import Sequence

from shared.security import audit
from shared.usecase import Context


def leave_trail(action: str, ctx: Context, path: str, member_ids: Sequence[str]) -> None:
    subject = path.rstrip("/").rpartition("/")[2]
    audit.record_reading(action, member_ids, actor=ctx.actor, subject=subject, path=path, at=ctx.now)
