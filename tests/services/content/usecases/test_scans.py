"""Scans from the desk to a draft, through the real store and the real Tesseract."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from deploy.local.mongod import Mongod
from services.content.engines import scanning
from services.content.engines.in_use import ScanLimits, limit_scans
from services.content.queries.list_desk_documents import list_desk_documents
from services.content.queries.read_document_draft import read_document_draft
from services.content.rules.document_errors import DraftNotFound, TooManyScans
from services.content.store import scan_files, scans
from services.content.store.document_drafts import DocumentDraft
from services.content.store.documents import Document
from services.content.store.scans import Scan, ScanPage
from services.content.usecases import begin_scan as begin_scan_module
from services.content.usecases import on_scan_sent as on_scan_sent_module
from services.content.usecases.discard_draft import discard_draft
from services.content.usecases.forget_old_scans import check_scans, forget_old_scans
from services.content.usecases.give_up_scan import give_up_scan
from services.content.usecases.import_draft import import_draft
from services.content.usecases.import_folder import import_folder
from services.content.usecases.on_scan_sent import on_scan_sent
from services.content.usecases.send_document import send_document
from shared import clock
from shared.child import ChildReader
from shared.contracts.content import ScanSent
from shared.errors import AppError
from shared.observability import Degraded
from shared.reading.errors import FileBroken, FileLocked, FileTooLong, NotADocument, ScanTooLarge
from shared.reading.kinds import Kind
from shared.security import audit
from shared.security.refusing import SecretMark
from shared.store import BlobNotFound, database
from shared.usecase import Context, perform
from tests.services.content.conftest import SERVICE, editor, person, told
from tests.services.content.document_files import BODY, docx, pdf
from tests.services.content.scanned_files import jpeg, pdf_of, png, printed, resolution, scanned, stamped, tiff
from tests.shared.helpers import wait_for

pytestmark = pytest.mark.slow
MORE = ["Điều 3. Tổ chức thực hiện", "1. Chi bộ phổ biến nghị quyết này tới từng đảng viên trong tháng 3."]


def sent(content: bytes, name: str = "nghi-quyet.pdf", who: Context | None = None) -> str:
    fields = {"audience": "ts/", "file_name": name, "content": b64encode(content).decode()}
    return str(perform(send_document, fields, who or editor(now=clock.now()))["id"])


def work(scan_id: str, seconds: float = 600) -> bool:
    return on_scan_sent(ScanSent(scan_id=scan_id), seconds)


def shown(draft_id: str, who: Context | None = None) -> dict[str, Any]:
    found: dict[str, Any] = perform(read_document_draft, {"draft_id": draft_id}, who or editor())
    return found


def rows() -> list[tuple[str, int, int]]:
    waiting = perform(list_desk_documents, {}, editor())["waiting"]
    return [(row["state"], row["page"], row["pages"]) for row in waiting]


def nothing_is_left_of(scan_id: str) -> bool:
    with pytest.raises(BlobNotFound):
        scan_files.read(scan_id)
    return ScanPage.objects.count() == 0 and DocumentDraft.objects.count() == 0


def test_a_scan_waits_for_the_reader_and_becomes_a_draft_that_somebody_looks_at(store: None) -> None:
    scan_id = sent(pdf_of(*map(scanned, printed(BODY, MORE))), who=editor(key="k1", now=clock.now()))
    assert told("scans") == [("content.scan_sent.v1", {"scan_id": scan_id})]
    assert (shown(scan_id)["state"], shown(scan_id)["pages"], rows()) == ("waiting", 2, [("waiting", 0, 2)])
    assert work(scan_id)
    draft = shown(scan_id)
    assert (draft["state"], draft["scanned"], rows()) == ("ready", True, [("ready", 0, 0)])
    assert draft["proposed"]["number"] == "18-NQ/TU"
    assert draft["proposed"]["issued_on"] == "2026-02-26"
    anchors = [section["anchor"] for section in draft["sections"]]
    assert anchors == ["dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2", "dieu-3-khoan-1"]
    assert Scan.objects.count() == ScanPage.objects.count() == Document.objects.count() == 0
    with pytest.raises(BlobNotFound):
        scan_files.read(scan_id)
    assert sent(b"%PDF-", who=editor(key="k1", now=clock.now())) == scan_id  # the same command again
    fields = {"draft_id": scan_id, "audience": "ts/", **draft["proposed"], "title": "Nghị quyết về sinh hoạt chi bộ"}
    assert perform(import_draft, fields, editor())["outcome"] == "new"


def test_doubtful_words_are_counted_and_shown_in_their_paragraphs(store: None) -> None:
    scan_id = sent(png(scanned(printed(BODY)[0], noise=14, blur=1.6)), "trang.png")
    work(scan_id)
    draft = shown(scan_id)
    marked = [run["text"] for paragraph in draft["doubts"] for run in paragraph if run["doubtful"]]
    assert len(marked) == draft["doubtful_words"] > 0


def test_pages_with_letters_of_their_own_stand_beside_those_that_were_recognised(store: None) -> None:
    both = pypdfium2.PdfDocument.new()
    for part in (pdf(BODY), pdf_of(scanned(printed(MORE, head=())[0]))):
        both.import_pages(pypdfium2.PdfDocument(part))
    buffer = io.BytesIO()
    both.save(buffer)
    scan_id = sent(buffer.getvalue())
    assert shown(scan_id)["state"] == "waiting"
    work(scan_id)
    text = shown(scan_id)["text"]
    assert BODY[3] in text
    assert "từng đảng viên" in text


@pytest.mark.parametrize("word", ["MẬT", "TUYỆT MẬT"])
def test_a_stamped_scan_is_refused_and_nothing_that_was_read_of_it_is_kept(store: None, word: str) -> None:
    first, second = printed(MORE, BODY, head=())
    scan_id = sent(tiff(scanned(first), scanned(stamped(second, word))), "quet.tif")
    assert work(scan_id)
    refused = shown(scan_id)
    assert (refused["state"], refused["code"]) == ("refused", SecretMark.code)
    assert "Luật Bảo vệ bí mật nhà nước" in refused["told"]
    assert refused["text"] == ""
    assert rows()[0][0] == "refused"
    assert nothing_is_left_of(scan_id)
    (entry,) = [line for line in audit.export() if "sha256:" in line]
    assert "e1" in entry
    perform(discard_draft, {"draft_id": scan_id}, editor())
    assert rows() == []


def test_a_scan_that_is_thrown_away_is_read_no_further(store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_id = sent(tiff(*map(scanned, printed(BODY, MORE))), "quet.tif")
    assert not work(scan_id, seconds=0)
    assert (shown(scan_id)["state"], shown(scan_id)["page"], shown(scan_id)["pages"]) == ("reading", 1, 2)
    real = scanning.read_page

    def read_while_it_is_thrown_away(content: bytes, kind: Kind, number: int, *, as_seen: bool) -> scanning.ReadPage:
        perform(discard_draft, {"draft_id": scan_id}, editor())
        return real(content, kind, number, as_seen=as_seen)

    monkeypatch.setattr(on_scan_sent_module, "read_page", read_while_it_is_thrown_away)
    assert work(scan_id)
    assert nothing_is_left_of(scan_id)
    with pytest.raises(DraftNotFound):
        shown(scan_id)


READER = """
import sys
from services.content.engines import scanning
from services.content.store.scan_files import use_files
from services.content.usecases.on_scan_sent import on_scan_sent
from shared.contracts.content import ScanSent
from shared.store import GridFSBlobStore, connect, use_keys
from shared.store.keys import KeyRing
uri, scan_id = sys.argv[1:]
connect(uri)
use_keys(KeyRing("content", "k1", {"k1": b"1" * 32}, b"b" * 32))
use_files(GridFSBlobStore(uri))
on_scan_sent(ScanSent(scan_id=scan_id), 600)
"""


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_goes_on_at_its_page(store: None, mongod: Mongod) -> None:
    scan_id = sent(tiff(*map(scanned, printed(BODY, MORE, MORE))), "quet.tif")
    command = [sys.executable, "-W", "ignore", "-c", READER, mongod.uri(SERVICE), scan_id]
    with subprocess.Popen(command) as reader:
        wait_for(lambda: ScanPage.objects.count() >= 1, seconds=60)
        os.kill(reader.pid, signal.SIGKILL)
    kept = {row.number: row.content for row in scans.pages_read(scan_id)}
    assert 1 <= len(kept) < 3
    stored = database()["scan_pages"].find_one({"number": 1})
    assert stored is not None
    assert "Điều".encode() not in bytes(stored["content"])
    assert work(scan_id)
    assert shown(scan_id)["state"] == "ready"
    assert shown(scan_id)["page_notes"] == []


def test_a_page_that_kills_its_reader_three_times_is_left_out_and_named(
    store: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    real = scanning.read_page

    def reader(content: bytes, kind: Kind, number: int, *, as_seen: bool) -> scanning.ReadPage:
        tries.append(number)
        if number == 2:
            raise scanning.PageReaderDied
        return real(content, kind, number, as_seen=as_seen)

    monkeypatch.setattr(on_scan_sent_module, "read_page", reader)
    scan_id = sent(tiff(*map(scanned, printed(BODY, MORE, MORE))), "quet.tif")
    assert work(scan_id)
    assert tries == [1, 2, 2, 2, 3]
    (note,) = shown(scan_id)["page_notes"]
    assert (note["page"], note["code"]) == (2, "content.page_not_read")
    assert "ba lần" in note["message"]


def test_a_reader_out_of_time_or_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = ChildReader("services.content.engines.scanning.child", 0.2)
    monkeypatch.setattr(scanning, "_reader", hurried)
    with pytest.raises(scanning.PageReaderDied):
        scanning.read_page(png(printed(BODY)[0]), Kind.PICTURE, 1)


def test_pages_that_cannot_be_read_are_named_and_cost_no_other(store: None) -> None:
    white, huge = Image.new("1", (1654, 2339), 1), Image.new("1", (20_000, 20_000), 1)
    scan_id = sent(tiff(*resolution(), white, huge), "quet.tif")
    work(scan_id)
    draft = shown(scan_id)
    assert [(note["page"], note["code"]) for note in draft["page_notes"]] == [
        (2, "content.page_blank"), (3, "content.page_too_large"),
    ]  # fmt: skip
    assert draft["proposed"]["number"] == "18-NQ/TU"


def test_a_photograph_and_blank_sheets_end_with_a_sentence(store: None) -> None:
    photograph = Image.effect_mandelbrot((1200, 900), (-2, -1, 1, 1), 80).convert("RGB")
    for content in (jpeg(photograph), png(Image.new("L", (1654, 2339), 255))):
        scan_id = sent(content, "anh.jpg")
        work(scan_id)
        assert (shown(scan_id)["state"], shown(scan_id)["code"]) == ("failed", "content.file_without_text")
        assert "không nhận ra chữ" in shown(scan_id)["told"]
        assert nothing_is_left_of(scan_id)


def test_a_picture_that_is_broken_ends_with_a_sentence(store: None) -> None:
    scan_id = sent(b"II*\x00" + bytes(200), "quet.tif")
    work(scan_id)
    assert (shown(scan_id)["state"], shown(scan_id)["code"]) == ("failed", FileBroken.code)


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (pdf_of(*[Image.new("1", (8, 8))] * 2000), FileTooLong),
        (pdf(["a"], password="1"), FileLocked),
        (b"%PDF-1.7\nbroken", FileBroken),
        (b"\x89PNG\r\n\x1a\n" + bytes(31_000_000), ScanTooLarge),
        (b"GIF89a", NotADocument),
    ],
)
def test_what_no_reader_could_read_is_refused_at_the_door(store: None, content: bytes, refused: type[AppError]) -> None:
    with pytest.raises(refused) as found:
        sent(content)
    assert found.value.message
    assert Scan.objects.count() == 0


def test_the_largest_scan_is_a_setting(store: None) -> None:
    limit_scans(ScanLimits(bytes=1000))
    try:
        with pytest.raises(ScanTooLarge):
            sent(png(printed(BODY)[0]))
    finally:
        limit_scans(ScanLimits())


def test_one_person_has_so_many_scans_at_a_time(store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(begin_scan_module, "MOST_OPEN", 2)
    picture = png(Image.new("L", (50, 50)))
    sent(picture)
    sent(picture)
    with pytest.raises(TooManyScans):
        sent(picture)


def test_a_scan_that_ended_its_reader_at_each_try_keeps_nobody_waiting_and_leaves_nothing(store: None) -> None:
    scan_id = sent(png(scanned(printed(BODY)[0])), "quet.png")
    for _ in range(2):
        give_up_scan(ScanSent(scan_id=scan_id))
    assert (shown(scan_id)["state"], shown(scan_id)["code"]) == ("failed", "content.scan_given_up")
    assert work(scan_id)  # sent back by a person: it is over
    assert nothing_is_left_of(scan_id)


def test_a_scan_that_nobody_reads_is_seen_by_who_keeps_the_machines_and_given_up_in_time(store: None) -> None:
    scan_id = sent(png(printed(BODY)[0]))
    check_scans(clock.now())
    with pytest.raises(Degraded, match="1 scans wait"):
        check_scans(clock.now() + timedelta(minutes=11))
    assert forget_old_scans(clock.now() + timedelta(hours=23)) == 0
    assert forget_old_scans(clock.now() + timedelta(hours=25)) == 1
    assert (shown(scan_id)["state"], shown(scan_id)["code"]) == ("failed", "content.scan_not_read_in_time")
    assert nothing_is_left_of(scan_id)
    check_scans(clock.now() + timedelta(hours=25))


def test_a_scan_of_another_committee_is_not_there(store: None) -> None:
    scan_id = sent(png(printed(BODY)[0]))
    stranger = person("o1", "ts/c0001/")
    for usecase in (read_document_draft, discard_draft):
        with pytest.raises(DraftNotFound):
            perform(usecase, {"draft_id": scan_id}, stranger)


def test_at_the_machine_a_scan_is_read_at_once_and_waits_at_the_desk(store: None, tmp_path: Path) -> None:
    (tmp_path / "quet.pdf").write_bytes(pdf_of(*map(scanned, printed(BODY, MORE))))
    (tmp_path / "mat.png").write_bytes(png(scanned(stamped(printed(BODY)[0], "MẬT"))))
    told_pages: list[str] = []
    report = import_folder(tmp_path, "ts/", clock.now(), told_pages.append)
    assert [line for line in told_pages if "quet" in line] == [
        "quet.pdf: đang nhận dạng chữ, trang 1/2", "quet.pdf: đang nhận dạng chữ, trang 2/2",
    ]  # fmt: skip
    assert report.lines()[1] == "Bản quét: 1 tệp đang chờ xem lại ở Bàn làm việc › Văn bản."
    assert "dấu chỉ độ mật" in report.problems[0]
    assert rows() == [("ready", 0, 0)]
    assert Document.objects.count() == Scan.objects.count() == 0
    told_pages.clear()
    import_folder(tmp_path, "ts/", clock.now(), told_pages.append)
    assert [line for line in told_pages if "quet" in line] == []


def test_a_word_file_still_becomes_a_draft_at_once(store: None) -> None:
    assert shown(sent(docx(), "a.docx"))["state"] == "ready"
