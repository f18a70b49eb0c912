"""Who may read a member's question: once it was handed over, the officer of an organisation above him."""

from __future__ import annotations

from shared.security import Permission

READ_HANDED_OVER = Permission.of("assistant.read_handed_over_question", "committee_officer")
