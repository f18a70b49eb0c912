"""An article is read aloud in every voice, one after the other; each voice is its own commit.

Delivered again, it goes on where it stopped: the row tells what is done, the cache holds what was said. So a worker may
be killed at any moment and neither a second audio nor a blob that nobody knows is left. A long text is read in slices,
between which whatever was published meanwhile gets its turn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import msgspec

from services.speech.engines.narrator import Narrator, Recording
from services.speech.store import audio as audios
from services.speech.store import segments, withdrawn
from services.speech.store.audio import ArticleAudio
from services.speech.store.segments import ArticleSegments
from services.speech.usecases.clear_blobs import clear_blobs, delete_blobs
from services.speech.usecases.watch import Watch
from shared.contracts.content import ArticlePublished
from shared.errors import Invalid
from shared.observability import log
from shared.outbox import ChangedByAnother
from shared.store import BlobStore


@dataclass(frozen=True)
class Reading:
    """What reads, where its files go, how long a turn may last, whether its end is told to everybody, and the roles
    that may hear it where not everybody may."""

    narrator: Narrator
    blobs: BlobStore
    slice_seconds: float
    announced: bool
    roles: tuple[str, ...] = ()


def on_article_published(
    article: ArticlePublished, narrator: Narrator, blobs: BlobStore, slice_seconds: float = math.inf
) -> None:
    """Raises Unfinished when `slice_seconds` were spent on saying what is new; called again it goes on from there."""
    read_aloud(article, Reading(narrator, blobs, slice_seconds, announced=True))


def read_aloud(text: ArticlePublished, reading: Reading) -> None:
    """In every voice. `text` may stand for a document of that id."""
    if audios.newest_version(text.article_id) <= text.article_version:
        for voice in reading.narrator.engines.read_by:
            if audios.is_stopped(text.article_id, text.article_version):
                break
            _read_by(voice, text, reading)
    _set_aside_older(text.article_id)
    clear_blobs(text.article_id, reading.blobs)


def _read_by(voice: str, text: ArticlePublished, reading: Reading) -> None:
    audio = audios.begin(text, voice, announced=reading.announced, roles=reading.roles)
    if audios.is_given_up(audio):  # its event was sent back by a person
        audio = audios.take_up(audio)
    if audio.state != audios.PREPARING:
        _drop_if_set_aside(audio, reading.blobs)
        return
    try:
        # Asked after the row is there: a withdrawal is noted first and then looks for rows, so one sees the other.
        if withdrawn.is_withdrawn(text.article_id, text.article_version):
            audios.set_aside(audio, audios.WITHDRAWN)
            return
        _record(text, audio, reading)
    except ChangedByAnother:
        # Withdrawn or published anew while it was being read, or finished by another delivery.
        log.info("audio_overtaken", audio_id=audio.id)
        now = audios.get(audio.id)
        if audios.is_as_read(now) and now.state == audios.PREPARING:
            raise  # another delivery is about to finish it, or died doing so: a later try sees which
        _drop_if_set_aside(now, reading.blobs)


def _drop_if_set_aside(audio: ArticleAudio, blobs: BlobStore) -> None:
    """What was put after the withdrawal had cleared the row is looked for by nobody else."""
    if audio.state in {audios.WITHDRAWN, audios.REPLACED}:
        delete_blobs(audio, blobs)
    if audio.state == audios.WITHDRAWN:
        segments.forget_article(audio.article_id)


def _record(text: ArticlePublished, audio: ArticleAudio, reading: Reading) -> None:
    cache, watch, blobs = ArticleSegments(text.article_id), Watch(audio, reading.slice_seconds), reading.blobs
    try:
        recording = reading.narrator.record(
            text.title, text.blocks, audio.voice, cache, watch.on_segment, on_engine=watch.on_engine
        )
    except Invalid as refused:
        audios.fail(audio, refused.code)
        log.warning("audio_failed", audio_id=audio.id, error_code=refused.code, reasons=refused.details.get("reasons"))
        return
    claimed = audios.claim(audio)
    delete_blobs(claimed, blobs)
    put_files(recording, audio.voice, claimed.blob_id, claimed.timings_id, blobs)
    audios.finish(claimed, **recorded(recording))
    log.info("audio_ready", audio_id=audio.id, engine=recording.engine, seconds=round(recording.seconds, 1))


def put_files(recording: Recording, voice: str, sound: str, timings: str, blobs: BlobStore) -> None:
    blobs.put(recording.mp3, content_type=audios.CONTENT_TYPE, name=f"{voice}.mp3", blob_id=sound)
    words = msgspec.json.encode({"version": 1, "words": [list(vars(item).values()) for item in recording.timings]})
    blobs.put(words, content_type="application/json", name=f"{voice}.json", blob_id=timings)


def recorded(recording: Recording) -> dict[str, Any]:
    """What the row says of it."""
    return {
        "bytes": len(recording.mp3),
        "seconds": round(recording.seconds, 1),
        "engine": recording.engine,
        "fallback": recording.fallback,
        "reader": recording.reader,
        "desk": recording.desk,
        "wording": recording.wording,
        "report": msgspec.to_builtins(recording.report),
    }


def _set_aside_older(article_id: str) -> None:
    """Every finisher does this, so whichever comes last leaves only the newest version of each voice."""
    rows = audios.of_article(article_id)
    newest = max((row.article_version for row in rows), default=0)
    for voice in {row.voice for row in rows}:
        mine = [row for row in rows if row.voice == voice]
        ready = [row for row in mine if row.state == audios.READY]
        unfinished = {audios.PREPARING, audios.STOPPED}
        given_up = [row for row in mine if row.state in unfinished and row.article_version < newest]
        for older in [*ready[1:], *given_up]:
            try:
                audios.set_aside(older, audios.REPLACED)
            except ChangedByAnother:
                log.info("audio_overtaken", audio_id=older.id)
