"""State and event in one write, and the relay that sends what was written."""

from shared.outbox.aggregate import Aggregate, AlreadyExists, ChangedByAnother, change, change_many, create, create_many
from shared.outbox.record import configure_source
from shared.outbox.transactional import stage

__all__ = [
    "Aggregate",
    "AlreadyExists",
    "ChangedByAnother",
    "change",
    "change_many",
    "configure_source",
    "create",
    "create_many",
    "stage",
]
