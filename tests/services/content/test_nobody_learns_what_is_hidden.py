"""Every operation that takes an id, asked by an officer of a neighbouring commune: of what is not for that person, and
of what never was, the answer is the same. A new operation is asked as well."""

from __future__ import annotations

import inspect
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import msgspec
import pytest

from services.content import service
from services.content.service import ContentService
from services.content.store import article_files
from services.content.store.article_files import ArticleFile
from services.content.usecases.add_bookmark import add_bookmark
from services.content.usecases.change_book import change_book
from services.content.usecases.export_chosen import export_chosen
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.keep_working_copy import keep_working_copy
from services.content.usecases.make_book import make_book
from services.content.usecases.name_regulation import name_regulation
from services.content.usecases.publish_bulletin import publish_bulletin
from services.content.usecases.send_document import send_document
from services.content.usecases.send_notice import send_notice
from services.content.usecases.send_package import send_package
from services.content.usecases.write_article import write_article
from services.content.usecases.write_course import write_course
from services.content.usecases.write_note import write_note
from services.content.usecases.write_part import write_part
from shared.errors import AppError
from shared.security import Grant
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, Published, editor, member, person
from tests.services.content.courses import begun, part_of, question_of
from tests.services.content.document_files import docx
from tests.services.content.partners import let_in
from tests.services.content.usecases.test_documents import file

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("search_place", "blobs")]
HERE, ELSEWHERE = "ts/x03/", "ts/x04/c0401/"
ROLES = ("cell_secretary", "committee_editor", "committee_officer", "administrator")
NEVER = "0193f000-0000-7000-8000-000000000000"
# By key, or open to everybody: asked in tests of their own.
BY_KEY = {
    "read_exchange_document", "read_open_article", "read_open_book", "read_open_bulletin", "open_article_file",
    "open_book_cover",
}  # fmt: skip
# Of these everybody knows: categories and days of the calendar stand in every member's menu.
KNOWN_TO_ALL = {"category_id", "anniversary_id"}
FILLED: dict[str, Any] = {
    "version": 1, "older": 1, "newer": 1, "edition": 1, "revision": 1, "title": "Tin", "body": "Lời.", "text": "Lời.",
    "reason": "Có lý do", "audience": ELSEWHERE, "cell_path": ELSEWHERE, "path": ELSEWHERE, "confirmed": True,
    "publish_at": "2026-11-23T08:00:00Z", "number": "1-A", "kind": "document", "issuer": "Đảng ủy",
    "period": "Tháng 11", "window": NEVER,
    "issued_on": "2026-11-01", "chapters": [], "items": [],
    "answers": [{"question_id": NEVER, "revision": 1, "choices": ["a"]}],
    "opens_on": "2026-11-01", "closes_on": "2026-11-30", "source": "text", "explanation": "Vì thế",
    "choices": [{"text": "A", "right": True}, {"text": "B", "right": False}], "url": "https://example.org/a",
    "full_name": "Nguyễn Văn A", "given": False, "name": "Tên", "paused": True, "file_name": "a.txt", "content": "YQ==",
}  # fmt: skip
KINDS = {"revise_course": "monthly_topic", "write_question": "single", "send_article_file": "attachment"}


def stranger() -> Context:
    return person("n1", ELSEWHERE, *(Grant(role, ELSEWHERE) for role in ROLES))


@pytest.fixture
def hidden(published: Published) -> dict[str, list[str]]:
    """{field: ids of things that are for others}"""
    article = published(audience=HERE)
    draft = str(perform(write_article, {"title": "Nháp", "body": "Lời.", "audience": HERE}, editor())["id"])
    import_document(file(), HERE, NOW)
    document = document_id_of("Tỉnh ủy", "07-HD/TU")
    book = perform(make_book, {"title": "Sách", "audience": HERE}, editor())["id"]
    items = [{"kind": "article", "ref": article}]
    sheet = {"title": "Bản tin", "period": "Tháng 11", "audience": HERE, "items": items}
    bulletin = perform(publish_bulletin, sheet, editor())["id"]
    course = part_of(begun(HERE))
    part = course["changed_id"]
    course = question_of(course, part)
    notice = perform(
        send_notice,
        {"kind": "notice", "from_path": "ts/", "issuer": "TU", "title": "Tin", "text": "Lời.", "audience": HERE},
        editor(),
    )["id"]  # fmt: skip
    sent = {"audience": HERE, "file_name": "a.docx", "content": b64encode(docx()).decode()}
    regulation = perform(name_regulation, {"path": HERE, "version": 0, "document_id": document}, editor())["id"]
    perform(add_bookmark, {"kind": "article", "ref": article}, member())
    perform(keep_working_copy, {"article_id": article, "title": "Đang gõ", "window": NEVER}, editor())
    return {
        "article_id": [article, draft],
        "document_id": [document],
        "book_id": [book],
        "bulletin_id": [bulletin],
        "course_id": [course["id"]],
        "part_id": [part],
        "question_id": [course["changed_id"]],
        "notice_id": [notice],
        "draft_id": [perform(send_document, sent, editor())["id"]],
        "regulation_id": [regulation],
        "partner_id": [let_in(HERE)["id"]],
        "file_id": [_file(draft)],
        "package_id": [_package(document)],
        "note_id": [perform(write_note, {"text": "Riêng tôi"}, member())["id"]],
        "ref": [article, document],
    }


