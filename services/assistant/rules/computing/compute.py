"""Which computation a question asks for, and its result. One entry point; no question raises."""

from __future__ import annotations

from datetime import date

from services.assistant.rules.computing.computed import Computed
from services.assistant.rules.computing.deadlines import deadline
from services.assistant.rules.computing.dues import dues
from services.assistant.rules.computing.lines import line_of
from services.assistant.rules.computing.party_age import party_age
from services.assistant.rules.computing.probation import probation
from services.assistant.rules.computing.rulebook import Rulebook
from services.assistant.rules.computing.votes import votes

# The subject that is named most narrowly first; a deadline is any period from any day, so last.
_KINDS = (dues, party_age, probation, votes, deadline)


def compute(question: str, today: date, book: Rulebook) -> Computed | None:
    """None: no computation that rules define, or one of a time or a case the rulebook does not know."""
    line = line_of(question)
    if line is None:
        return None
    return next((found for kind in _KINDS if (found := kind(line, today, book))), None)
