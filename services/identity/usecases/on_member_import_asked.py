"""The import worker's job. Asked twice for the same, or for what nobody wants any more, it does nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from services.identity.rules.errors import ImportRefused, MemberNotFound, SignedOut
from services.identity.rules.import_errors import ImportGivenUp
from services.identity.rules.import_flow import WORKING, State, Step
from services.identity.store import import_files, member_imports
from services.identity.store.import_files import BlobNotFound
from services.identity.store.member_imports import MemberImport
from services.identity.usecases.looking_at_file import look_at_file
from services.identity.usecases.working_through_file import Overtaken, check_file, run_file
from shared import clock
from shared.contracts.identity import MemberImportAsked
from shared.errors import AppError
from shared.outbox import ChangedByAnother, change
from shared.security import NotPermitted
from shared.security.refusing import SecretMark

SECONDS_BETWEEN_TRIES = 2.0
_STEPS: Mapping[Step, Callable[[MemberImport], None]] = {
    Step.LOOK: lambda item: look_at_file(item, clock.now()),
    Step.CHECK: check_file,
    Step.RUN: run_file,
}
_FINAL = (ImportRefused, SecretMark, NotPermitted, MemberNotFound, SignedOut, BlobNotFound)


def on_member_import_asked(told: MemberImportAsked) -> None:
    step = Step(told.step)
    while (item := _wanted(told, step)) is not None:
        try:
            return _STEPS[step](item)
        except _FINAL as error:
            return _fail(item, error)
        except (Overtaken, ChangedByAnother):
            # Cancelled: seen above. Another worker: what it did is seen there too, and this one waits for it to end.
            time.sleep(SECONDS_BETWEEN_TRIES)


def give_up_import(told: MemberImportAsked) -> None:
    """Before its message is parked: the step could not be done at any try. Repeated it changes nothing."""
    if (item := _wanted(told, Step(told.step))) is not None:
        _fail(item, ImportGivenUp())


def _wanted(told: MemberImportAsked, step: Step) -> MemberImport | None:
    item = member_imports.find(told.import_id)
    if item is None or item.round != told.round or item.state != WORKING[step]:
        return None
    return item


def _fail(item: MemberImport, error: AppError) -> None:
    """What was written stays and is counted. The file goes at once: it may be what must not be kept."""
    try:
        change(
            member_imports.get(item.id), set__state=State.FAILED, set__told=error.message, set__changed_at=clock.now()
        )
    finally:
        import_files.forget(item)
