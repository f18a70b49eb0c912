"""Finished recordings are made anew where their words are said otherwise now. The old one is heard until the new one is
there, and each new one is told once.

Every turn is short and ends behind all that waits in the queue: what was published comes first. Sentences that sound as
before are taken from the kept segments. Killed in the middle, it goes on at the text that was in hand.
"""

from __future__ import annotations

import math
import time

from services.speech.engines.narrator import Narrator
from services.speech.store import audio as audios
from services.speech.store import rereadings, texts
from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import ArticleSegments
from services.speech.usecases.clear_blobs import delete_blobs, delete_older_blobs
from services.speech.usecases.on_article_published import put_files, recorded
from services.speech.usecases.watch import Watch
from shared import clock
from shared.contracts.content import ArticlePublished
from shared.contracts.speech import RereadingAsked
from shared.errors import Invalid
from shared.heavy import Unfinished
from shared.observability import log
from shared.outbox import ChangedByAnother
from shared.store import BlobStore


def on_rereading_asked(
    asked: RereadingAsked, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    """Raises Unfinished when `slice_seconds` are spent; called again it goes on from there."""
    order, ends = rereadings.get(asked.rereading_id), time.monotonic() + slice_seconds
    waiting = list(order.waiting) if order is not None else []
    for number, text_id in enumerate(waiting):
        if number and time.monotonic() >= ends:
            raise Unfinished
        text = texts.find(text_id)
        rows = audios.of_article(text_id) if text else []
        made = 0
        for row in rows:
            if text and row.state == audios.READY and row.article_version == text.article_version:
                made += _read_again(row, text, narrator, blobs, slice_seconds)
        rereadings.take_off(asked.rereading_id, text_id, made, clock.now())


def _read_again(
    audio: ArticleAudio, text: ArticlePublished, narrator: Narrator, blobs: BlobStore, slice_seconds: float
) -> bool:
    delete_older_blobs(audio, blobs)  # those of a finisher that was killed
    if narrator.wording(text.title, text.blocks, audio.voice) == audio.wording:
        audios.note_reader(audio, narrator.reader.version, narrator.reader.desk)
        return False
    watch = Watch(audio, slice_seconds)
    try:
        recording = narrator.record(
            text.title, text.blocks, audio.voice, ArticleSegments(text.article_id), watch.on_segment
        )
        claimed, sound, timings = audios.claim_again(audio)
        put_files(recording, audio.voice, sound, timings, blobs)
        finished = audios.finish(claimed, blob_id=sound, timings_id=timings, **recorded(recording))
    except Invalid as refused:
        log.warning(
            "audio_not_reread", audio_id=audio.id, error_code=refused.code, reasons=refused.details.get("reasons")
        )
        audios.note_reader(audio, narrator.reader.version, narrator.reader.desk)
        return False
    except ChangedByAnother:
        return _overtaken(audio, blobs)
    log.info("audio_reread", audio_id=audio.id, engine=recording.engine)
    delete_older_blobs(finished, blobs)
    return True


def _overtaken(audio: ArticleAudio, blobs: BlobStore) -> bool:
    """Withdrawn or published anew meanwhile: what was put after that is looked for by nobody else."""
    now = audios.get(audio.id)
    if now.state == audios.READY and audios.is_as_read(now):
        raise ChangedByAnother  # another delivery is at it, or died doing so: a later try sees which
    if now.state != audios.READY:
        delete_blobs(now, blobs)
    return False
