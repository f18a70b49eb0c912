"""The audit trail: who did or read what of whom, append-only and hash-chained, one chain per service.

Promises: entries are numbered without gaps and each carries the hash of the one before, so `verify_chain`
finds the first that was changed, removed or put in between. `record` is safe against races and takes part
in an open `transaction()`. Details hold ids and numbers only.
Does not: prevent one who owns the database from rewriting the chain from some entry on, or cutting its end.
Keep the last number and hash somewhere else (`export` ends with them) and give them to `verify_chain` as
the anchor.
"""

from shared.security.audit.chain import (
    MAX_ABOUT,
    Anchor,
    Broken,
    Entry,
    ensure_index,
    entries_about,
    export,
    head,
    record,
    record_reading,
    verify_chain,
)
from shared.security.audit.told import OwnTrail, SeenOnDay, own_trail

__all__ = [
    "MAX_ABOUT",
    "Anchor",
    "Broken",
    "Entry",
    "OwnTrail",
    "SeenOnDay",
    "ensure_index",
    "entries_about",
    "export",
    "head",
    "own_trail",
    "record",
    "record_reading",
    "verify_chain",
]
