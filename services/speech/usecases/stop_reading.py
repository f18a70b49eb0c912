"""An editor stops the reading of a long text, and has it go on. What was said until then is kept.

For whoever finds an hour of a mistyped text in work, or notices waiting behind it. Withdrawing the text stops it too.
"""

from __future__ import annotations

import msgspec

from services.speech.rules.errors import NoReadingToResume, NoReadingToStop, NothingToRead
from services.speech.rules.permissions import STOP_READING, may_listen
from services.speech.store import audio as audios
from services.speech.store.audio import ArticleAudio
from shared.outbox import ChangedByAnother
from shared.security import audit, authorise
from shared.store import in_transaction
from shared.usecase import Context, Id, Request


class StopReading(Request):
    text_id: Id


class ResumeReading(Request):
    text_id: Id


class ReadingState(msgspec.Struct, frozen=True):
    state: str


def stop_reading(command: StopReading, ctx: Context) -> ReadingState:
    """Repeated, it is stopped still. Raises NothingToRead, NotPermitted, NoReadingToStop where all is read or nothing
    was begun."""
    return _turned(command.text_id, ctx, to=audios.STOPPED)


def resume_reading(command: ResumeReading, ctx: Context) -> ReadingState:
    """Goes on at the sentence. Repeated, it goes on still. Raises NothingToRead, NotPermitted, NoReadingToResume."""
    return _turned(command.text_id, ctx, to=audios.PREPARING)


def _turned(text_id: str, ctx: Context, *, to: str) -> ReadingState:
    rows = audios.current(audios.of_article(text_id))
    if not rows or any(not may_listen(ctx.actor, row.audience, row.roles) for row in rows):
        raise NothingToRead
    authorise(ctx.actor, STOP_READING, rows[0].audience)
    turned = [row for row in rows if row.state in {audios.PREPARING, audios.STOPPED}]
    if not turned:
        raise NoReadingToStop if to == audios.STOPPED else NoReadingToResume
    waiting = [row for row in turned if row.state != to]

    def work() -> None:
        for row in waiting:
            audios.stop(row) if to == audios.STOPPED else audios.go_on(row)
            _note(row, ctx, to)

    try:
        in_transaction(work)
    except ChangedByAnother:  # finished, withdrawn or turned by another this moment: look again
        return _turned(text_id, ctx, to=to)
    return ReadingState(to)


def _note(row: ArticleAudio, ctx: Context, to: str) -> None:
    action = "speech.reading_stopped" if to == audios.STOPPED else "speech.reading_resumed"
    audit.record(
        action, actor=ctx.actor, subject=row.article_id, path=row.audience, details={"voice": row.voice}, at=ctx.now
    )
