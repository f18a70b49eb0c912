"""A picture of the editor's own as the cover of an audio book: made anew, seen with the edition that has it, and gone
with its bytes when nobody sees it any longer."""

import base64
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from services.content.queries.book_cover import book_cover, open_book_cover
from services.content.queries.list_books import list_books
from services.content.queries.list_desk_books import list_desk_books
from services.content.queries.list_open_books import list_open_books
from services.content.queries.read_book import read_book
from services.content.queries.read_open_book import read_open_book
from services.content.rules.errors import BookNotFound
from services.content.rules.file_errors import (
    AltMissing,
    FileTooBig,
    NotAPicture,
    PictureBroken,
    PictureTooLarge,
)
from services.content.store import book_covers
from services.content.store.books import Book
from services.content.usecases.close_book import close_book
from services.content.usecases.remove_book_cover import remove_book_cover
from services.content.usecases.send_book_cover import send_book_cover
from services.content.usecases.withdraw_book import withdraw_book
from shared.errors import AppError
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted, audit
from shared.security.refusing import SecretMark
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.sent_files import drawn
from tests.services.content.usecases.test_books import made, publish, with_chapters
from tests.services.content.usecases.test_open_books import ANYBODY, open_articles, opened

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]
Published = Callable[..., str]
Desk = dict[str, Any]
ALT = "Lễ thành lập chi bộ đầu tiên ở đình làng"
HOUSE = (143, 29, 29)


def cover(book: Desk, content: bytes | None = None, ctx: Context | None = None, **more: Any) -> Desk:
    encoded = base64.b64encode(content or drawn((600, 400))).decode()
    fields = {"book_id": book["id"], "version": book["version"], "content": encoded, "alt": ALT, "file_name": "bia.jpg"}
    sent: Desk = perform(send_book_cover, {**fields, **more}, ctx or editor())
    return sent


def bare(book: Desk, ctx: Context | None = None) -> Desk:
    taken: Desk = perform(remove_book_cover, {"book_id": book["id"], "version": book["version"]}, ctx or editor())
    return taken


def withdrawn(book: Desk) -> Desk:
    fields = {"book_id": book["id"], "version": book["version"], "reason": "Sửa lại"}
    gone: Desk = perform(withdraw_book, fields, editor())
    return gone


def seen(blobs: GridFSBlobStore, book: Desk, ctx: Context, **more: Any) -> bytes:
    """Nothing: it is to be drawn."""
    usecase: Any = open_book_cover if ctx is ANYBODY else book_cover
    found = perform(usecase, {"book_id": book["id"], **more}, ctx)
    return b"".join(blobs.open_range(found["blob_id"])) if found["blob_id"] else b""


