"""Reading a question: the syllables that carry its subject, and the cases that a machine never answers.

The phrases are data (see `Policy`), written folded, so a question reads the same with and without diacritics.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from services.assistant.rules.abbreviations import Seen, every_meaning, words_of, written_out
from services.assistant.rules.everyday_words import in_words_of_regulations
from services.assistant.rules.expected import Kind, kind_asked_for
from services.assistant.rules.persons import names_somebody
from services.assistant.rules.phrases import any_of
from services.assistant.rules.policy import Policy
from shared.vietnamese.folding import pairs
from shared.vietnamese.typing import repaired

Reason = Literal["personal_case", "wants_person"]

# A question beyond this is a letter; its first syllables name the subject, and the search stays quick.
LONGEST_SEARCH = 64


@dataclass(frozen=True)
class Reading:
    """`others`: the same said otherwise: as it was typed, where abbreviations were written out or slips corrected, and
    in the words of regulations, where a member has others for it every day. `former`, `former_pairs`: of the
    questions before, where this one goes on from them. `asks_for`: what a clause must have to answer it."""

    syllables: tuple[str, ...]
    bigrams: tuple[str, ...]
    must_hand_over: Reason | None
    others: tuple[tuple[str, ...], ...] = ()
    former: tuple[str, ...] = ()
    former_pairs: tuple[str, ...] = ()
    asks_for: Kind | None = None


def _nowhere(parts: Collection[str]) -> list[int]:
    return [0 for _ in parts]


def read_question(text: str, policy: Policy, seen: Seen = _nowhere) -> Reading:
    """`seen` decides between the meanings of an abbreviation."""
    words = words_of(repaired(text))
    spoken = [word.text for word in words]
    meant = written_out(words, policy.abbreviations, seen)
    subject = _subject(meant, policy)
    ways = [meant, *every_meaning(words, policy.abbreviations)]
    # What stands beside its neighbours in one document is not always meant: the commonest meaning counts as well.
    commonest = ways[2] if len(ways) > 2 else spoken
    said_otherwise = (spoken, commonest, *in_words_of_regulations(meant, policy.everyday_words))
    others = [_subject(each, policy) for each in said_otherwise]
    must = next((reason for way in ways if (reason := _always_handed_over(way, policy))), None)
    if must is None and names_somebody(text):
        must = "personal_case"
    said = tuple(dict.fromkeys(tuple(each) for each in others if each != subject))
    asks_for = kind_asked_for(f" {' '.join(meant)} ")
    return Reading(tuple(subject), tuple(pairs(subject)), must, said, asks_for=asks_for)


def corrected(reading: Reading, meant: Sequence[str], policy: Policy) -> Reading:
    """The same question with slips of the finger taken for what was meant; a person's case shows only now, too."""
    must = reading.must_hand_over or _always_handed_over(meant, policy)
    others = [reading.syllables, *reading.others, *map(tuple, in_words_of_regulations(meant, policy.everyday_words))]
    said = tuple(dict.fromkeys(each for each in others if each != tuple(meant)))
    return replace(
        reading,
        syllables=tuple(meant),
        bigrams=tuple(pairs(list(meant))),
        must_hand_over=must,
        others=said,
    )


def _subject(spoken: Sequence[str], policy: Policy) -> list[str]:
    """ "cho tôi hỏi … là bao nhiêu ạ" says how one asks, not what about, and stands in no regulation."""
    line = f" {' '.join(spoken)} "
    kept = any_of(policy.question_frames).sub(" ", line)
    return (kept if kept.strip() else line).split()[:LONGEST_SEARCH]


def _always_handed_over(spoken: Sequence[str], policy: Policy) -> Reason | None:
    line = f" {' '.join(spoken)} "
    if any_of(policy.wants_person).search(line):
        return "wants_person"
    asked = any_of(policy.polite_openings).sub(" ", line)
    if any_of(policy.personal_case).search(asked) or any_of(policy.named_person).search(asked):
        return "personal_case"
    first_person = any_of(policy.first_person).search(asked)
    exact = any_of(policy.exact_amount).search(asked)
    return "personal_case" if first_person and exact else None
