"""A certificate as its holder sees it: what content says of the course, and the name that identity has for the caller.

The name goes to content with the command that issues it and comes from identity alone: who asks cannot choose it.
"""

from __future__ import annotations

from typing import Any

from services.gateway.asking import Asker


async def issued(ask: Asker, course_id: str) -> dict[str, Any]:
    """{number, course_id, title, kind, completed_at, full_name, cell_name}. Asked again it is the same certificate."""
    me = await ask("identity", "my_profile")
    given = await ask("content", "issue_certificate", course_id=course_id, full_name=me["full_name"])
    return {**given, "full_name": me["full_name"], "cell_name": me.get("cell_name") or ""}


def spaced(number: str) -> str:
    """7K3F9QXM2D8P → 7K3F-9QXM-2D8P"""
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
