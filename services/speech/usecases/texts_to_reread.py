"""Which texts hold a word whose reading was changed after they were read."""

from __future__ import annotations

from services.speech.rules.mentions import mentions_any
from services.speech.store import audio as audios
from services.speech.store import readings, texts
from services.speech.usecases.fresh_reader import fresh_reader


def texts_to_reread() -> list[str]:
    """Their ids. Whether a sentence really sounds otherwise is seen when its turn comes: spelling out every text would
    take minutes. What was changed and changed back counts for nothing."""
    reader = fresh_reader().current()
    since = audios.read_before(reader.desk, reader.version)
    changed = [(change.number, change.written) for change in readings.in_force().values()]
    found = []
    for text in texts.each_of(since):
        later = [written for number, written in changed if number > since[text.article_id]]
        if later and mentions_any(text, later):
            found.append(text.article_id)
    return found
