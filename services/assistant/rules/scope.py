"""Weather, football, cooking: said to be out of scope, where a person of the committee would otherwise be offered.

Only what is plainly so: a phrase of the policy, beside nothing that concerns the Party, in no clause that was found,
and where no clause fits well enough to be offered. Whatever a document of the province speaks of is in scope.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.assistant.rules.phrases import any_of
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from shared.vietnamese.folding import syllables


def out_of_scope(reading: Reading, passages: Sequence[str], policy: Policy) -> bool:
    """`passages`: the nearest that the reader may read."""
    line = f" {' '.join(reading.syllables)} "
    named = any_of(policy.out_of_scope).search(line)
    if named is None or any_of(policy.within_scope).search(line):
        return False
    return not any(f"{named[0]} " in f" {' '.join(syllables(passage))} " for passage in passages)
