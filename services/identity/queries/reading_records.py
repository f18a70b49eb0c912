"""The trail of a read of other people's records: one entry per read, which names every record it showed."""

from __future__ import annotations

from collections.abc import Sequence

from shared.security import audit
from shared.usecase import Context

_IDS_PER_DETAIL = 5
"""A detail holds 200 characters; an id has 36."""


def leave_trail(action: str, ctx: Context, path: str, member_ids: Sequence[str]) -> None:
    chunks = [member_ids[at : at + _IDS_PER_DETAIL] for at in range(0, len(member_ids), _IDS_PER_DETAIL)]
    details: dict[str, str | int | bool | None] = {"count": len(member_ids)}
    details |= {f"ids_{number}": " ".join(chunk) for number, chunk in enumerate(chunks)}
    subject = path.rstrip("/").rpartition("/")[2]
    audit.record(action, actor=ctx.actor, subject=subject, path=path, details=details, at=ctx.now)
