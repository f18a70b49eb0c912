"""The one event of the ledger."""

from shared.contracts import Event, event


@event("ledger.entry_written.v1")
class EntryWritten(Event):
    number: int
    behaviour: str = ""


@event("ledger.entry_noted.v1", routing="optional")
class EntryNoted(Event):
    """Nobody waits for this one."""

    number: int
