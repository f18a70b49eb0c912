"""What is said before a book and before its chapters: small recordings that come and go with the book's editions."""

from collections.abc import Callable
from typing import Any

import pytest

from services.speech.engines.choose import Engines
from services.speech.engines.narrator import Narrator
from services.speech.queries.book_titles import book_titles
from services.speech.rules.book_titles import said
from services.speech.store.audio import ArticleAudio
from services.speech.store.documents import ReadableDocument
from services.speech.store.segments import SpokenSegment
from services.speech.store.spoken_books import SpokenBook
from services.speech.store.texts import KeptText
from services.speech.usecases.on_article_published import on_article_published
from services.speech.usecases.on_article_withdrawn import on_article_withdrawn
from services.speech.usecases.on_book_published import on_book_published
from services.speech.usecases.on_book_withdrawn import on_book_withdrawn
from shared.contracts.content import (
    ArticlePublished,
    ArticleWithdrawn,
    BookChapter,
    BookPublished,
    BookWithdrawn,
)
from shared.heavy import Unfinished
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.speech.conftest import COMMUNE, Counted, blob_ids, withdrawal
from tests.services.speech.usecases import test_documents
from tests.services.speech.usecases.test_on_article_published import LONG, Killed, Meanwhile, die

pytestmark = pytest.mark.usefixtures("store")
AsMember = Callable[..., Context]
Make = Callable[..., ArticlePublished]
BOTH = ["nam-bac", "nu-bac"]


def book(version: int = 1, *titles: str) -> BookPublished:
    """Its chapters are a1, a2, …"""
    chapters = [
        BookChapter(kind="article", ref=f"a{number}", title=title)
        for number, title in enumerate(titles or ("Mở đầu", "Những năm đổi mới"), 1)
    ]
    return BookPublished(
        book_id="b1", book_version=version, audience=COMMUNE, title="Lịch sử đảng bộ xã", chapters=chapters
    )


def gone(version: int = 2) -> BookWithdrawn:
    return BookWithdrawn(book_id="b1", book_version=version, audience=COMMUNE)


def heard(ctx: Context) -> dict[str, list[str]]:
    """{number: voices}"""
    items: dict[str, Any] = perform(book_titles, {"book_id": "b1"}, ctx)["items"]
    return {number: sorted(voice["voice"] for voice in item["voices"]) for number, item in items.items()}


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Mở đầu", "Chương 3: Mở đầu"),
        ("Chương 3. Đổi mới", "Chương 3. Đổi mới"),
        ("Phần II: Xây dựng", "Phần II: Xây dựng"),
        ("Bài học kinh nghiệm", "Chương 3: Bài học kinh nghiệm"),
        ("Chương trình hành động", "Chương 3: Chương trình hành động"),
    ],
)
def test_a_title_that_brings_its_own_number_is_not_numbered_twice(title: str, line: str) -> None:
    assert said(3, title) == line


