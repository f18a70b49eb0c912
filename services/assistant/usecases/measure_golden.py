"""How well the golden set is answered: measured once a day where documents, questions or thresholds changed since.

Asked as somebody who may read what is addressed to everybody.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from services.assistant.engines.golden import Setting, figures_of, judged
from services.assistant.engines.library import Library
from services.assistant.store import duties, golden
from shared import clock, ids
from shared.beside_hub import beside_hub
from shared.observability import log


def measure_golden(now: datetime, library: Library) -> bool:
    """True when it was measured."""
    today = clock.local_date(now)
    current = golden.current()
    if current is None:
        return False
    knowledge = hashlib.sha256(repr(sorted(library.retriever.versions().items())).encode()).hexdigest()[:12]
    stamp = (library.policy.version, knowledge, current.digest)
    before = golden.last()
    if before and (before.policy_version, before.knowledge, before.golden) == stamp:
        return False
    # A busy day of publishing is measured once; other questions or thresholds are measured at once.
    if not duties.claim(f"golden/{current.digest}/{library.policy.version}", today, now):
        return False
    questions = golden.questions_of(current)
    setting = Setting(library.retriever, golden.roots(), today)
    figures = figures_of(beside_hub(lambda: judged(questions, setting, library.policy)))
    golden.keep(
        ids.new_id(),
        figures,
        measured_at=now,
        policy_version=library.policy.version,
        knowledge=knowledge,
        golden=current.digest,
        unknown=golden.unknown_labels(questions),
    )
    log.info("golden_measured", precision=figures.answered_precision, answered=figures.answered_share)
    return True
