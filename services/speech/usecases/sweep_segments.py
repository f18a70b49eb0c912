"""Spoken segments that no text used for long, or that do not fit any more, are deleted. Twice at once does no harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.speech.store import segments
from shared.observability import log


def sweep_segments(now: datetime, kept_days: int, most_megabytes: int) -> int:
    """How many were deleted. What was used within a day stays whatever the settings say."""
    swept = segments.sweep(now, timedelta(days=kept_days), most_megabytes * 1_000_000)
    if swept:
        log.info("segments_swept", segments=swept)
    return swept
