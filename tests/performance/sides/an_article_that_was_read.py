"""Puts a finished recording of some minutes where speech keeps them, as a worker leaves it."""

import os
import time

from services.speech.store.audio import CONTENT_TYPE, READY, ArticleAudio
from shared import ids
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore
from tests.performance.sides.report import report, task


def main() -> None:
    told, began = task(), time.perf_counter()
    settings = read_settings("speech")
    prepare(settings, "speech", "bench")
    prepare_store(settings, "speech")
    sound = GridFSBlobStore(settings.media_uri).put(os.urandom(told["bytes"]), content_type=CONTENT_TYPE, name="x.mp3")
    article_id = ids.new_id()
    ArticleAudio(
        id=ids.new_id(), article_id=article_id, article_version=1, audience=told["audience"], voice="nu-bac",
        state=READY, blob_id=sound, bytes=told["bytes"], seconds=told["bytes"] / 6_000, engine="bench", version=1,
        fallback=False,
    ).save()  # fmt: skip
    report(1, time.perf_counter() - began, article_id=article_id)


if __name__ == "__main__":
    main()