def _file(article_id: str) -> str:
    content = b64encode(b"%PDF-1.4 " + b"x" * 9).decode()
    file = ArticleFile(
        id="0193f000-0000-7000-8000-00000000000f", article_id=article_id, kind="attachment", name="a.pdf",
        content_type="application/pdf", bytes=len(content), blob_id="b", sent_by="e1", sent_at=NOW,
    )  # fmt: skip
    return str(article_files.keep(file).id)


def _package(document: str) -> str:
    content = perform(export_chosen, {"document_ids": [document]}, editor())["content"]
    return str(perform(send_package, {"audience": HERE, "file_name": "goi.zip", "content": content}, editor())["id"])


def operations() -> Iterator[tuple[str, Callable[..., Any], type[Any]]]:
    for name in vars(ContentService):
        usecase = getattr(service, name, None)
        if inspect.isfunction(usecase) and name not in BY_KEY:
            request = next(iter(get_type_hints(usecase, include_extras=True).values()), None)
            if isinstance(request, type) and issubclass(request, msgspec.Struct):
                yield name, usecase, request


ASKED = [(name, usecase, request) for name, usecase, request in operations()]


def told(usecase: Callable[..., Any], payload: dict[str, Any]) -> str:
    try:
        perform(usecase, payload, stranger())
    except AppError as error:
        return f"{type(error).__name__} {error.details or ''}"
    return "answered"


def test_the_ids_of_every_operation_are_known_to_this_test(hidden: dict[str, list[str]]) -> None:
    fields = {field.name for _, _, request in ASKED for field in msgspec.structs.fields(request)}
    ids = {name for name in fields if name.endswith("_id")} - {"answer_id", "poll_id", "source_id"} - KNOWN_TO_ALL
    assert ids <= set(hidden)


def test_what_is_hidden_and_what_never_was_are_answered_alike(hidden: dict[str, list[str]]) -> None:
    told_apart = []
    for name, usecase, request_type in ASKED:
        fields = {field.name: field for field in msgspec.structs.fields(request_type)}
        given = {key: FILLED[key] for key, field in fields.items() if field.required and key in FILLED}
        if name in KINDS:
            given["kind"] = KINDS[name]
        asked = [key for key in fields if key in hidden]
        for field, known in [(each, known) for each in asked for known in hidden[each]]:
            others = {key: hidden[key][0] for key in asked if key != field and fields[key].required}
            payload = {**given, **others, field: known}
            first, second = told(usecase, payload), told(usecase, {**payload, field: NEVER})
            assert not first.startswith("InvalidRequest"), (name, first)
            if first != second:
                told_apart.append((name, field, first, second))
    assert told_apart == []


def test_what_an_officer_makes_may_point_at_what_is_hidden_no_more_than_at_nothing(
    hidden: dict[str, list[str]],
) -> None:
    article, document = hidden["article_id"][0], hidden["document_id"][0]
    own = {"audience": ELSEWHERE, "title": "Của tôi"}
    book = perform(make_book, own, stranger())
    course = perform(
        write_course, {**own, "kind": "monthly_topic", "opens_on": "2026-11-01", "closes_on": "2026-11-30"}, stranger()
    )
    speaking = {**own, "kind": "notice", "from_path": ELSEWHERE, "issuer": "Chi bộ", "text": "Lời."}

    def answers(kind: str, ref: str) -> list[str]:
        item = {"kind": kind, "ref": ref}
        part = {"course_id": course["id"], "version": course["version"], "title": "Phần", "source": kind}
        chapters = {"book_id": book["id"], "version": book["version"], **own, "chapters": [item]}
        return [
            told(publish_bulletin, {**own, "period": "Tháng 11", "items": [item]}),
            told(write_part, {**part, "source_id": ref}),
            told(send_notice, {**speaking, "link": {"kind": kind, "id": ref}}),
            told(name_regulation, {"path": ELSEWHERE, "version": 0, "document_id": ref}),
            told(add_bookmark, item),
            told(write_note, {"text": "Lời.", "about": item}),
            told(change_book, chapters),
        ]

    for kind, ref in (("article", article), ("document", document)):
        assert answers(kind, ref)[:6] == answers(kind, NEVER)[:6]
