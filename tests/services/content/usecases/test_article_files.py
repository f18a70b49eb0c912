"""Pictures and files of an article: made anew, shown to its readers with the text that shows them, to nobody before."""

import io
import json
import struct
import zlib
from datetime import timedelta
from html import escape
from typing import Any

import pytest
from PIL import Image

from services.content.queries.article_file import article_file, open_article_file
from services.content.queries.compare_texts import compare_texts
from services.content.queries.read_article import read_article
from services.content.queries.read_working_copy import read_working_copy
from services.content.rules.article_files import PDF as PDF_SORT
from services.content.rules.article_files import clean_name
from services.content.rules.errors import ArticleNotFound
from services.content.rules.file_errors import (
    AltMissing,
    ArticleFileNotFound,
    FileNotAttached,
    FileTooBig,
    FileUnnamed,
    NotAPicture,
    PictureBroken,
    PictureTooLarge,
    TooManyFiles,
)
from services.content.store import article_files
from services.content.store.article_files import ArticleFile
from services.content.usecases.keep_working_copy import keep_working_copy
from services.content.usecases.open_article import open_article
from services.content.usecases.publish_article import publish_article
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.write_article import write_article
from shared.store import GridFSBlobStore
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, Found, editor, member, told
from tests.services.content.sent_files import ALT, attach, drawn, office, pdf, send

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]
MEANT = {"audience": "ts/", "form": "markup"}
NOBODY = Context(None, NOW, "c1")


@pytest.fixture
def draft(store: None) -> str:
    text = {"title": "Trao Huy hiệu", "body": "Đoạn một.", "audience": "ts/", "form": "markup"}
    return str(perform(write_article, text, editor())["id"])


def revise(article_id: str, body: str, version: int) -> dict[str, Any]:
    text = {
        "title": "Trao Huy hiệu",
        "body": body,
        "audience": "ts/",
        "form": "markup",
        "article_id": article_id,
        "version": version,
    }
    found: dict[str, Any] = perform(revise_article, text, editor())
    return found


def published(article_id: str, body: str) -> int:
    version = revise(article_id, body, 1)["version"]
    done = perform(publish_article, {"article_id": article_id, "version": version}, editor())
    return int(done["version"])


def fetch(blobs: GridFSBlobStore, article_id: str, file_id: str, ctx: Context, **more: Any) -> bytes:
    found = perform(article_file, {"article_id": article_id, "file_id": file_id, **more}, ctx)
    return b"".join(blobs.open_range(found["blob_id"]))


def test_a_picture_is_made_anew_upright_without_what_the_camera_wrote(draft: str, blobs: GridFSBlobStore) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Canon"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    sent = send(draft, drawn(exif=exif, comment=b"Serial 4711"))
    large = fetch(blobs, draft, sent["id"], editor())
    small = fetch(blobs, draft, sent["id"], editor(), small=True)
    with Image.open(io.BytesIO(large)) as picture, Image.open(io.BytesIO(small)) as narrow:
        assert (picture.size, narrow.size) == ((1200, 1600), (360, 480))
        assert not picture.getexif()
    for hidden in (b"Canon", b"Serial 4711"):
        assert hidden not in large + small
    assert (sent["width"], sent["height"], sent["line"]) == (1200, 1600, f"![{ALT}](picture:{sent['id']})")


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_stands_on_white(draft: str, blobs: GridFSBlobStore, kind: str) -> None:
    held = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(held, kind)
    sent = send(draft, held.getvalue())
    with Image.open(io.BytesIO(fetch(blobs, draft, sent["id"], editor()))) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_what_is_no_whole_picture_is_refused_and_nothing_is_kept(draft: str, blobs: GridFSBlobStore) -> None:
    bomb = drawn((9_000, 9_000), "PNG", mode="1")
    head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    claimed = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    claimed += struct.pack(">I", 40) + b"IDAT" + b"0" * 44
    for content, refusal in (
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", NotAPicture),
        (b"GIF89a" + b"0" * 50, NotAPicture),
        (drawn()[:700], PictureBroken),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 400, PictureBroken),
        (bomb, PictureTooLarge),
        (claimed, PictureTooLarge),
        (b"\xff\xd8\xff" + b"0" * 10_000_000, FileTooBig),
    ):
        with pytest.raises(refusal):
            send(draft, content)
    assert ArticleFile.objects.count() == 0
    assert list(blobs.named(article_files.BLOB, NOW + timedelta(days=900))) == []


