"""Party documents are read when the first person asks, and as often as a newer version comes after that."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.speech.engines.narrator import Narrator
from services.speech.queries.audio_of import audio_of
from services.speech.rules.document_blocks import blocks_of
from services.speech.rules.errors import NothingToRead
from services.speech.store.audio import ArticleAudio
from services.speech.store.documents import ReadableDocument
from services.speech.usecases.ask_for_reading import ask_for_reading
from services.speech.usecases.give_up import give_up
from services.speech.usecases.on_document_published import on_document_published
from services.speech.usecases.on_document_withdrawn import on_document_withdrawn
from services.speech.usecases.on_reading_asked import on_reading_asked
from shared.contracts import Received, parse
from shared.contracts.content import Clause, DocumentPublished, DocumentWithdrawn
from shared.contracts.speech import ReadingAsked
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import COMMUNE, NOW, blob_ids

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]
CTX = Context(None, NOW, "c1")
CLAUSES = [
    Clause(anchor="doan-1", heading="Quy chế làm việc", text="Căn cứ Điều lệ Đảng."),
    Clause(anchor="dieu-1-khoan-1", heading="Điều 1. Phạm vi", text="1. Quy chế này nói về cách làm việc."),
    Clause(anchor="dieu-1-khoan-2", heading="Điều 1. Phạm vi", text="2. Áp dụng cho:\na) Chi ủy;\n\nb) Đảng viên."),
    Clause(anchor="dieu-2", heading="Điều 2. Hiệu lực", text="Điều 2. Hiệu lực"),
]


def publish(version: int = 1, clauses: list[Clause] | None = None) -> None:
    document = DocumentPublished(
        document_id="d1",
        document_version=version,
        audience=COMMUNE,
        number="01-QC/CB",
        title="Quy chế làm việc",
        kind="regulation",
        issuer="Chi bộ thôn Bình Minh",
        issued_on=date(2026, 1, 5),
        effective_from=date(2026, 1, 5),
        clauses=CLAUSES if clauses is None else clauses,
    )
    received = Received[DocumentPublished](
        id=f"e{version}",
        type=document.TYPE,
        source="/sotay/ts/content",
        subject="d1",
        sequence=version,
        time=datetime.now(UTC),
        correlation_id="c",
        causation_id=None,
        traceparent=None,
        reaction="speech.on_document_published",
        data=document,
    )
    on_document_published(received, CTX)


def withdraw(blobs: GridFSBlobStore, version: int = 2) -> None:
    on_document_withdrawn(DocumentWithdrawn(document_id="d1", document_version=version, audience=COMMUNE), blobs)


def asked() -> list[ReadingAsked]:
    return [
        parse(bytes(item["body"]), "test").data  # type: ignore[misc]
        for row in ReadableDocument.objects
        for item in row.outbox
    ]


def ask(ctx: Context) -> Any:
    return perform(ask_for_reading, {"document_id": "d1"}, ctx)


def test_a_documents_blocks_are_what_its_page_shows_in_the_same_order() -> None:
    found = [(block.kind, block.text) for block in blocks_of("Quy chế làm việc", CLAUSES)]
    assert found == [
        ("paragraph", "Căn cứ Điều lệ Đảng."),
        ("heading", "Điều 1. Phạm vi"),
        ("paragraph", "1. Quy chế này nói về cách làm việc."),
        ("paragraph", "2. Áp dụng cho:"),
        ("paragraph", "a) Chi ủy;"),
        ("paragraph", "b) Đảng viên."),
        ("paragraph", "Điều 2. Hiệu lực"),
    ]


def test_what_was_asked_for_and_never_begun_may_be_asked_for_again(
    as_member: AsMember, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    publish()
    ask(as_member())
    [wanted] = asked()
    give_up(wanted)
    give_up(wanted)
    assert perform(audio_of, {"article_id": "d1"}, as_member())["state"] == "none"
    ask(as_member())
    assert len(asked()) == 2
    on_reading_asked(wanted, narrator, blobs)
    give_up(wanted)
    assert perform(audio_of, {"article_id": "d1"}, as_member())["state"] == "ready"


def test_nothing_is_read_until_the_first_asks_and_then_once_for_all(
    as_member: AsMember, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    publish()
    assert asked() == []
    for ctx in (as_member(), as_member("ts/x03/c0399/")):
        assert ask(ctx) == {"asked": True}
    assert perform(audio_of, {"article_id": "d1"}, as_member())["state"] == "preparing", "before a worker took it up"
    assert perform(audio_of, {"article_id": "d1"}, as_member("ts/x09/c0901/"))["state"] == "none"
    [wanted] = asked()
    assert (wanted.text_id, wanted.text_version, wanted.audience) == ("d1", 1, COMMUNE)
    on_reading_asked(wanted, narrator, blobs)
    answer = perform(audio_of, {"article_id": "d1"}, as_member())
    assert answer["state"] == "ready"
    assert len(answer["items"]) == 2
    assert all(row.outbox == [] for row in ArticleAudio.objects), "no news for everybody"


def test_one_that_was_asked_for_is_read_again_when_it_changes(
    as_member: AsMember, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    publish(1)
    ask(as_member())
    publish(2, CLAUSES[:2])
    publish(2, CLAUSES[:2])
    first, second = asked()
    assert second.text_version == 2
    on_reading_asked(first, narrator, blobs)
    assert ArticleAudio.objects.count() == 0, "the older text is read to nobody"
    on_reading_asked(second, narrator, blobs)
    assert {(row.article_version, row.state) for row in ArticleAudio.objects} == {(2, "ready")}


def test_an_older_version_that_arrives_late_changes_nothing() -> None:
    publish(3)
    publish(1, [])
    assert len(ReadableDocument.objects.get().blocks) == 7


def test_a_withdrawn_document_loses_sound_and_text_and_cannot_be_asked_for(
    as_member: AsMember, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    publish()
    ask(as_member())
    on_reading_asked(asked()[0], narrator, blobs)
    for _ in range(2):
        withdraw(blobs)
    assert blob_ids(blobs) == []
    assert ReadableDocument.objects.count() == 0
    publish(1)
    assert ReadableDocument.objects.count() == 0, "its publication came late"
    with pytest.raises(NothingToRead):
        ask(as_member())


def test_a_document_that_is_not_for_the_reader_does_not_exist_for_asking(as_member: AsMember) -> None:
    publish()
    with pytest.raises(NothingToRead):
        ask(as_member("ts/x09/c0901/"))
