"""What of several texts can be heard now: for a book or a programme in one question."""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.speech.queries.audio_of import AudioView, audio_of_rows
from services.speech.rules.permissions import may_listen
from services.speech.store import audio as audios
from shared.security import citizens_may, helpers_may
from shared.usecase import Context, Id, Request


class AudioOfMany(Request):
    article_ids: Annotated[list[Id], msgspec.Meta(max_length=200)]


class AudioOfManyView(msgspec.Struct, frozen=True):
    """{article id: what can be heard of it}; of what the listener may not hear, nothing."""

    items: dict[str, AudioView]


@citizens_may
@helpers_may("read_news")
def audio_of_many(query: AudioOfMany, ctx: Context) -> AudioOfManyView:
    grouped = audios.of_articles(query.article_ids)
    current = {article_id: audios.current(rows) for article_id, rows in grouped.items()}
    return AudioOfManyView(
        {
            article_id: audio_of_rows(rows)
            for article_id, rows in current.items()
            if all(may_listen(ctx.actor, row.audience, row.roles) for row in rows)
        }
    )
