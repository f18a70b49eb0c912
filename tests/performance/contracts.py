"""The one event that is measured: about a kilobyte once it is in its envelope."""

import time

from shared import clock, ids
from shared.contracts import Event, event
from shared.outbox.record import record

TYPE = "bench.note_written.v1"
TEXT = "Sổ tay đảng viên điện tử. " * 19  # about 600 bytes, as long as a short notice


@event(TYPE)
class NoteWritten(Event, kw_only=True):
    number: int
    began: float = 0.0
    """Seconds since the epoch when the command began; both ends run on one machine."""
    text: str = TEXT


def bodies(count: int) -> list[bytes]:
    """Encoded envelopes, each with an id of its own, as an outbox holds them."""
    moment = clock.now()
    return [
        record(NoteWritten(number=number, began=time.time()), ids.new_id(), 1, moment)["body"]
        for number in range(count)
    ]
