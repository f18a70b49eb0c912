"""What was read before a change of the readings is read again when an administrator asks, against the real store."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

import pytest

from deploy.local.mongod import MEDIA, Mongod
from services.speech.engines.narrator import Narrator
from services.speech.queries.rereading import AskRereading, RereadingView, rereading
from services.speech.rules.errors import NothingToReread
from services.speech.store import readings, rereadings, texts
from services.speech.store.audio import ArticleAudio
from services.speech.store.rereadings import Rereading
from services.speech.store.texts import KeptText
from services.speech.usecases.fresh_reader import FreshReader, fresh_reader, use_reader
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from services.speech.usecases.on_rereading_asked import on_rereading_asked
from services.speech.usecases.reread import Reread, reread
from shared import ids
from shared.contracts import parse
from shared.contracts.content import ArticlePublished, ArticleWithdrawn, Block
from shared.contracts.speech import RereadingAsked
from shared.heavy import Unfinished
from shared.outbox import ChangedByAnother
from shared.security import Grant, NotPermitted
from shared.security.audit import ensure_index
from shared.store import GridFSBlobStore
from shared.usecase import Context
from tests.services.speech.conftest import CELL, NOW, blob_ids

AsMember = Callable[..., Context]
BEFORE, AFTER = "bê ca hát nờ", "ban kinh tế"


class Killed(BaseException):
    """The process ends here."""


class DiesAfterPut(GridFSBlobStore):
    def put(self, content: bytes | BinaryIO, *, content_type: str, name: str, blob_id: str | None = None) -> str:
        super().put(content, content_type=content_type, name=name, blob_id=blob_id)
        raise Killed


@pytest.fixture(autouse=True)
def _reader(store: None) -> None:
    ensure_index()
    use_reader(FreshReader(None))


@pytest.fixture
def admin(as_member: AsMember) -> Callable[[], Context]:
    return lambda: replace(as_member(CELL, Grant("administrator", "ts/")), new_id=ids.new_id)


def text(number: int, *paragraphs: str) -> ArticlePublished:
    blocks = [Block(text=paragraph) for paragraph in paragraphs]
    return ArticlePublished(
        article_id=f"a{number}", article_version=1, audience="ts/", title="Tin chi bộ", blocks=blocks
    )


ARTICLES = [
    text(1, "Sáng nay BKHN họp với các chi bộ.", "Cuộc họp kết thúc lúc 11 giờ."),
    text(2, "Chi bộ họp thường kỳ."),
    text(3, "Địa chỉ bkhn@hailam.vn nhận thư của đảng viên."),
]


@pytest.fixture
def read(narrator: Narrator, blobs: GridFSBlobStore) -> None:
    narrator.reader = fresh_reader().current()
    for article in ARTICLES:
        texts.keep(article)
        on_article_published(article, narrator, blobs)


def name_it(spoken: str | None = "Ban Kinh tế", before: str | None = None) -> None:
    readings.add(
        "abbreviations", "BKHN", spoken, before=before, change_id=ids.new_id(), made_by="m1", made_at=NOW
    )  # fmt: skip


def seen(ctx: Context) -> RereadingView:
    return rereading(AskRereading(), ctx)


def told() -> list[Any]:
    """Article ids of all that was said to be ready."""
    outboxes = [item for row in ArticleAudio.objects for item in row.outbox]
    events: list[Any] = [parse(bytes(item["body"]), "test").data for item in outboxes]
    return sorted(event.article_id for event in events)


def work(order: str, narrator: Narrator, blobs: GridFSBlobStore, slice_seconds: float = 600) -> None:
    narrator.reader = fresh_reader().current()
    on_rereading_asked(RereadingAsked(rereading_id=order), narrator, blobs, slice_seconds)


@pytest.mark.usefixtures("read")
def test_only_what_sounds_otherwise_is_made_anew_and_told_once(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen(admin()).texts == 0
    name_it()
    before = {row.id: (row.blob_id, row.wording) for row in ArticleAudio.objects}
    assert seen(admin()).texts == 2, "those that hold the letters"
    order = reread(Reread(), admin())
    assert order.total == 2
    assert reread(Reread(), admin()).id == order.id, "one at a time"
    assert seen(admin()).texts == 0
    engine, said = narrator.engines.choose("nu-bac").engine, list[str]()
    speak = engine.synthesise

    def noted(words: str, voice: str) -> Any:
        said.append(words)
        return speak(words, voice)

    monkeypatch.setattr(engine, "synthesise", noted)
    work(order.id, narrator, blobs)
    assert [words for words in said if AFTER not in words] == [], "all other sentences were kept"
    assert len(said) == 2
    assert told() == ["a1", "a1", "a1", "a1", "a2", "a2", "a3", "a3"]
    changed = {row.article_id for row in ArticleAudio.objects if before[row.id] != (row.blob_id, row.wording)}
    assert changed == {"a1"}
    assert blob_ids(blobs) == sorted(blob for row in ArticleAudio.objects for blob in (row.blob_id, row.timings_id))
    last = seen(admin()).last
    assert last is not None
    assert (last.total, last.done, last.made) == (2, 2, 2)
    assert last.finished_at
    assert seen(admin()).texts == 0
    work(order.id, narrator, blobs)
    assert len(told()) == 8, "delivered again it does nothing"
    with pytest.raises(NothingToReread):
        reread(Reread(), admin())


@pytest.mark.usefixtures("read")
def test_killed_at_any_point_it_goes_on_and_the_old_sound_is_heard_until_then(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore, mongod: Mongod
) -> None:
    name_it()
    order = reread(Reread(), admin())
    old = {row.id: row.blob_id for row in ArticleAudio.objects}
    dying = DiesAfterPut(mongod.uri(MEDIA))
    for _ in range(2):
        with pytest.raises(Killed):
            work(order.id, narrator, dying)
        assert {row.id: row.blob_id for row in ArticleAudio.objects} == old
        assert all(blobs.stat(blob).length for blob in old.values())
    dying.close()
    assert rereadings.get(order.id).waiting == ["a1", "a3"]  # type: ignore[union-attr]
    work(order.id, narrator, blobs)
    assert len(told()) == 8
    assert blob_ids(blobs) == sorted(blob for row in ArticleAudio.objects for blob in (row.blob_id, row.timings_id))


@pytest.mark.usefixtures("read")
def test_every_turn_is_one_text_at_least_and_then_what_waits_comes_first(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    name_it()
    order = reread(Reread(), admin())
    with pytest.raises(Unfinished):
        work(order.id, narrator, blobs, 0)
    left = Rereading.objects.get().waiting
    assert len(left) == 1 or told().count("a1") < 4
    while Rereading.objects.get().finished_at is None:
        try:
            work(order.id, narrator, blobs, 0)
        except Unfinished:
            continue
    assert told().count("a1") == 4


@pytest.mark.usefixtures("read")
def test_a_text_withdrawn_meanwhile_stays_silent_and_its_copy_is_gone(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_it()
    order = reread(Reread(), admin())
    spoken, record = ArticleWithdrawn(article_id="a1", article_version=2, audience="ts/"), narrator.record

    def meanwhile(*what: Any) -> Any:
        made = record(*what)
        on_article_withdrawn(spoken, blobs)
        return made

    monkeypatch.setattr(narrator, "record", meanwhile)
    work(order.id, narrator, blobs)
    assert {row.state for row in ArticleAudio.objects(article_id="a1")} == {"withdrawn"}
    assert KeptText.objects(pk="a1").first() is None
    assert blob_ids(blobs) == sorted(
        blob for row in ArticleAudio.objects(state="ready") for blob in (row.blob_id, row.timings_id)
    )
    texts.keep(ARTICLES[0])
    assert KeptText.objects(pk="a1").first() is None, "a publication that arrives late brings nothing back"
    work(order.id, narrator, blobs)
    assert Rereading.objects.get().finished_at


@pytest.mark.usefixtures("read")
def test_two_workers_at_one_recording_make_one(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_it()
    order, record = reread(Reread(), admin()), narrator.record

    def twice(*what: Any) -> Any:
        made = record(*what)
        monkeypatch.setattr(narrator, "record", record)
        work(order.id, narrator, blobs)
        return made

    monkeypatch.setattr(narrator, "record", twice)
    with pytest.raises(ChangedByAnother):
        work(order.id, narrator, blobs)
    work(order.id, narrator, blobs)
    assert len(told()) == 8


@pytest.mark.usefixtures("read")
def test_what_was_changed_and_changed_back_asks_for_nothing(admin: Callable[[], Context]) -> None:
    name_it()
    assert seen(admin()).texts == 2
    name_it(None, "Ban Kinh tế")
    assert seen(admin()).texts == 0


def test_only_who_administers_the_province_asks(as_member: AsMember) -> None:
    editor = as_member(CELL, Grant("committee_editor", "ts/x03/"))
    for refused in (lambda: reread(Reread(), editor), lambda: rereading(AskRereading(), editor)):
        with pytest.raises(NotPermitted):
            refused()


class Interrupted(GridFSBlobStore):
    """Another delivery does all of it while the first one is writing its files."""

    happening: Callable[[], None] | None = None

    def put(self, content: bytes | BinaryIO, *, content_type: str, name: str, blob_id: str | None = None) -> str:
        put = super().put(content, content_type=content_type, name=name, blob_id=blob_id)
        happening, self.happening = self.happening, None
        if happening:
            happening()
        return put


@pytest.mark.usefixtures("read")
def test_another_delivery_in_the_midst_of_writing_leaves_one_recording_with_both_its_files(
    admin: Callable[[], Context], narrator: Narrator, blobs: GridFSBlobStore, mongod: Mongod
) -> None:
    name_it()
    order, slow = reread(Reread(), admin()), Interrupted(mongod.uri(MEDIA))
    slow.happening = lambda: work(order.id, narrator, blobs)
    with pytest.raises(ChangedByAnother):
        work(order.id, narrator, slow)
    work(order.id, narrator, slow)
    slow.close()
    assert len(told()) == 8
    for row in ArticleAudio.objects:
        assert blobs.stat(row.blob_id).length == row.bytes
        assert blobs.stat(row.timings_id).length