@pytest.mark.parametrize("alt", ["", "   ", "trang trí", "Ảnh minh họa", "IMG_2031", "\u200b\u200b"])
def test_words_that_tell_nothing_of_the_picture_are_refused(draft: str, alt: str) -> None:
    with pytest.raises(AltMissing):
        send(draft, drawn((10, 10)), alt=alt)


def test_readers_get_it_with_the_text_that_shows_it_and_not_before(draft: str, blobs: GridFSBlobStore) -> None:
    sent = send(draft, drawn((800, 600)), caption="Lễ trao ngày 3/2")
    with pytest.raises(ArticleFileNotFound):
        fetch(blobs, draft, sent["id"], member())
    version = published(draft, f"Đoạn một.\n\n{sent['line']}\n\nĐoạn hai.")
    assert fetch(blobs, draft, sent["id"], member()).startswith(b"\xff\xd8\xff")
    shown = perform(read_article, {"article_id": draft}, member())
    assert [(block["kind"], block.get("alt")) for block in shown["blocks"] if block.get("file")] == [("picture", ALT)]
    assert [(file["id"], file["width"]) for file in shown["files"]] == [(sent["id"], 800)]
    blocks = told("articles")[-1][1]["blocks"]
    assert [(block.get("kind"), block["text"]) for block in blocks][1] == ("image", "Lễ trao ngày 3/2")
    revise(draft, "Không còn ảnh.", version)
    assert fetch(blobs, draft, sent["id"], member()), "readers have the earlier text still"
    perform(publish_article, {"article_id": draft, "version": version + 1}, editor())
    with pytest.raises(ArticleFileNotFound):
        fetch(blobs, draft, sent["id"], member())
    found = perform(compare_texts, {"article_id": draft, "older": 2, "newer": 3}, editor())
    assert ALT in str(found)
    perform(withdraw_article, {"article_id": draft, "version": version + 2, "reason": "Nhầm."}, editor())


def test_whom_the_text_is_not_for_finds_no_file_of_it(draft: str, blobs: GridFSBlobStore) -> None:
    text: dict[str, Any] = {"title": "Chỉ cho xã", "body": "Đoạn.", "audience": "ts/x09/", "form": "markup"}
    article_id = perform(write_article, text, editor())["id"]
    sent = send(article_id, drawn((10, 10)))
    text |= {"body": sent["line"] + "\n\nĐoạn.", "article_id": article_id, "version": 1}
    perform(revise_article, text, editor())
    perform(publish_article, {"article_id": article_id, "version": 2}, editor())
    for ctx in (member(), editor("ts/x03/")):
        with pytest.raises(ArticleFileNotFound):
            fetch(blobs, article_id, sent["id"], ctx)
    with pytest.raises(ArticleFileNotFound):
        fetch(blobs, draft, sent["id"], editor())
    with pytest.raises(ArticleNotFound):
        send(article_id, drawn((10, 10)), editor("ts/x03/"))


def test_the_public_gets_it_with_the_open_text_only(draft: str) -> None:
    sent = send(draft, drawn((10, 10)))
    version = published(draft, sent["line"] + "\n\nĐoạn.")
    asked = {"article_id": draft, "file_id": sent["id"]}
    with pytest.raises(ArticleNotFound):
        perform(open_article_file, asked, NOBODY)
    opening = {"article_id": draft, "version": version, "reason": "Dân biết.", "confirmed": True}
    perform(open_article, opening, editor())
    assert perform(open_article_file, asked, NOBODY)["content_type"] == "image/jpeg"


