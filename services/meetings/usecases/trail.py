"""The trail of what a secretary does, and of every look at other people's attendance."""

from __future__ import annotations

from shared.security import audit
from shared.usecase import Context


def leave_trail(action: str, ctx: Context, subject: str, cell_path: str, **details: str | int | bool | None) -> None:
    audit.record(f"meetings.{action}", actor=ctx.caller, subject=subject, path=cell_path, details=details, at=ctx.now)
