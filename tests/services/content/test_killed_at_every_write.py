"""Killed before each of its writes, a command that is sent again leaves what it leaves undisturbed: nothing twice,
nothing missing, nobody told of what is not there, no file of nobody."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from deploy.local.mongod import MEDIA, Mongod
from deploy.local.place import REPOSITORY
from services.content.engines.library_file import read_library_file
from services.content.queries.read_article import read_article
from services.content.store import DOCUMENTS, article_files, book_covers, media, scan_files, scans
from services.content.store.books import Book
from services.content.store.bulletins import Bulletin
from services.content.store.courses import Course
from services.content.store.first_set import load_first_set
from services.content.store.scan_files import use_files
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.add_bookmark import add_bookmark
from services.content.usecases.begin_scan import begin_scan
from services.content.usecases.delete_article_file import delete_article_file
from services.content.usecases.forget_old_scans import forget_old_scans
from services.content.usecases.give_up_scan import give_up_scan
from services.content.usecases.import_document import import_document
from services.content.usecases.import_draft import import_draft
from services.content.usecases.import_folder import import_folder
from services.content.usecases.on_scan_sent import on_scan_sent
from services.content.usecases.open_article import open_article
from services.content.usecases.open_notice import open_notice
from services.content.usecases.publish_article import publish_article
from services.content.usecases.publish_book import publish_book
from services.content.usecases.remove_book_cover import remove_book_cover
from services.content.usecases.revise_article import revise_article
from services.content.usecases.revise_note import revise_note
from services.content.usecases.seed_demonstration import seed_articles
from services.content.usecases.seed_library import seed_library
from services.content.usecases.send_article_file import send_article_file
from services.content.usecases.send_book_cover import send_book_cover
from services.content.usecases.send_document import send_document
from services.content.usecases.send_notice import send_notice
from services.content.usecases.send_package import send_package
from services.content.usecases.take_package import take_package
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_book import withdraw_book
from services.content.usecases.write_article import write_article
from services.content.usecases.write_note import write_note
from shared import clock, ids
from shared.contracts.content import ScanSent
from shared.inbox.documents import InboxEntry
from shared.reading.kinds import Kind
from shared.store import GridFSBlobStore, connect, database, disconnect
from shared.usecase import perform
from tests.services.content.conftest import CELL, NOW, SERVICE, editor, person
from tests.services.content.document_files import docx
from tests.services.content.document_files import pdf as locked_pdf
from tests.services.content.sent_files import ALT, drawn, office
from tests.services.content.usecases import test_books as books_desk
from tests.services.content.usecases import test_desk_packages as packages_desk
from tests.services.content.usecases.test_document_drafts import REPLACED, TITLE
from tests.shared.deaths import Deaths, left_behind
from tests.shared.helpers import empty, empty_store

pytestmark = pytest.mark.slow
MARKUP = {"title": "Trao Huy hiệu", "audience": "ts/", "form": "markup"}
PICTURE = {"kind": "picture", "alt": ALT, "file_name": "a.jpg", "content": b64encode(drawn((640, 480))).decode()}
ATTACHED = {**PICTURE, "kind": "attachment", "content": b64encode(office("xl/workbook.xml")).decode()}
COVER = {"alt": ALT, "file_name": "a.jpg", "content": PICTURE["content"]}
SCAN = drawn((160, 220), "PNG", "L")
LOCKED = locked_pdf(["Trang một"], password="khoa")


@pytest.fixture(scope="module")
def deaths() -> Deaths:
    return Deaths()


@pytest.fixture(scope="module")
def connected(mongod: Mongod, deaths: Deaths) -> Iterator[None]:
    with deaths.listening():
        connect(mongod.uri(SERVICE))
        files, given = GridFSBlobStore(mongod.uri(SERVICE)), GridFSBlobStore(mongod.uri(MEDIA))
    use_files(files)
    media.use_blobs(given)
    yield
    use_files(None)
    media.use_blobs(None)
    files.close()
    given.close()
    disconnect()


@pytest.fixture
def readable(mongod: Mongod) -> Iterator[Database[dict[str, Any]]]:
    with MongoClient[dict[str, Any]](mongod.uri(MEDIA)) as client:
        yield client.get_default_database()


def send(deaths: Deaths, usecase: Any, fields: dict[str, Any], key: str = "", who: str = "") -> dict[str, Any]:
    """By the editor, or by a member."""

    def sent() -> dict[str, Any]:
        ctx = person(who, CELL, key=key or None) if who else editor(key=key, now=clock.now())
        found: dict[str, Any] = perform(usecase, fields, ctx)
        return found

    return deaths.command(sent)


def article_on_its_way(deaths: Deaths, _: Any) -> None:
    written = send(deaths, write_article, {**MARKUP, "body": "Đoạn một."}, "write")
    article_id = written["id"]
    text = {**MARKUP, "article_id": article_id, "body": "Đoạn hai."}
    seen = send(deaths, revise_article, {**text, "version": written["version"]}, "revise")
    seen = send(deaths, publish_article, {"article_id": article_id, "version": seen["version"]}, "publish")
    given = {"article_id": article_id, "version": seen["version"], "reason": "Để mọi người biết"}
    opened = send(deaths, open_article, {**given, "confirmed": True}, "open")["article"]
    send(deaths, withdraw_article, {**given, "version": opened["version"]}, "withdraw")


def picture_and_file(deaths: Deaths, article_id: str) -> None:
    send(deaths, send_article_file, {**PICTURE, "article_id": article_id}, "picture")
    send(deaths, send_article_file, {**ATTACHED, "article_id": article_id}, "file")


def picture_looked_through(deaths: Deaths, article_id: str) -> None:
    sent = send(deaths, send_article_file, {**PICTURE, "article_id": article_id}, "picture")
    assert sent["state"] in {"waiting", "ready"}
    deaths.command(lambda: on_scan_sent(ScanSent(scan_id=sent["id"])))
    read = perform(read_article, {"article_id": article_id, "working": True}, editor())
    assert [file["state"] for file in read["desk"]["files"]] == ["ready"]


def document_from_word(deaths: Deaths, _: Any) -> None:
    file = {"audience": "ts/", "file_name": "nq.docx", "content": b64encode(docx()).decode()}
    draft_id = send(deaths, send_document, file, "send")["id"]
    head = {"number": "18-NQ/TU", "kind": "Nghị quyết", "title": TITLE, "issuer": "Tỉnh ủy", "supersedes": "07-NQ/TU"}
    send(deaths, import_draft, {"draft_id": draft_id, "audience": "ts/", "issued_on": "2026-02-26", **head}, "import")


def scan_sent(deaths: Deaths, _: Any) -> None:
    file = {"audience": "ts/", "file_name": "quet.png", "content": b64encode(SCAN).decode()}
    send(deaths, send_document, file, "scan")


def package_taken(deaths: Deaths, _: Any) -> None:
    body = packages_desk.BODY.encode()
    content = packages_desk.of(("01-QĐ/TU", body), ("02-QĐ/TU", body))
    file = {"audience": "ts/", "file_name": "goi.zip", "content": b64encode(content).decode()}
    package_id = send(deaths, send_package, file, "package")["id"]
    items = send(deaths, take_package, {"package_id": package_id}, "take")["items"]
    assert [item["outcome"] for item in items] == ["new", "new"]


def notice_acknowledged(deaths: Deaths, _: Any) -> None:
    given = {
        "kind": "directive", "from_path": "ts/", "issuer": "Tỉnh ủy", "title": "Đại hội", "text": "Gửi danh sách.",
        "audience": "ts/x03/", "acknowledge": True, "deadline": str(clock.local_date(clock.now())),
    }  # fmt: skip
    notice_id = send(deaths, send_notice, given, "notice")["id"]
    send(deaths, open_notice, {"notice_id": notice_id}, who="m1")
    send(deaths, acknowledge_notice, {"notice_id": notice_id, "edition": 1}, who="m1")


def marked_and_noted(deaths: Deaths, article_id: str) -> None:
    about = {"kind": "article", "ref": article_id}
    send(deaths, add_bookmark, about, who="m1")
    note_id = send(deaths, write_note, {"text": "Cần hỏi lại", "about": about}, "note", "m1")["id"]
    send(deaths, revise_note, {"note_id": note_id, "version": 1, "text": "Đã hỏi"}, who="m1")


def book_published(deaths: Deaths, book: dict[str, Any]) -> None:
    out = send(deaths, publish_book, {"book_id": book["id"], "version": book["version"]}, "book")
    send(deaths, withdraw_book, {"book_id": book["id"], "version": out["version"], "reason": "Cần sửa"}, "away")


def covered_and_bare_again(deaths: Deaths, book: dict[str, Any]) -> None:
    def step(usecase: Any, seen: dict[str, Any], key: str, **more: Any) -> dict[str, Any]:
        return send(deaths, usecase, {"book_id": book["id"], "version": seen["version"], **more}, key)

    seen = step(publish_book, step(send_book_cover, book, "first", **COVER), "one")
    seen = step(publish_book, step(send_book_cover, seen, "second", **COVER), "two")
    step(withdraw_book, step(remove_book_cover, seen, "bare"), "away", reason="Cần sửa")
    swept()


def swept() -> None:
    later = clock.now() + timedelta(days=2)
    article_files.sweep(later)
    book_covers.sweep(later)
    media.sweep_fragments(later)
    forget_old_scans(later)


def one_article() -> str:
    written = perform(write_article, {"title": "Một", "body": "Đoạn.", "audience": "ts/"}, editor(key="one"))
    perform(publish_article, {"article_id": written["id"], "version": written["version"]}, editor(key="one out"))
    return str(written["id"])


def one_book() -> dict[str, Any]:
    return books_desk.with_chapters(books_desk.made(key="made"), one_article())


def a_replaced_document() -> None:
    import_document(REPLACED.encode(), "ts/", NOW)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("prepare", "story"),
    [
        (dict, article_on_its_way),
        (one_article, picture_and_file),
        (one_article, picture_looked_through),
        (a_replaced_document, document_from_word),
        (dict, scan_sent),
        (dict, package_taken),
        (dict, notice_acknowledged),
        (one_article, marked_and_noted),
        (one_book, book_published),
        (one_book, covered_and_bare_again),
    ],
)
def test_what_is_sent_again_after_a_death_leaves_what_it_leaves_undisturbed(
    store: None,
    readable: Database[dict[str, Any]],
    deaths: Deaths,
    prepare: Callable[[], Any],
    story: Callable[[Deaths, Any], None],
) -> None:
    def told() -> None:
        empty_store([*DOCUMENTS, InboxEntry])
        empty(readable)
        given = prepare()
        story(deaths, given)

    told()
    undisturbed = left_behind(readable)
    stories = [(death, left_behind(readable)) for death in deaths.every_one(told)]
    assert len(stories) >= 5
    for death, left in stories:
        assert left == undisturbed, death


@pytest.mark.parametrize("kind", ["picture", "file", "cover", "scan"])
def test_of_a_file_that_nobody_sends_again_no_piece_is_left_a_day_later(
    store: None, readable: Database[dict[str, Any]], deaths: Deaths, kind: str
) -> None:
    article_id = one_article()
    book = {"book_id": books_desk.made(key="made")["id"], "version": 1}
    files = database() if kind in {"picture", "scan"} else readable
    who = editor(now=clock.now())

    def sent() -> None:
        if kind == "scan":
            scan_files.keep(ids.new_id(), SCAN)
        elif kind == "cover":
            perform(send_book_cover, {**COVER, **book}, who)
        else:
            sent_file = PICTURE if kind == "picture" else ATTACHED
            perform(send_article_file, {**sent_file, "article_id": article_id}, who)

    pieces = 0
    for before in range(20):
        if not deaths.left_alone(before, sent):
            break
        pieces += len(files["fs.chunks"].distinct("files_id"))
        swept()
        assert [files[name].count_documents({}) for name in ("fs.files", "fs.chunks")] == [0, 0], before
    assert before >= 2
    assert pieces > 0


def test_a_scan_whose_reader_dies_in_the_end_says_why_it_was_not_read_and_leaves_no_file(
    store: None, deaths: Deaths
) -> None:
    told = ScanSent(scan_id="s1")
    for before in range(2, 20):  # before that it was not at its end
        empty(database())
        begin_scan("s1", LOCKED, Kind.PDF, editor(), file_name="a.pdf", audience="ts/", pages=0)
        died = deaths.left_alone(before, lambda: on_scan_sent(told))
        on_scan_sent(told)
        assert [row.code for row in scans.Scan.objects] == ["content.file_locked"], before
        assert database()["fs.chunks"].count_documents({}) == 0, before
        if not died:
            break
    assert before >= 4


def test_a_picture_whose_looking_through_dies_in_the_end_says_why_it_is_gone_and_leaves_no_file(
    store: None, deaths: Deaths
) -> None:
    for before in range(20):
        empty_store([*DOCUMENTS, InboxEntry])
        file = {**PICTURE, "article_id": one_article()}
        file_id = perform(send_article_file, file, editor(now=clock.now()))["id"]
        sent = ScanSent(scan_id=file_id)
        died = deaths.left_alone(before, partial(give_up_scan, sent))
        give_up_scan(sent)
        assert [row.code for row in scans.Scan.objects] == ["content.scan_given_up"], before
        assert article_files.find(file_id) is None, before
        assert database()["fs.chunks"].count_documents({}) == 0, before
        if not died:
            break
    assert before >= 3


def test_a_picture_deleted_before_it_was_looked_through_leaves_no_file_whenever_the_process_dies(
    store: None, readable: Database[dict[str, Any]], deaths: Deaths
) -> None:
    for before in range(30):
        empty_store([*DOCUMENTS, InboxEntry])
        article_id, who = one_article(), editor(now=clock.now())
        file_id = perform(send_article_file, {**PICTURE, "article_id": article_id}, who)["id"]
        given = {"article_id": article_id, "file_id": file_id}
        died = deaths.left_alone(before, partial(perform, delete_article_file, given, who))
        perform(delete_article_file, given, who)
        on_scan_sent(ScanSent(scan_id=file_id))
        swept()
        assert article_files.find(file_id) is None, before
        assert scans.Scan.objects.count() == 0, before
        for files in (database(), readable):
            assert [files[name].count_documents({}) for name in ("fs.files", "fs.chunks")] == [0, 0], before
        if not died:
            break
    assert before >= 5


def test_a_seeding_of_the_demonstration_that_is_killed_again_and_again_goes_on(store: None, deaths: Deaths) -> None:
    folder = REPOSITORY / "deploy" / "demo"
    load_first_set()
    import_folder(folder / "documents", "ts/", clock.now())
    seed_articles(folder / "articles", "ts/")
    library = read_library_file(folder / "library.toml")
    for before in range(40):
        if not deaths.left_alone(before, lambda: seed_library(library, "ts/")):
            break
    assert before >= 3
    for kind, state in ((Course, "open"), (Book, "published")):
        assert [row.state for row in kind.objects] == [state]
    assert [len(part.questions) for part in Course.objects.get().text.parts] == [2, 2]
    assert Bulletin.objects.count() == 1
