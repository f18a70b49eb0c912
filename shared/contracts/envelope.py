"""The envelope every event travels in, in the words of CloudEvents 1.0.

`subject` is the aggregate's id and `sequence` counts that aggregate's events from 1, so a reader can tell a late
event from a new one. `data` stays undecoded until the type is known.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    specversion: Literal["1.0"] = "1.0"
    id: str
    type: str
    source: str
    subject: str
    sequence: int
    time: datetime
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None
    datacontenttype: Literal["application/json"] = "application/json"
    data: msgspec.Raw


decode_envelope = msgspec.json.Decoder(Envelope).decode
encode = msgspec.json.Encoder().encode
