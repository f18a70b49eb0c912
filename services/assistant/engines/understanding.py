"""From what a member typed to what is searched: the pure rules, with what the index knows of words.

A slip of the finger is corrected with the words of the whole index, hidden documents included; what is found is only
what the member may read, and the corrected words are not told.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading, corrected, read_question
from shared.vietnamese.spelling import guesses
from shared.vietnamese.typing import is_syllable

# Beyond this a question is a letter: there is enough in it to find what it is about.
LONGEST_CORRECTED = 24


def understood(question: str, retriever: Retriever, policy: Policy, *, audiences: list[str], as_of: date) -> Reading:
    reading = read_question(question, policy, retriever.seen)
    if len(reading.syllables) > LONGEST_CORRECTED or not _mistyped(reading.syllables, retriever):
        return reading

    def here(pairs: Collection[str]) -> list[bool]:
        seen = retriever.seen(pairs)
        return [
            bool(count and retriever.search([pair], [], audiences=audiences, as_of=as_of, limit=1))
            for pair, count in zip(pairs, seen, strict=True)
        ]

    # What is a syllable was meant: the documents only lack it, and no other word may stand in for it.
    found = guesses(reading.syllables, retriever.vocabulary(), retriever.seen, here, most=1, short=0)
    return corrected(reading, found[0], policy) if found else reading


def _mistyped(syllables: tuple[str, ...], retriever: Retriever) -> bool:
    """Some word is no syllable and stands nowhere."""
    strange = [word for word in syllables if word.isalpha() and len(word) > 2 and not is_syllable(word)]
    return any(not count for count in retriever.seen(strange))
