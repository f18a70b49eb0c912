"""A text that is still being read can be listened to from its beginning, against the real store and engine."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import soundfile

from services.speech.engines.assemble import TARGET_LUFS
from services.speech.engines.espeak import Espeak
from services.speech.engines.growing import GrowingText
from services.speech.engines.narrator import Narrator
from services.speech.engines.segment_cache import MemorySegments
from services.speech.queries.audio_of import audio_of
from services.speech.queries.growing_audio import growing_audio
from services.speech.rules.errors import NothingToRead
from services.speech.rules.gates import loudness
from services.speech.store import texts
from services.speech.usecases.fresh_reader import FreshReader, fresh_reader, use_reader
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from shared.contracts.content import ArticlePublished, Block
from shared.heavy import Unfinished
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import COMMUNE, withdrawal

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]
PARAGRAPHS = [f"Việc thứ {number}: chi bộ bàn kỹ. Ai làm, ngày nào xong đều ghi rõ." for number in range(1, 12)]


@pytest.fixture
def text(narrator: Narrator) -> ArticlePublished:
    use_reader(FreshReader(None))
    narrator.reader = fresh_reader().current()
    blocks = [Block(text=paragraph) for paragraph in PARAGRAPHS]
    made = ArticlePublished(article_id="a1", article_version=1, audience=COMMUNE, title="Tin chi bộ", blocks=blocks)
    texts.keep(made)
    return made


def portion(ctx: Context, first: int = 0, until: int | None = None, voice: str = "nu-bac") -> dict[str, Any]:
    found: dict[str, Any] = perform(
        growing_audio, {"article_id": "a1", "voice": voice, "first": first, "until": until}, ctx
    )
    return found


def turn(text: ArticlePublished, narrator: Narrator, blobs: GridFSBlobStore, seconds: float = 0) -> None:
    """One segment is said, or a little more."""
    with pytest.raises(Unfinished):
        on_article_published(text, narrator, blobs, seconds)


def test_the_first_sentence_is_heard_as_soon_as_it_is_said_and_the_next_as_they_come(
    text: ArticlePublished, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    turn(text, narrator, blobs)
    assert perform(audio_of, {"article_id": "a1"}, as_member())["growing"] == "nu-bac"
    first = portion(as_member())
    assert (first["first"], first["next"], first["ended"], first["finished"]) == (0, 1, False, False)
    assert [tuple(word[:3]) for word in first["words"]] == [(0, 0, 3), (0, 4, 7), (0, 8, 10)]
    assert portion(as_member(), 1)["next"] == 1, "nothing new yet"
    sound = portion(as_member(), 0, 1)
    assert len(sound["audio"]) > 1000
    turn(text, narrator, blobs)
    assert portion(as_member(), 1)["next"] == 2


def test_who_began_before_it_was_finished_hears_it_to_its_end_in_the_order_of_the_text(
    text: ArticlePublished, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    turn(text, narrator, blobs)
    heard = [portion(as_member())]
    on_article_published(text, narrator, blobs)
    assert perform(audio_of, {"article_id": "a1"}, as_member())["growing"] is None
    while not heard[-1]["ended"]:
        heard.append(portion(as_member(), heard[-1]["next"]))
        assert heard[-1]["next"] > heard[-1]["first"]
        assert heard[-1]["seconds"] < 40
    lit = [(word[0], word[1]) for each in heard for word in each["words"]]
    assert lit == sorted(lit)
    assert {block for block, _ in lit} == set(range(len(PARAGRAPHS) + 1))
    assert all(portion(as_member(), each["first"], each["next"])["audio"] for each in heard)


def test_nobody_hears_what_is_not_for_them_or_was_withdrawn(
    text: ArticlePublished, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    turn(text, narrator, blobs)
    with pytest.raises(NothingToRead):
        portion(as_member("ts/x04/c0401/"))
    assert portion(as_member(), voice="nam-bac")["finished"] is True
    on_article_withdrawn(withdrawal(2), blobs)
    with pytest.raises(NothingToRead):
        portion(as_member())


def test_the_portions_together_lie_at_the_loudness_of_the_whole(narrator: Narrator) -> None:
    cache, blocks = MemorySegments(), [Block(text=paragraph) for paragraph in PARAGRAPHS]
    whole = narrator.record("Tin chi bộ", blocks, "nu-bac", cache)
    growing = GrowingText(narrator.reader, Espeak().name, "nu-bac", "Tin chi bộ", blocks)
    sounds, at, rate = [], 0, 0
    while True:
        one = growing.portion(at, cache, at + 1)  # the worst case: each sentence levelled alone
        if one.next == at:
            break
        samples, rate = soundfile.read(io.BytesIO(one.encode()), dtype="float32")
        sounds.append(samples)
        at = one.next
    joined = np.concatenate(sounds)
    assert abs(loudness(joined, rate) - TARGET_LUFS) < 1
    assert abs(loudness(joined, rate) - whole.report.loudness) < 1
