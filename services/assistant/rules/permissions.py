"""Who may read a member's question: once it was handed over, the officer of an organisation above him. What several
people asked and no document answered is for editors; it names nobody."""

from __future__ import annotations

from shared.security import Permission

READ_HANDED_OVER = Permission.of("assistant.read_handed_over_question", "committee_officer")
READ_GAPS = Permission.of("assistant.read_gaps", "committee_editor", "administrator")
# One list for the whole province, so its editors decide.
DECIDE_GAPS = Permission.of("assistant.decide_gaps", "committee_editor")
# How well it answers is told to whoever can better it; golden questions and thresholds hold for the whole province.
READ_QUALITY = Permission.of("assistant.read_quality", "committee_editor", "administrator")
PUT_GOLDEN = Permission.of("assistant.put_golden_questions", "committee_editor", "administrator")
SWITCH_POLICY = Permission.of("assistant.switch_policy", "administrator")
