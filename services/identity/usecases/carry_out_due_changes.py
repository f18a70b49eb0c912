"""On its day a planned change of the tree takes place; one that was killed on its way goes on. Run by every process of
the service; two at once end the same."""

from __future__ import annotations

from datetime import datetime

from services.identity.rules.errors import OrganisationNotFound
from services.identity.rules.organisation_errors import ChangeRefused
from services.identity.store import organisation_changes
from services.identity.store.organisation_changes import OrganisationChange
from services.identity.usecases.carrying_out_change import carry_out
from shared.clock import local_date
from shared.observability import log
from shared.outbox import AlreadyExists, ChangedByAnother, change


def carry_out_due_changes(now: datetime) -> int:
    """How many were carried out."""
    done = 0
    for item in organisation_changes.due(local_date(now)):
        try:
            carry_out(item, now)
        except ChangedByAnother:
            continue  # another process is at it
        except (ChangeRefused, OrganisationNotFound, AlreadyExists) as refused:
            _note(item, refused.message)
            continue
        done += 1
    return done


def _note(item: OrganisationChange, why: str) -> None:
    """What was possible when it was planned is not any more: a person looks, and withdraws or decides anew."""
    log.warning("organisation_change_failed", change_id=item.id)
    change(organisation_changes.get(item.id), set__failed=why)
