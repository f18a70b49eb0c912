"""An article is read aloud in every voice, one after the other; each voice is its own commit.

Delivered again, it goes on where it stopped: the row tells what is done, the blob's id is the row's. So a worker may
be killed at any moment and neither a second audio nor a blob that nobody knows is left.
"""

from __future__ import annotations

import msgspec

from services.speech.engines.narrator import Narrator, Recording
from services.speech.rules.voices import READ_BY
from services.speech.store import audio as audios
from services.speech.store import withdrawn
from services.speech.store.audio import ArticleAudio
from services.speech.usecases.clear_blobs import clear_blobs
from shared.contracts.content import ArticlePublished
from shared.errors import Invalid
from shared.observability import log
from shared.outbox import ChangedByAnother
from shared.store import BlobStore


def on_article_published(article: ArticlePublished, narrator: Narrator, blobs: BlobStore) -> None:
    if audios.newest_version(article.article_id) <= article.article_version:
        for voice in READ_BY:
            _read_aloud(article, voice, narrator, blobs)
    _replace_older(article.article_id)
    clear_blobs(article.article_id, blobs)


def _read_aloud(article: ArticlePublished, voice: str, narrator: Narrator, blobs: BlobStore) -> None:
    audio = audios.begin(article, voice)
    if audio.state != audios.PREPARING:
        _drop_if_set_aside(audio, blobs)
        return
    try:
        # Asked after the row is there: a withdrawal is noted first and then looks for rows, so one sees the other.
        if withdrawn.is_withdrawn(article.article_id, article.article_version):
            audios.set_aside(audio, audios.WITHDRAWN)
            return
        _record(article, audio, narrator, blobs)
    except ChangedByAnother:
        # Withdrawn while it was being read, or finished by another delivery, whose blob is this one.
        log.info("audio_overtaken", audio_id=audio.id)
        _drop_if_set_aside(audios.begin(article, voice), blobs)


def _drop_if_set_aside(audio: ArticleAudio, blobs: BlobStore) -> None:
    """A blob put after the withdrawal had cleared the row is known to nobody else."""
    if audio.state in {audios.WITHDRAWN, audios.REPLACED}:
        blobs.delete(audio.id)


def _record(article: ArticlePublished, audio: ArticleAudio, narrator: Narrator, blobs: BlobStore) -> None:
    try:
        recording = narrator.record(article.title, article.paragraphs, audio.voice)
    except Invalid as refused:
        audios.fail(audio, refused.code)
        log.warning("audio_failed", audio_id=audio.id, code=refused.code, reasons=refused.details.get("reasons"))
        return
    blobs.put(recording.mp3, content_type=audios.CONTENT_TYPE, name=f"{audio.voice}.mp3", blob_id=audio.id)
    # An earlier delivery may have left a blob, and the first one stays: what is said of it is read from it.
    length = blobs.stat(audio.id).length
    _finish(audio, recording, length)


def _finish(audio: ArticleAudio, recording: Recording, length: int) -> None:
    audios.finish(
        audio,
        bytes=length,
        seconds=recording.seconds_of(length),
        engine=recording.engine,
        fallback=recording.fallback,
        reader=recording.reader,
        report=msgspec.to_builtins(recording.report),
    )
    log.info("audio_ready", audio_id=audio.id, engine=recording.engine, seconds=round(recording.seconds, 1))


def _replace_older(article_id: str) -> None:
    """Every finisher does this, so whichever comes last leaves only the newest version of each voice."""
    rows = audios.of_article(article_id)
    for voice in {row.voice for row in rows}:
        ready = [row for row in rows if row.voice == voice and row.state == audios.READY]
        for older in ready[1:]:
            try:
                audios.set_aside(older, audios.REPLACED)
            except ChangedByAnother:
                log.info("audio_overtaken", audio_id=older.id)
