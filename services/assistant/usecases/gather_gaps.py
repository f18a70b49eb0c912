"""Once a day: of the questions of past days that no document answered, tell what enough different people asked.

What fewer asked stays where it is, encrypted with its member, and goes with the question; nothing of it is noted. So
nobody has to be remembered in order to be counted: the people are told apart while their questions are still kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from services.assistant.engines.library import Library
from services.assistant.engines.unanswered import Waiting, unanswered
from services.assistant.rules.answer import cite
from services.assistant.rules.gaps import PAIR, Told, Unanswered, by_gap, grouped, told
from services.assistant.rules.permissions import DECIDE_GAPS
from services.assistant.store import duties, gaps, questions
from services.assistant.store.gaps import Gathered, Nearest
from services.assistant.store.questions import AskedQuestion
from services.assistant.usecases.ask import LOOKED_BACK
from shared import clock, ids
from shared.beside_hub import beside_hub
from shared.contracts.assistant import GapsFound
from shared.observability import log
from shared.outbox import stage
from shared.security import paths
from shared.store import in_transaction

SUBJECT = "gaps"


def gather_gaps(now: datetime, library: Library) -> int:
    """Returns how many gaps were found or grew."""
    today = clock.local_date(now)
    if not duties.claim("gaps", today, now):
        return 0
    midnight = datetime.combine(today, time(), clock.LOCAL)
    waiting = [_waiting(row) for row in gaps.waiting(midnight)]
    if not waiting:
        return 0
    root = paths.ancestors(waiting[0].cell_path)[0]
    known = gaps.known()
    batches = beside_hub(lambda: _sorted(_read(waiting, library), known, library))
    for_editors = False
    for gap_id, batch, gathered in batches:
        if gap_id is None:
            gaps.found(ids.new_id(), batch, _nearest(batch, library, root, now), gathered)
            for_editors = True
        else:
            for_editors |= gaps.grown(gap_id, batch, gathered)
    if for_editors:
        _tell(root)
    log.info("gaps_gathered", waiting=len(waiting), gaps=len(batches))
    return len(batches)


def _waiting(row: AskedQuestion) -> Waiting:
    goes_on = row.conversation_id not in (None, row.id)
    return Waiting(
        question_id=row.id,
        asker=row.member_id,
        cell_path=row.cell_path,
        asked_on=clock.local_date(row.asked_at),
        text=row.text,
        earlier=questions.before(row, LOOKED_BACK) if goes_on else (),
        unhelpful=row.helpful is False,
        told=tuple(row.gathered_parts),
    )


def _read(waiting: Sequence[Waiting], library: Library) -> list[Unanswered]:
    return [each for row in waiting for each in unanswered(row, library.retriever, library.policy)]


def _sorted(
    read: Sequence[Unanswered], known: Mapping[str, Sequence[str]], library: Library
) -> list[tuple[str | None, Told, list[Gathered]]]:
    parts = {part for each in read for part in each.parts} | {part for terms in known.values() for part in terms}
    rarity = library.retriever.rarity(parts)
    about = by_gap(read, known, rarity)
    new = grouped(about.pop(None, []), rarity)
    groups: list[tuple[str | None, list[Unanswered]]] = [*((None, group) for group in new), *about.items()]
    batches = ((gap_id, told(group, library.gap_fewest_askers), group) for gap_id, group in groups)
    left: dict[str, set[int]] = defaultdict(set)
    for each in read:
        left[each.question_id].add(each.part)
    return [(gap_id, batch, _gathered(group, left)) for gap_id, batch, group in batches if batch]


def _gathered(group: Sequence[Unanswered], left: dict[str, set[int]]) -> list[Gathered]:
    """`left`: what waits of each message, less what is told here."""
    parts: dict[str, list[int]] = defaultdict(list)
    for each in group:
        parts[each.question_id].append(each.part)
        left[each.question_id].discard(each.part)
    return [Gathered(question_id, tuple(told), not left[question_id]) for question_id, told in parts.items()]


def _tell(root: str) -> None:
    event = GapsFound(audience=root, roles=sorted(DECIDE_GAPS.roles), waiting=gaps.count(gaps.OPEN))
    in_transaction(lambda: stage(SUBJECT, event))


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