def test_a_text_that_shows_what_was_sent_for_another_article_is_refused(draft: str) -> None:
    other = perform(write_article, {"title": "Bài khác", "body": "Đoạn.", **MEANT}, editor())["id"]
    sent = send(other, drawn((10, 10)))
    with pytest.raises(FileNotAttached):
        revise(draft, sent["line"], 1)
    with pytest.raises(FileNotAttached):
        perform(write_article, {"title": "Bài mới", "body": sent["line"], **MEANT}, editor())
    as_file = sent["line"].replace("![", "@[").replace("picture:", "file:")
    with pytest.raises(FileNotAttached):
        revise(other, as_file, 1)


def test_files_to_take_along_are_kept_as_they_came(draft: str, blobs: GridFSBlobStore) -> None:
    content = pdf("Mau dang ky")
    sent = attach(draft, content, "C:\\Tài liệu\\Mẫu: đăng ký.PDF")
    assert (sent["name"], sent["sort"], sent["line"]) == (
        "Mẫu đăng ký.pdf",
        "PDF",
        f"@[Mẫu đăng ký](file:{sent['id']})",
    )
    published(draft, f"Đoạn.\n\n{sent['line']}")
    assert fetch(blobs, draft, sent["id"], member()) == content
    assert attach(draft, office("xl/workbook.xml"), "x.bin")["name"] == "x.xlsx"
    assert attach(draft, office("ppt/presentation.xml"), "x")["sort"] == "PowerPoint"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_to_take_along_keeps_its_size_and_loses_where_and_with_what_it_was_taken(
    draft: str, blobs: GridFSBlobStore, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Canon"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    sent = attach(draft, drawn((2400, 1800), kind, exif=exif), f"anh.{kind.lower()}")
    kept = fetch(blobs, draft, sent["id"], editor())
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (2400, 1800), {})
    assert b"Canon" not in kept
    assert sent["bytes"] == len(kept)


def test_a_photograph_of_twelve_million_pixels_is_taken(draft: str) -> None:
    noise = Image.effect_noise((4032, 3024), 60).convert("RGB")
    held = io.BytesIO()
    noise.save(held, "JPEG", quality=80)
    assert 4_000_000 < len(held.getvalue()) < 10_000_000
    sent = send(draft, held.getvalue())
    assert (sent["width"], sent["height"]) == (1600, 1200)


@pytest.mark.parametrize("words", ["", "trang trí", "IMG_1"])
def test_what_a_picture_shows_cannot_be_taken_out_of_the_text(draft: str, words: str) -> None:
    sent = send(draft, drawn((10, 10)))
    with pytest.raises(AltMissing) as refused:
        revise(draft, f"Đoạn.\n\n![{words}](picture:{sent['id']}) Chú thích", 1)
    assert "body" in refused.value.details


def test_a_file_without_a_name_is_refused(draft: str) -> None:
    sent = attach(draft, pdf("x"))
    with pytest.raises(FileUnnamed):
        revise(draft, f"Đoạn.\n\n@[](file:{sent['id']})", 1)


def test_more_than_ten_files_or_twenty_pictures_in_a_text_are_refused(draft: str) -> None:
    for sent, most in ((attach(draft, pdf("x")), 10), (send(draft, drawn((10, 10))), 20)):
        with pytest.raises(TooManyFiles):
            revise(draft, "\n\n".join(["Đoạn.", *[sent["line"]] * (most + 1)]), 1)


