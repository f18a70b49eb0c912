"""Between two segments: is it still wanted, how far is it, and is it somebody else's turn?"""

from __future__ import annotations

import time

from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from shared.heavy import Unfinished
from shared.outbox import ChangedByAnother

NOTED_EVERY = 2.0


class Watch:
    """One slice of the work on one row."""

    def __init__(self, audio: ArticleAudio, slice_seconds: float) -> None:
        self._audio = audio
        self._slice_seconds = slice_seconds
        self._began: float | None = None
        self._noted = 0.0

    def on_engine(self, name: str) -> None:
        """For those who listen before it is finished: the kept segments go by the engine's name."""
        audios.note_engine(self._audio, name)

    def on_segment(self, said: int, of: int) -> None:
        """Before each segment that has to be said. Raises ChangedByAnother when the row was withdrawn or is of an older
        text by now, Unfinished after `slice_seconds`; at least one segment is said in between."""
        if not audios.is_as_read(self._audio):
            raise ChangedByAnother
        now = time.monotonic()
        if self._began is None:
            self._began = now
        elif now - self._began >= self._slice_seconds:
            audios.note_progress(self._audio, said, of)
            raise Unfinished
        elif now - self._noted >= NOTED_EVERY:
            self._noted = now
            audios.note_progress(self._audio, said, of)
