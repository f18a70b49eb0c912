"""The trail of what a secretary does, and of every look at other people's attendance.

`about`: the members whose row was shown or written; each may ask who it was (law L4). No entry says what somebody chose
in a vote.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.security import audit
from shared.usecase import Context


def leave_trail(
    action: str,
    ctx: Context,
    subject: str,
    cell_path: str,
    *,
    about: Sequence[str] = (),
    **details: str | int | bool | None,
) -> None:
    audit.record(
        f"meetings.{action}",
        actor=ctx.caller,
        subject=subject,
        path=cell_path,
        about=about,
        details=details,
        at=ctx.now,
    )
