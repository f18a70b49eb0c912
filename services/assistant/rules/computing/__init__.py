"""Arithmetic that rules define, from what the question states: dues, Party age and badges, probation, deadlines, votes.

Every number comes from the question or from the rulebook (data/computing_rules.json, with its source); what is
missing is asked for, what cannot be is said. Holds no opinion on a person's case and reads no record.
"""

from __future__ import annotations

from services.assistant.rules.computing.compute import compute
from services.assistant.rules.computing.computed import Computed, Source
from services.assistant.rules.computing.going_on import GoneOn, go_on, holds_only_an_input
from services.assistant.rules.computing.rulebook import Rulebook, decode_rulebook

__all__ = [
    "Computed", "GoneOn", "Rulebook", "Source", "compute", "decode_rulebook", "go_on", "holds_only_an_input",
]  # fmt: skip