def test_the_comparison_says_what_became_of_pictures_and_files(draft: str) -> None:
    shown, taken = send(draft, drawn((10, 10)), caption="Chú thích"), attach(draft, pdf("x"), "Mẫu đơn.pdf")
    version = revise(draft, f"Đoạn.\n\n{shown['line']}", 1)["version"]
    told_otherwise = shown["line"].replace("trao Huy hiệu Đảng", "tặng hoa")
    revise(draft, f"Đoạn.\n\n{told_otherwise}\n\n{taken['line']}", version)
    found = perform(compare_texts, {"article_id": draft, "older": 2, "newer": 3}, editor())
    rows = [["".join(run["text"] for run in row[side]) for side in ("older", "newer")] for row in found["paragraphs"]]
    assert rows[1:] == [
        [f"Ảnh: {ALT}. Chú thích", "Ảnh: Bí thư chi bộ tặng hoa cho cụ bà. Chú thích"],
        ["", "Tệp kèm theo: Mẫu đơn"],
    ]


def test_what_pictures_show_their_captions_and_the_names_of_files_are_found(draft: str, found: Found) -> None:
    shown, taken = send(draft, drawn((10, 10)), caption="Lễ trao ở đình Bản Hạ"), attach(draft, pdf("x"), "Tờ khai.pdf")
    published(draft, f"Đoạn.\n\n{shown['line']}\n\n{taken['line']}")
    for typed in ("cho cụ bà", "đình Bản Hạ", "tờ khai"):
        assert [item["id"] for item in found(typed)["items"]] == [draft], typed


def test_what_is_being_typed_is_offered_again_with_its_pictures(draft: str) -> None:
    sent = send(draft, drawn((10, 10)))
    attachment = escape(json.dumps({"file": sent["id"], "alt": ALT, "filename": "anh.jpg"}))
    typed = {"title": "Bài", "summary": "", "body": "Đoạn.", "audience": "ts/", "correction": ""}
    html = f'<p>Đoạn.</p><figure data-trix-attachment="{attachment}" data-trix-attributes="{{}}"></figure>'
    perform(keep_working_copy, {**typed, "html": html, "article_id": draft, "version": 1, "window": "w1"}, editor())
    copy = perform(read_working_copy, {"article_id": draft}, editor())["copy"]
    assert copy["body"] == f"Đoạn.\n\n{sent['line']}"
    assert [block.get("file") for block in copy["blocks"]] == [None, sent["id"]]


def test_the_same_command_again_keeps_one_file(draft: str) -> None:
    ctx = editor(key="k1")
    first, second = (send(draft, drawn((10, 10)), editor(key="k1"), unseen=True) for _ in range(2))
    assert first == second
    assert ctx is not None
    assert ArticleFile.objects.count() == 1


def test_what_no_text_ever_showed_goes_after_ninety_days_and_stray_bytes_after_one(
    draft: str, blobs: GridFSBlobStore
) -> None:
    shown, unused = (send(draft, drawn((10, 10))) for _ in range(2))
    published(draft, f"Đoạn.\n\n{shown['line']}")
    blobs.put(b"stray", content_type="image/jpeg", name=article_files.BLOB, blob_id="stray")
    assert article_files.sweep(NOW + timedelta(days=89)) == 0
    assert article_files.sweep(NOW + timedelta(days=91)) == 1
    assert [file.id for file in ArticleFile.objects] == [shown["id"]]
    assert unused["id"] != shown["id"]
    article_files.sweep(NOW + timedelta(days=400))
    left = set(blobs.named(article_files.BLOB, NOW + timedelta(days=900)))
    assert left == {ArticleFile.objects.get().blob_id, ArticleFile.objects.get().small_id}


def test_a_name_is_cleaned_of_what_a_device_cannot_keep() -> None:
    assert clean_name("../../etc/passwd\u202efdp.exe", PDF_SORT) == "passwdfdp.pdf"
    assert clean_name("...", PDF_SORT) == "tep.pdf"
    assert clean_name("Biên bản %22họp%22 30%0D%0A.pdf", PDF_SORT) == "Biên bản họp 30.pdf"
    assert len(clean_name("d" * 400 + ".pdf", PDF_SORT)) == 120