def opened_up(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
    return picture


def middle(content: bytes) -> tuple[int, ...]:
    found = opened_up(content).getpixel((700, 700))
    assert isinstance(found, tuple)
    return found


def stored(blobs: GridFSBlobStore) -> set[str]:
    return set(blobs.named(book_covers.BLOB, NOW + timedelta(days=900)))


def named() -> set[str]:
    return {blob for book in Book.objects for each in book.shown_covers for blob in (each.large_id, each.small_id)}


def blue(size: tuple[int, int] = (600, 400)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "blue").save(held, "JPEG")
    return held.getvalue()


@pytest.fixture
def book(published: Published) -> Desk:
    return with_chapters(made(), published())


def test_it_is_a_square_as_directories_ask_for_without_what_the_camera_wrote(
    book: Desk, blobs: GridFSBlobStore
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Canon"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    cover(book, drawn((2400, 1200), exif=exif, comment=b"Serial 4711"))
    large, small = (seen(blobs, book, editor(), small=size) for size in (False, True))
    square, narrow = opened_up(large), opened_up(small)
    assert (square.format, square.mode, square.size, narrow.size) == ("JPEG", "RGB", (1400, 1400), (480, 480))
    assert not square.getexif()
    for hidden in (b"Canon", b"Serial 4711"):
        assert hidden not in large + small
    sides = [square.getpixel(place) for place in ((5, 700), (700, 5))]
    assert [all(abs(a - b) < 6 for a, b in zip(side, HOUSE, strict=True)) for side in sides] == [  # type: ignore[arg-type]
        True, False,
    ], "the whole picture, upright, on the house colour"  # fmt: skip


@pytest.mark.parametrize("size", [(40, 40), (3000, 1), (1, 3000)])
def test_a_small_or_narrow_picture_stands_in_the_middle_enlarged_to_twice_its_size_at_most(
    book: Desk, blobs: GridFSBlobStore, size: tuple[int, int]
) -> None:
    cover(book, blue(size))
    square = opened_up(seen(blobs, book, editor()))
    assert square.size == (1400, 1400)
    assert square.getpixel((700 + 60, 700 + 60)) == square.getpixel((2, 2))


def test_listeners_see_it_with_the_edition_that_has_it_and_the_drawn_one_returns(
    book: Desk, blobs: GridFSBlobStore
) -> None:
    out = publish(book)
    sent = cover(out)
    assert seen(blobs, out, member()) == b""
    assert perform(read_book, {"book_id": out["id"]}, member())["cover"] == {
        "own": False, "alt": "", "version": out["version"],
    }  # fmt: skip
    assert seen(blobs, out, editor(), working=True)
    at_desk = perform(read_book, {"book_id": out["id"], "working": True}, editor())
    assert at_desk["unpublished_changes"]
    assert at_desk["cover"] == {"own": True, "alt": ALT, "version": sent["version"]}
    again = publish(sent)
    assert seen(blobs, out, member()).startswith(b"\xff\xd8\xff")
    shown = {"own": True, "alt": ALT, "version": again["version"]}
    assert perform(read_book, {"book_id": out["id"]}, member())["cover"] == shown
    assert perform(list_books, {}, member())["items"][0]["cover"] == shown
    without = bare(again)
    assert perform(list_desk_books, {}, editor())["items"][0]["cover"]["own"] is False
    assert seen(blobs, out, member()), "until the next edition"
    publish(without)
    assert seen(blobs, out, member()) == b""
    assert perform(book_cover, {"book_id": out["id"]}, member())["title"] == "Lịch sử"
    assert stored(blobs) == set()


def test_the_public_sees_that_of_the_opened_edition(published: Published, blobs: GridFSBlobStore) -> None:
    book = cover(with_chapters(made(), *open_articles(published, "Một")))
    out = publish(book)
    with pytest.raises(BookNotFound):
        seen(blobs, out, ANYBODY)
    open_now = opened(out)
    first = seen(blobs, out, ANYBODY)
    assert middle(first) != middle(blue((1400, 1400)))
    assert perform(read_open_book, {"book_id": out["id"]}, ANYBODY)["cover"] == {
        "own": True, "alt": ALT, "version": out["version"],
    }  # fmt: skip
    later = publish(cover(open_now, blue()))
    assert seen(blobs, out, ANYBODY) == first
    assert middle(seen(blobs, out, member())) == middle(blue((1400, 1400)))
    latest = opened(later)
    assert middle(seen(blobs, out, ANYBODY)) == middle(blue((1400, 1400)))
    assert stored(blobs) == named()
    assert len(stored(blobs)) == 2
    assert [row["cover"]["own"] for row in perform(list_open_books, {}, ANYBODY)["items"]] == [True]
    perform(close_book, {"book_id": out["id"], "version": latest["version"], "reason": "Hết đợt"}, editor())
    with pytest.raises(BookNotFound):
        seen(blobs, out, ANYBODY)


def test_whom_the_book_is_not_for_finds_no_cover_of_it(book: Desk, blobs: GridFSBlobStore) -> None:
    sent = cover(book)
    with pytest.raises(BookNotFound):
        seen(blobs, sent, member())  # not published yet
    out = publish(sent)
    for who in (member("ts/x04/c1/"), editor("ts/x04/")):
        for more in ({}, {"working": True}):
            with pytest.raises(BookNotFound):
                seen(blobs, out, who, **more)
    assert seen(blobs, out, member(), working=True) == seen(blobs, out, member())
    for who, refusal in ((member(), NotPermitted), (editor("ts/x04/"), BookNotFound)):
        with pytest.raises(refusal):
            cover(out, ctx=who)
        with pytest.raises(refusal):
            bare(out, who)
    withdrawn(out)
    with pytest.raises(BookNotFound):
        seen(blobs, out, member())


def test_what_is_no_fit_picture_or_secret_is_refused_and_the_cover_stays(book: Desk, blobs: GridFSBlobStore) -> None:
    audit.ensure_index()
    sent = cover(book)
    refused: tuple[tuple[type[AppError], bytes, dict[str, str]], ...] = (
        (NotAPicture, b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", {}),
        (NotAPicture, b"%PDF-1.7", {}),
        (PictureBroken, drawn()[:700], {}),
        (PictureTooLarge, drawn((9_000, 9_000), "PNG", mode="1"), {}),
        (FileTooBig, b"\xff\xd8\xff" + b"0" * 10_000_000, {}),
        (AltMissing, drawn((10, 10)), {"alt": "Ảnh minh họa"}),
        (AltMissing, drawn((10, 10)), {"alt": ""}),
        (SecretMark, drawn((10, 10)), {"alt": "Bìa đóng dấu\nTUYỆT MẬT"}),
        (SecretMark, drawn((10, 10)), {"file_name": "TỐI MẬT.jpg"}),
    )
    for refusal, content, more in refused:
        with pytest.raises(refusal):
            cover(sent, content, **more)
    assert stored(blobs) == named()
    assert len(stored(blobs)) == 2
    assert Book.objects.get(pk=book["id"]).version == sent["version"]


def test_repeated_it_answers_as_the_first_time_and_the_second_of_two_editors_is_told(
    book: Desk, blobs: GridFSBlobStore
) -> None:
    first, again = (cover(book, ctx=editor(key="k1")) for _ in range(2))
    assert first == again
    assert first["version"] == book["version"] + 1
    with pytest.raises(ChangedByAnother):
        cover(book, blue())
    with pytest.raises(ChangedByAnother):
        bare(book)
    assert stored(blobs) == named()
    taken = bare(first)
    assert bare(first) == taken
    assert bare(taken) == taken, "what is not there is as good as removed"
    with pytest.raises(ChangedByAnother):
        cover(book, ctx=editor(key="k1"))  # comes late, after it was taken away
    assert stored(blobs) == set()


def test_replaced_removed_or_withdrawn_it_goes_with_its_bytes_and_a_line_in_the_trail(
    book: Desk, blobs: GridFSBlobStore
) -> None:
    audit.ensure_index()
    first = cover(book)
    second = cover(first, blue())
    assert stored(blobs) == named()
    out = publish(second)
    without = bare(out)
    assert len(stored(blobs)) == 2, "listeners have it still"
    withdrawn(without)
    assert stored(blobs) == set()
    trail = [row["action"] for row in map(json.loads, audit.export())]
    assert trail == ["content.book_cover_removed"] * 2


def test_bytes_that_a_killed_process_left_go_with_the_sweep_and_those_of_books_stay(
    book: Desk, blobs: GridFSBlobStore
) -> None:
    publish(cover(book))
    blobs.put(b"stray", content_type="image/jpeg", name=book_covers.BLOB, blob_id="stray")
    book_covers.sweep(NOW)
    assert "stray" in stored(blobs), "its writer may be about to name it"
    book_covers.sweep(NOW + timedelta(days=400))
    assert stored(blobs) == named()
    assert len(named()) == 2
