"""What of a member's message went unanswered, read as it was answered: each of several questions by itself, with what
it goes on from, less what was computed or asked back for a computation, and less what is a person's own affair.

It is answered once more, with the documents and the policy of now: what they answer by now is no gap in them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.assistant.engines.answering import Reply
from services.assistant.engines.conversation import Asking, Part, answer_message
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.computing import holds_only_an_input
from services.assistant.rules.follow_up import follows
from services.assistant.rules.gaps import Unanswered
from services.assistant.rules.knowledge import EVERYBODY
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading
from shared.security import paths
from shared.vietnamese.folding import without_diacritics


@dataclass(frozen=True)
class Waiting:
    """`earlier`: the questions before it in the same conversation, the newest first. `unhelpful`: its member said that
    the answer did not help, whatever it was. `told`: the places of those of its questions that are told already."""

    question_id: str
    asker: str
    cell_path: str
    asked_on: date
    text: str
    earlier: Sequence[str]
    unhelpful: bool
    told: Sequence[int] = ()


def unanswered(waiting: Waiting, retriever: Retriever, policy: Policy) -> Iterator[Unanswered]:
    if holds_only_an_input(waiting.text, waiting.asked_on):
        return  # "27", which no document would answer
    asking = Asking([*paths.ancestors(waiting.cell_path), EVERYBODY], waiting.asked_on)
    parts = answer_message(waiting.text, retriever, policy, asking, lambda: waiting.earlier).parts
    for place, part in enumerate(parts):
        reading = _lacking(part, policy, unhelpful=waiting.unhelpful)
        if reading is not None and place not in waiting.told:
            yield _about(reading, waiting, place)


def _lacking(part: Part, policy: Policy, *, unhelpful: bool) -> Reading | None:
    """The question as it was understood, where a document may be wanting."""
    reply, reading = part.reply, part.reply.reading
    if reading is None or reply.computed is not None or not (unhelpful or _in_vain(reply)):
        return None
    if reply.reason == "out_of_scope" and not unhelpful:
        return None
    # "Còn sinh viên thì sao?" with nothing before it asks nothing that a document could answer.
    says_nothing = not reading.former and follows(part.question, reading, policy)
    return None if reading.must_hand_over or says_nothing else reading


def _in_vain(reply: Reply) -> bool:
    return reply.tier in ("suggest", "handover")


def _about(reading: Reading, waiting: Waiting, part: int) -> Unanswered:
    syllables = (*reading.syllables, *reading.former)
    spelled = _spelled([waiting.text, *(waiting.earlier if reading.former else ())])
    return Unanswered(
        question_id=waiting.question_id,
        asker=waiting.asker,
        place=commune_of(waiting.cell_path),
        day=waiting.asked_on,
        parts=frozenset([*syllables, *reading.bigrams, *reading.former_pairs]),
        spelled={syllable: spelled[syllable] for syllable in syllables if syllable in spelled},
        part=part,
    )


def _spelled(texts: Sequence[str]) -> dict[str, str]:
    """Folded word → as it was typed, in the newest of the texts that has it."""
    typed = [word for text in reversed(texts) for word in unicodedata.normalize("NFC", text).lower().split()]
    return {without_diacritics(word): word for word in (each.strip(".,;:!?()\"'“”") for each in typed)}


def commune_of(cell_path: str) -> str:
    """The second level of the tree, or the first where a cell hangs there: never the cell itself."""
    above = paths.ancestors(cell_path)[:-1] or [cell_path]
    return above[:2][-1]
