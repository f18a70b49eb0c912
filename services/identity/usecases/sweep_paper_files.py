"""Files of papers that nothing names a day after they were sent, and files whose set time has run out, are deleted.
Run from time to time by every process of the service; twice at once does no harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.identity.store import member_papers, paper_files
from services.identity.store.member_papers import MemberPaper
from shared.observability import log
from shared.store import in_transaction

LOOSE_FOR = timedelta(days=1)


def sweep_paper_files(now: datetime, kept_days: int) -> int:
    """How many files were deleted. `kept_days`: of replaced and withdrawn versions; 0 keeps them for good."""
    if kept_days:
        for paper in member_papers.ended_before(now - timedelta(days=kept_days)):
            _let_go(paper, now - timedelta(days=kept_days), now)
    swept = paper_files.sweep(now - LOOSE_FOR)
    if swept:
        log.info("paper_files_swept", files=swept)
    return swept


def _let_go(paper: MemberPaper, moment: datetime, now: datetime) -> None:
    due = [item for item in paper.versions if item.ended_at and item.ended_at < moment and not item.erased_at]
    for version in due:

        def work(number: int = version.number, file_id: str = version.file_id) -> None:
            if member_papers.erase(paper, number, now):
                paper_files.let_go(file_id, now - 2 * LOOSE_FOR)

        in_transaction(work)
