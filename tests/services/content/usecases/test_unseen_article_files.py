"""Scans and pictures among the files of an article: sealed, given to nobody and before no reader until the reader of
scans, here the real Tesseract, has looked for marks of secrecy on every page."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from services.content.engines import scanning
from services.content.queries.article_file import article_file
from services.content.queries.list_desk_documents import list_desk_documents
from services.content.queries.read_article import read_article
from services.content.queries.read_document_draft import read_document_draft
from services.content.rules.document_errors import DraftNotFound, ScanGivenUp, ScanNotReadInTime
from services.content.rules.file_errors import (
    ArticleFileNotFound,
    FileBeingLookedThrough,
    FileNotAttached,
    FileNotLookedThrough,
)
from services.content.store import article_files, scan_files
from services.content.store.article_files import ArticleFile
from services.content.store.scans import Scan, ScanPage
from services.content.usecases import on_scan_sent as on_scan_sent_module
from services.content.usecases import releasing_file
from services.content.usecases import send_article_file as send_article_file_module
from services.content.usecases.delete_article_file import delete_article_file
from services.content.usecases.discard_draft import discard_draft
from services.content.usecases.forget_old_scans import check_scans, forget_old_scans
from services.content.usecases.give_up_scan import give_up_scan
from services.content.usecases.on_scan_sent import on_scan_sent
from services.content.usecases.publish_article import publish_article
from services.content.usecases.publish_due_articles import publish_due_articles
from services.content.usecases.schedule_article import schedule_article
from shared.contracts.content import ScanSent
from shared.observability import Degraded
from shared.security import audit
from shared.security.refusing import SecretMark
from shared.store import BlobNotFound, GridFSBlobStore, database
from shared.usecase import perform
from tests.services.content.conftest import NOW, editor, member, told
from tests.services.content.document_files import BODY, docx, pdf
from tests.services.content.scanned_files import jpeg, pdf_of, printed, scanned, stamped
from tests.services.content.sent_files import attach, drawn, send
from tests.services.content.usecases.test_article_files import draft, fetch, revise

__all__ = ["draft"]
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]


def look_through(file_id: str, seconds: float = 600) -> bool:
    return on_scan_sent(ScanSent(scan_id=file_id), seconds)


def publish(article_id: str, version: int) -> Any:
    return perform(publish_article, {"article_id": article_id, "version": version}, editor())


def at_desk(article_id: str) -> Any:
    return perform(read_article, {"article_id": article_id, "working": True}, editor())["desk"]


def given_out(blobs: GridFSBlobStore) -> list[str]:
    return list(blobs.named(article_files.BLOB, NOW + timedelta(days=900)))


def nothing_is_left_of(file_id: str, blobs: GridFSBlobStore) -> bool:
    with pytest.raises(BlobNotFound):
        scan_files.read(file_id)
    return ArticleFile.objects.count() == ScanPage.objects.count() == 0 and given_out(blobs) == []


def page(word: str = "") -> Image.Image:
    sheet = printed(BODY)[0]
    return scanned(stamped(sheet, word) if word else sheet)


def text_and_picture() -> bytes:
    both = pypdfium2.PdfDocument.new()
    for part in (pdf(BODY), pdf_of(page("TUYỆT MẬT"))):
        both.import_pages(pypdfium2.PdfDocument(part))
    buffer = io.BytesIO()
    both.save(buffer)
    return buffer.getvalue()


def test_a_photographed_page_lies_sealed_until_it_was_looked_through_and_is_then_as_any_picture(
    draft: str, blobs: GridFSBlobStore
) -> None:
    sent = send(draft, jpeg(page()), unseen=True)
    assert (sent["state"], [file["state"] for file in at_desk(draft)["files"]]) == ("waiting", ["waiting"])
    assert told("scans") == [("content.scan_sent.v1", {"scan_id": sent["id"]})]
    assert given_out(blobs) == []
    assert not any(b"JFIF" in bytes(chunk["data"]) for chunk in database()["fs.chunks"].find())
    with pytest.raises(FileBeingLookedThrough):
        perform(article_file, {"article_id": draft, "file_id": sent["id"]}, editor())
    version = revise(draft, f"Đoạn.\n\n{sent['line']}", 1)["version"]
    with pytest.raises(FileBeingLookedThrough) as refused:
        publish(draft, version)
    assert "đang được kiểm tra" in refused.value.message
    assert look_through(sent["id"])
    assert at_desk(draft)["files"][0]["state"] == "ready"
    assert Scan.objects.count() == ScanPage.objects.count() == 0
    with pytest.raises(BlobNotFound):
        scan_files.read(sent["id"])
    publish(draft, version)
    assert Image.open(io.BytesIO(fetch(blobs, draft, sent["id"], member()))).width == sent["width"]
    assert look_through(sent["id"]), "told twice"
    assert len(given_out(blobs)) == 2


def test_a_photograph_without_letters_and_a_scanned_file_are_released(draft: str, blobs: GridFSBlobStore) -> None:
    photograph = send(draft, drawn((640, 480), "WEBP"), unseen=True)
    content = pdf_of(page())
    paper = attach(draft, content, unseen=True)
    assert all(look_through(sent["id"]) for sent in (photograph, paper))
    assert [file["state"] for file in at_desk(draft)["files"]] == ["ready", "ready"]
    assert fetch(blobs, draft, paper["id"], editor()) == content


def test_a_file_of_letters_needs_nobody_to_look_at_it(draft: str) -> None:
    assert attach(draft, pdf(BODY))["state"] == "ready"
    assert Scan.objects.count() == 0
    with pytest.raises(SecretMark):
        attach(draft, docx(*BODY, header="TỐI MẬT"), "van ban.docx")


def in_sixteen_bits(sheet: Image.Image) -> bytes:
    """As scanners write grey: the ink at 2,000 of 65,535."""
    grey = sheet.convert("L").convert("I").point(lambda value: value * 249 + 2000)
    return _png(grey.convert("I;16"))


def in_transparency(sheet: Image.Image) -> bytes:
    """The letters are only where the paper is not see-through: black on nothing."""
    ink = sheet.convert("L").point(lambda value: 255 - value)
    drawn_on_nothing = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    drawn_on_nothing.putalpha(ink)
    return _png(drawn_on_nothing)


def in_a_strip(sheet: Image.Image) -> bytes:
    """A page at the head of many screens joined to one picture."""
    small = sheet.resize((1000, round(sheet.height * 1000 / sheet.width)))
    strip = Image.new("RGB", (1000, 24_000), "white")
    strip.paste(small, (0, 0))
    return _png(strip)


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def with_letters_beneath(sheet: Image.Image) -> bytes:
    """As scanners make a PDF that can be searched: the picture, behind it what they recognised, without the stamp."""
    paper = FPDF(unit="pt", format=(595, 842))
    paper.add_page()
    paper.set_font("helvetica", size=9)
    paper.multi_cell(0, text="Nghi quyet ve sinh hoat chi bo o cac thon, ban trong toan tinh. " * 4)
    paper.image(sheet, 0, 0, 595, 842)
    return bytes(paper.output())


def test_a_scan_with_letters_beneath_is_looked_at_as_it_is_seen(draft: str, blobs: GridFSBlobStore) -> None:
    sent = attach(draft, with_letters_beneath(page("TỐI MẬT")), unseen=True)
    assert sent["state"] == "waiting"
    assert look_through(sent["id"])
    assert [file["told"] for file in at_desk(draft)["refused_files"]] == [SecretMark.message]
    assert nothing_is_left_of(sent["id"], blobs)
    harmless = attach(draft, with_letters_beneath(page()), unseen=True)
    assert look_through(harmless["id"])
    assert at_desk(draft)["files"][0]["state"] == "ready"


@pytest.mark.parametrize("hidden", [in_sixteen_bits, in_transparency, in_a_strip])
def test_no_way_of_keeping_points_hides_a_mark(
    draft: str, blobs: GridFSBlobStore, hidden: Callable[[Image.Image], bytes]
) -> None:
    sent = attach(draft, hidden(page("TUYỆT MẬT")), "quet.png", unseen=True)
    assert look_through(sent["id"])
    assert [file["told"] for file in at_desk(draft)["refused_files"]] == [SecretMark.message]
    assert nothing_is_left_of(sent["id"], blobs)


def test_readers_are_given_the_points_that_were_looked_at(draft: str, blobs: GridFSBlobStore) -> None:
    white_on_nothing = Image.new("RGBA", (640, 480), (255, 255, 255, 0))
    white_on_nothing.paste((255, 255, 255, 255), (100, 100, 300, 200))
    sent = attach(draft, _png(white_on_nothing), "trong.png", unseen=True)
    assert look_through(sent["id"])
    given = Image.open(io.BytesIO(fetch(blobs, draft, sent["id"], editor())))
    assert (given.mode, given.getextrema()) == ("RGB", ((255, 255),) * 3)


def test_bytes_that_came_out_while_the_file_was_deleted_go_with_it(
    draft: str, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(draft, jpeg(page()), unseen=True)
    put = releasing_file.put_bytes

    def deleted_meanwhile(file: ArticleFile, content: bytes) -> None:
        put(file, content)
        perform(delete_article_file, {"article_id": draft, "file_id": sent["id"]}, editor())
        put(file, content)

    monkeypatch.setattr(releasing_file, "put_bytes", deleted_meanwhile)
    look_through(sent["id"])
    assert nothing_is_left_of(sent["id"], blobs)


def test_a_command_that_was_decided_while_it_was_repeated_leaves_nothing_that_waits(
    draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = jpeg(page("MẬT"))
    repeated = "01a2234d-9770-7217-bf8d-d4d7db9084aa"
    ctx = replace(editor(), new_id=lambda: repeated)
    assert send(draft, content, ctx, unseen=True)["id"] == repeated
    look_through(repeated)
    monkeypatch.setattr(send_article_file_module.scans, "find", lambda _: None)  # looked before it was decided
    send(draft, content, ctx, unseen=True)
    monkeypatch.undo()
    assert at_desk(draft)["files"] == []
    assert ArticleFile.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("picture", jpeg(page("TUYỆT MẬT"))),
        ("attachment", jpeg(page("MẬT"))),
        ("attachment", pdf_of(page(), page("TỐI MẬT"))),
        ("attachment", text_and_picture()),
    ],
    ids=["picture", "photograph", "second page", "picture beside text"],
)
def test_what_bears_a_mark_of_secrecy_is_gone_for_good_and_its_sender_told(
    draft: str, blobs: GridFSBlobStore, kind: str, content: bytes
) -> None:
    audit.ensure_index()
    sent = send(draft, content, unseen=True, kind=kind, file_name="quet.jpg")
    version = revise(draft, f"Đoạn.\n\n{sent['line']}", 1)["version"]
    assert look_through(sent["id"])
    assert nothing_is_left_of(sent["id"], blobs)
    (refused,) = at_desk(draft)["refused_files"]
    assert refused["code"] == SecretMark.code
    assert "Luật Bảo vệ bí mật nhà nước" in refused["told"]
    (entry,) = [row for row in map(json.loads, audit.export()) if "sha256:" in json.dumps(row)]
    assert entry["actor"] == "e1"
    with pytest.raises(FileNotAttached):
        publish(draft, version)


def test_pages_that_were_looked_through_are_not_again_after_a_kill(draft: str) -> None:
    sent = attach(draft, pdf_of(page(), page()), unseen=True)
    assert not look_through(sent["id"], seconds=0)
    assert [row.number for row in ScanPage.objects] == [1]
    assert look_through(sent["id"])
    assert at_desk(draft)["files"][0]["state"] == "ready"


def test_what_could_not_be_looked_through_is_not_taken(
    draft: str, blobs: GridFSBlobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object, **__: object) -> scanning.ReadPage:
        raise scanning.PageReaderDied

    monkeypatch.setattr(on_scan_sent_module, "read_page", dies)
    sent = send(draft, drawn((640, 480)), unseen=True)
    assert look_through(sent["id"])
    assert [refused["code"] for refused in at_desk(draft)["refused_files"]] == [FileNotLookedThrough.code]
    assert nothing_is_left_of(sent["id"], blobs)


def test_what_nobody_looks_through_in_time_is_told_and_may_be_sent_again(draft: str, blobs: GridFSBlobStore) -> None:
    sent = send(draft, drawn((640, 480)), unseen=True)
    with pytest.raises(Degraded, match="1 scans wait for content-worker"):
        check_scans(NOW + timedelta(minutes=11))
    assert forget_old_scans(NOW + timedelta(hours=25)) == 1
    assert nothing_is_left_of(sent["id"], blobs)
    again = send(draft, drawn((640, 480)), unseen=True)
    give_up_scan(ScanSent(scan_id=again["id"]))
    assert nothing_is_left_of(again["id"], blobs)
    codes = {refused["code"] for refused in at_desk(draft)["refused_files"]}
    assert codes == {ScanNotReadInTime.code, ScanGivenUp.code}
    third = send(draft, drawn((640, 480)), unseen=True)
    assert look_through(third["id"])
    assert at_desk(draft)["files"][0]["state"] == "ready"


def test_a_file_that_is_deleted_meanwhile_does_not_come_back(draft: str, blobs: GridFSBlobStore) -> None:
    sent = attach(draft, pdf_of(page(), page()), unseen=True)
    look_through(sent["id"], seconds=0)
    perform(delete_article_file, {"article_id": draft, "file_id": sent["id"]}, editor())
    assert look_through(sent["id"])
    assert nothing_is_left_of(sent["id"], blobs)
    assert Scan.objects.count() == 0


def test_the_same_command_after_a_refusal_stores_nothing_again(draft: str, blobs: GridFSBlobStore) -> None:
    sent = send(draft, drawn((640, 480)), editor(key="k1"), unseen=True)
    give_up_scan(ScanSent(scan_id=sent["id"]))
    with pytest.raises(ArticleFileNotFound):
        send(draft, drawn((640, 480)), editor(key="k1"))
    assert nothing_is_left_of(sent["id"], blobs)


def test_at_its_set_time_an_article_with_such_a_file_goes_back_to_its_writer(draft: str) -> None:
    sent = send(draft, drawn((640, 480)), unseen=True)
    version = revise(draft, f"Đoạn.\n\n{sent['line']}", 1)["version"]
    at = NOW + timedelta(hours=1)
    perform(schedule_article, {"article_id": draft, "version": version, "publish_at": at.isoformat()}, editor())
    assert publish_due_articles(at + timedelta(minutes=1)) == 0
    assert (at_desk(draft)["stage"], at_desk(draft)["returned_for"]) == ("returned", FileBeingLookedThrough.message)


def test_it_is_no_document_that_waits_at_the_desk(draft: str) -> None:
    sent = send(draft, drawn((640, 480)), unseen=True)
    assert perform(list_desk_documents, {}, editor())["waiting"] == []
    for ask in (read_document_draft, discard_draft):
        with pytest.raises(DraftNotFound):
            perform(ask, {"draft_id": sent["id"]}, editor())  # type: ignore[operator]
    assert at_desk(draft)["files"][0]["state"] == "waiting"
