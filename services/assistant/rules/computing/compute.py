"""Which computation a question asks for, and its result. One entry point; no question raises."""

from __future__ import annotations

import re
from datetime import date

from services.assistant.rules.computing.admitted_within import admitted_within
from services.assistant.rules.computing.computed import Computed
from services.assistant.rules.computing.deadlines import deadline
from services.assistant.rules.computing.dues import dues
from services.assistant.rules.computing.lines import line_of
from services.assistant.rules.computing.party_age import party_age
from services.assistant.rules.computing.probation import probation
from services.assistant.rules.computing.rulebook import Rulebook
from services.assistant.rules.computing.unconfirmed import unconfirmed
from services.assistant.rules.computing.votes import votes
from shared.vietnamese.typing import repaired

# The subject that is named most narrowly first; a deadline is any period from any day, so last.
_KINDS = (dues, admitted_within, party_age, probation, unconfirmed, votes, deadline)


def compute(question: str, today: date, book: Rulebook) -> Computed | None:
    """None: no computation that rules define, or one of a time or a case the rulebook does not know."""
    return next((found for line in lines_of(question) if (found := compute_line(line, today, book))), None)


def compute_line(line: str, today: date, book: Rulebook) -> Computed | None:
    return next((found for kind in _KINDS if (found := kind(line, today, book))), None)


def lines_of(text: str) -> list[str]:
    """As it was typed; then with raw typing repaired, where that changes no digit, for VNI writes tones with digits."""
    line = line_of(text)
    if line is None:
        return []
    meant = repaired(text)
    if meant == text or re.findall(r"\d", meant) != re.findall(r"\d", text):
        return [line]
    return [line, *([other] if (other := line_of(meant)) and other != line else [])]