def test_the_book_and_each_chapter_have_a_title_of_their_own_in_every_voice_and_nobody_is_rung(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_book_published(book(), narrator, blobs)
    assert heard(as_member()) == {"0": BOTH, "1": BOTH, "2": BOTH}
    assert {row.title for row in KeptText.objects} == {
        "Sách: Lịch sử đảng bộ xã", "Chương 1: Mở đầu", "Chương 2: Những năm đổi mới",
    }  # fmt: skip
    rows = list(ArticleAudio.objects)
    assert all(not row.outbox for row in rows)
    assert all(0.5 < row.seconds < 8 for row in rows)
    assert heard(as_member("ts/x04/c1/")) == {}
    assert perform(book_titles, {"book_id": "unknown"}, as_member())["items"] == {}


def test_the_recording_of_a_chapter_is_none_of_the_books_and_stays_when_the_book_goes(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_article_published(article(), narrator, blobs)
    before = blob_ids(blobs)
    on_book_published(book(), narrator, blobs)
    assert len(blob_ids(blobs)) == len(before) + 3 * 2 * 2
    for _ in range(2):
        on_book_withdrawn(gone(), blobs)
    assert blob_ids(blobs) == before
    assert heard(as_member()) == {}
    assert KeptText.objects.count() == 0
    assert SpokenBook.objects.count() == 0
    assert {name for row in SpokenSegment.objects for name in row.articles} == {"a1"}


def test_withdrawing_the_book_and_its_chapters_leaves_no_sound_at_all(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore
) -> None:
    on_article_published(article(), narrator, blobs)
    on_book_published(book(), narrator, blobs)
    on_article_withdrawn(withdrawal(2), blobs)
    on_book_withdrawn(gone(), blobs)
    assert blob_ids(blobs) == []
    assert SpokenSegment.objects.count() == 0


def test_the_next_edition_says_its_own_titles_and_what_it_has_no_more_is_gone(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_book_published(book(1, "Một", "Hai", "Ba"), narrator, blobs)
    on_book_published(book(3, "Một", "Hai mới"), narrator, blobs)
    on_book_published(book(1, "Một", "Hai", "Ba"), narrator, blobs)
    assert heard(as_member()) == {"0": BOTH, "1": BOTH, "2": BOTH}
    assert {row.article_version for row in ArticleAudio.objects(state="ready")} == {3}
    assert len(blob_ids(blobs)) == 3 * 2 * 2
    on_book_withdrawn(gone(4), blobs)
    assert blob_ids(blobs) == []


def test_a_withdrawal_that_overtakes_the_publication_or_comes_in_its_middle_wins_and_a_later_edition_speaks(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_book_withdrawn(gone(), blobs)
    on_book_published(book(1), narrator, blobs)
    assert heard(as_member()) == {}
    interrupted = Meanwhile(narrator, lambda: on_book_withdrawn(gone(4), blobs))
    on_book_published(book(3), interrupted, blobs)
    assert heard(as_member()) == {}
    assert blob_ids(blobs) == []
    assert KeptText.objects.count() == 0
    on_book_published(book(5), narrator, blobs)
    assert len(heard(as_member())) == 3


def test_of_a_chapter_that_was_taken_away_the_title_is_said_no_more(
    narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    on_book_published(book(), narrator, blobs)
    on_article_withdrawn(ArticleWithdrawn(article_id="a2", article_version=2, audience=COMMUNE), blobs)
    assert set(heard(as_member())) == {"0", "1"}
    on_book_published(book(), narrator, blobs)
    assert set(heard(as_member())) == {"0", "1"}, "the same edition delivered again"


def test_a_worker_killed_among_the_titles_or_in_a_long_chapter_goes_on_at_the_segment(
    article: Make, narrator: Narrator, blobs: GridFSBlobStore, as_member: AsMember
) -> None:
    engine = Counted()
    counting = Narrator(narrator.reader, Engines(["espeak"], {"espeak": lambda: engine}))
    engine.at = {3: die, 12: die}
    long = article(paragraphs=LONG)
    with pytest.raises(Killed):
        on_book_published(book(), counting, blobs)
    with pytest.raises(Killed):
        on_article_published(long, counting, blobs)
    on_article_published(long, counting, blobs)
    turns = 0
    while True:
        try:
            on_book_published(book(), counting, blobs, slice_seconds=0)
            break
        except Unfinished:
            turns += 1
    assert turns == 1, "two titles were left, each a turn of its own"
    assert heard(as_member()) == {"0": BOTH, "1": BOTH, "2": BOTH}
    assert len(set(engine.said)) == 2 * 3 + 2 * 9
    assert len(engine.said) == 2 * 3 + 2 * 9 + 2, "what was being said at each kill is said again"
    assert blob_ids(blobs) == sorted(blob for row in ArticleAudio.objects for blob in (row.blob_id, row.timings_id))


def test_a_document_among_the_chapters_is_read_from_now_on(narrator: Narrator, blobs: GridFSBlobStore) -> None:
    test_documents.publish()
    kept = ReadableDocument.objects.get()
    chapters = [BookChapter(kind="document", ref=kept.id, title="Nghị quyết")]
    with_document = BookPublished(book_id="b1", book_version=1, audience=COMMUNE, title="Văn kiện", chapters=chapters)
    for _ in range(2):
        on_book_published(with_document, narrator, blobs)
    assert len(test_documents.asked()) == 1
