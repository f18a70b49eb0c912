"""The one event of the ledger."""

from shared.contracts import Event, event


@event("ledger.entry_written.v1")
class EntryWritten(Event, kw_only=True):
    number: int
    behaviour: str = ""


@event("ledger.entry_noted.v1", routing="optional")
class EntryNoted(Event, kw_only=True):
    """Nobody waits for this one."""

    number: int
