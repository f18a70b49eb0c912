"""Once a day: of the questions of past days that no document answered, tell what enough different people asked.

What fewer asked stays where it is, encrypted with its member, and goes with the question; nothing of it is noted. So
nobody has to be remembered in order to be counted: the people are told apart while their questions are still kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from services.assistant.engines.library import Library
from services.assistant.rules.answer import cite
from services.assistant.rules.gaps import PAIR, Told, Unanswered, by_gap, grouped, told
from services.assistant.rules.permissions import DECIDE_GAPS
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import read_question
from services.assistant.store import duties, gaps
from services.assistant.store.gaps import Nearest
from services.assistant.store.questions import AskedQuestion
from shared import clock, ids
from shared.beside_hub import beside_hub
from shared.contracts.assistant import GapsFound
from shared.observability import log
from shared.outbox import stage
from shared.security import paths
from shared.store import in_transaction
from shared.vietnamese.folding import without_diacritics

SUBJECT = "gaps"


def gather_gaps(now: datetime, library: Library) -> int:
    """Returns how many gaps were found or grew."""
    today = clock.local_date(now)
    if not duties.claim("gaps", today, now):
        return 0
    midnight = datetime.combine(today, time(), clock.LOCAL)
    read = [each for row in gaps.waiting(midnight) if (each := _unanswered(row, library.policy))]
    if not read:
        return 0
    root = paths.ancestors(read[0].place)[0]
    known = gaps.known()
    batches = beside_hub(lambda: _sorted(read, known, library))
    for_editors = False
    for gap_id, batch, question_ids in batches:
        if gap_id is None:
            gaps.found(ids.new_id(), batch, _nearest(batch, library, root, now), question_ids)
            for_editors = True
        else:
            for_editors |= gaps.grown(gap_id, batch, question_ids)
    if for_editors:
        _tell(root)
    log.info("gaps_gathered", waiting=len(read), gaps=len(batches))
    return len(batches)


def _sorted(
    read: Sequence[Unanswered], known: Mapping[str, Sequence[str]], library: Library
) -> list[tuple[str | None, Told, list[str]]]:
    parts = {part for each in read for part in each.parts} | {part for terms in known.values() for part in terms}
    rarity = library.retriever.rarity(parts)
    about = by_gap(read, known, rarity)
    new = grouped(about.pop(None, []), rarity)
    groups: list[tuple[str | None, list[Unanswered]]] = [*((None, group) for group in new), *about.items()]
    batches = ((gap_id, told(group, library.gap_fewest_askers), group) for gap_id, group in groups)
    return [(gap_id, batch, [each.question_id for each in group]) for gap_id, batch, group in batches if batch]


def _tell(root: str) -> None:
    event = GapsFound(audience=root, roles=sorted(DECIDE_GAPS.roles), waiting=gaps.count(gaps.OPEN))
    in_transaction(lambda: stage(SUBJECT, event))


def _unanswered(row: AskedQuestion, policy: Policy) -> Unanswered | None:
    """None for what is a person's own affair as the policy of today reads it."""
    reading = read_question(row.text, policy)
    if reading.must_hand_over:
        return None
    typed = unicodedata.normalize("NFC", row.text).lower().split()
    spelled = {without_diacritics(word): word for word in (each.strip(".,;:!?()\"'“”") for each in typed)}
    return Unanswered(
        question_id=row.id,
        asker=row.member_id,
        place=commune_of(row.cell_path),
        day=clock.local_date(row.asked_at),
        parts=frozenset([*reading.syllables, *reading.bigrams]),
        spelled={syllable: spelled[syllable] for syllable in reading.syllables if syllable in spelled},
    )


def commune_of(cell_path: str) -> str:
    """The second level of the tree, or the first where a cell hangs there: never the cell itself."""
    above = paths.ancestors(cell_path)[:-1] or [cell_path]
    return above[:2][-1]


def _nearest(batch: Told, library: Library, root: str, now: datetime) -> Nearest | None:
    """Among what everybody in the province may read: an editor elsewhere learns of no other document."""
    syllables = [part for part in batch.parts if PAIR not in part]
    pairs = [part for part in batch.parts if PAIR in part]
    hits = library.retriever.search(syllables, pairs, audiences=[root], as_of=clock.local_date(now), limit=1)
    if not hits:
        return None
    citation = cite(hits[0])
    return Nearest(
        document_id=citation.document_id,
        anchor=citation.anchor,
        title=citation.title,
        number=citation.number,
        place=citation.place,
    )
