"""Files of imports go seven days after their last step, with what was told about their rows; the numbers stay."""

from __future__ import annotations

from datetime import datetime

from services.identity.rules.import_flow import ENDED, State
from services.identity.store import import_files, member_imports
from shared.outbox import ChangedByAnother, change


def forget_old_imports(now: datetime) -> int:
    """How many files went. One that waits for its person is over with it."""
    forgotten = 0
    for item in member_imports.with_old_files(now - member_imports.FILES_KEPT):
        if State(item.state) not in ENDED:
            try:
                change(item, set__state=State.CANCELLED)
            except ChangedByAnother:
                continue
        import_files.forget(item)
        forgotten += 1
    return forgotten + import_files.forget_unnamed(now)
