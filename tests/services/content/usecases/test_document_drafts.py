from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest

from services.content.queries.list_desk_documents import list_desk_documents
from services.content.queries.read_desk_document import read_desk_document
from services.content.queries.read_document import read_document
from services.content.queries.read_document_draft import read_document_draft
from services.content.rules.document_errors import DocumentKnown, DraftDone, DraftNotFound, KeptElsewhere
from services.content.rules.errors import DocumentNotFound
from services.content.store.document_drafts import DocumentDraft
from services.content.store.documents import Document
from services.content.store.texts import DocumentText
from services.content.usecases.discard_draft import discard_draft
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.import_draft import import_draft
from services.content.usecases.revise_document import revise_document
from services.content.usecases.send_document import send_document
from services.content.usecases.withdraw_document import withdraw_document
from shared.errors import Forbidden, Invalid
from shared.outbox import ChangedByAnother
from shared.reading.errors import DocumentUnreadable, FileWithoutText
from shared.security import Grant, audit
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, editor, member, person, told
from tests.services.content.document_files import docx, pdf

pytestmark = pytest.mark.slow
TITLE = "Nghị quyết về sinh hoạt chi bộ"
REPLACED = "---\nnumber: 07-NQ/TU\nkind: Nghị quyết\ntitle: Cũ\nissuer: Tỉnh ủy\nissued_on: 2020-01-02\n---\nCũ."


def officer(path: str = "ts/", key: str | None = None) -> Context:
    return person("o1", "ts/c0001/", Grant("committee_officer", path), key=key)


def sent(content: bytes = b"", who: Context | None = None, name: str = "nghi-quyet.docx", audience: str = "ts/") -> str:
    encoded = b64encode(content or docx()).decode()
    fields = {"audience": audience, "file_name": name, "content": encoded}
    return str(perform(send_document, fields, who or editor())["id"])


def draft(draft_id: str, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = perform(read_document_draft, {"draft_id": draft_id, **given}, editor())
    return found


def imported(draft_id: str, who: Context | None = None, **given: Any) -> dict[str, Any]:
    fields = {"draft_id": draft_id, "audience": "ts/", **draft(draft_id)["proposed"], **given}
    answer: dict[str, Any] = perform(import_draft, fields, who or editor())
    return answer


def test_a_sent_file_is_shown_with_what_it_says_of_itself_before_anything_is_published(store: None) -> None:
    shown = draft(sent())
    assert shown["proposed"] == {
        "number": "18-NQ/TU", "kind": "Nghị quyết", "title": TITLE, "issuer": "Tỉnh ủy", "issued_on": "2026-02-26",
        "effective_from": "2026-03-01", "supersedes": "07-NQ/TU",
    }  # fmt: skip
    assert [section["anchor"] for section in shown["sections"]] == ["dieu-1-khoan-1", "dieu-1-khoan-2", "dieu-2"]
    assert shown["known"] is None
    assert Document.objects.count() == 0
    assert told("documents") == []


def test_the_same_file_sent_again_with_the_same_key_waits_once(store: None) -> None:
    assert sent(who=editor(key="k1")) == sent(who=editor(key="k1"))
    assert DocumentDraft.objects.count() == 1


def test_a_draft_becomes_a_document_that_members_read(store: None) -> None:
    draft_id = sent()
    made = imported(draft_id, title="Nghị quyết đã sửa")
    assert made["outcome"] == "new"
    shown = perform(read_document, {"document_id": made["id"]}, member())
    assert (shown["title"], shown["effective_from"]) == ("Nghị quyết đã sửa", "2026-03-01")
    assert [kind for kind, _ in told("documents")] == ["content.document_published.v1"]
    assert imported(draft_id, title="Nghị quyết đã sửa")["id"] == made["id"]  # repeated
    assert len(told("documents")) == 1
    with pytest.raises(DraftDone):
        imported(draft_id, number="99-NQ/TU")
    with pytest.raises(DraftDone):
        perform(discard_draft, {"draft_id": draft_id}, editor())
    assert DocumentText.objects.get().imported_by == "e1"


def test_a_known_document_is_named_and_replaced_only_by_who_has_seen_that(store: None) -> None:
    first = imported(sent())
    draft_id = sent(docx("Điều 1. Mới."))
    known = draft(draft_id)["known"]
    assert (known["id"], known["revision"]) == (first["id"], 1)
    with pytest.raises(DocumentKnown):
        imported(draft_id)
    assert imported(draft_id, seen_version=known["version"])["outcome"] == "changed"
    desk = perform(read_desk_document, {"document_id": first["id"]}, editor())
    assert [text["revision"] for text in desk["revisions"]] == [2, 1]


def test_a_corrected_number_names_the_document_it_would_replace(store: None) -> None:
    imported(sent())
    draft_id = sent(docx("Điều 1. Khác."))
    assert draft(draft_id, number="19-NQ/TU")["known"] is None
    assert imported(draft_id, number="19-NQ/TU")["outcome"] == "new"


def test_both_directions_of_replacing_are_told_to_readers(store: None) -> None:
    import_document(REPLACED.encode(), "ts/", NOW)
    old, new = document_id_of("Tỉnh ủy", "07-NQ/TU"), imported(sent())["id"]
    assert perform(read_document, {"document_id": new}, member())["supersedes"]["id"] == old
    shown = perform(read_document, {"document_id": old}, member())
    assert shown["superseded_by"] == [{"id": new, "number": "18-NQ/TU", "title": TITLE, "ends_validity": True}]


def test_of_a_replaced_document_that_the_reader_may_not_see_only_its_number_is_told(store: None) -> None:
    import_document(REPLACED.encode(), "ts/x04/", NOW)
    shown = perform(read_document, {"document_id": imported(sent())["id"]}, member())
    assert shown["supersedes"] == {"id": "", "number": "07-NQ/TU", "title": ""}


def test_a_marked_file_is_refused_before_anything_of_it_is_kept(store: None) -> None:
    marked = [
        (docx("TỐI MẬT", "Điều 1. A"), "a.docx"),
        (docx(header="MẬT"), "a.docx"),
        (docx(), "TOI MẬT.docx"),
        (pdf(["Điều 1. Kế hoạch của chi bộ"], head="TUYỆT MẬT"), "a.pdf"),
        (pdf(["TỐI MẬT"]), "a.pdf"),  # nothing else to read in it
    ]
    for content, name in marked:
        with pytest.raises(SecretMark):
            sent(content, name=name)
    assert DocumentDraft.objects.count() == 0
    assert sum("sha256:" in line for line in audit.export()) == 5


def test_a_mark_added_while_correcting_is_refused_too(store: None) -> None:
    draft_id = sent()
    with pytest.raises(SecretMark):
        imported(draft_id, text="TUYỆT MẬT\nĐiều 1. A")
    with pytest.raises(SecretMark):
        imported(draft_id, title="TỐI MẬT")
    assert Document.objects.count() == 0


def test_what_cannot_be_read_is_not_kept(store: None) -> None:
    with pytest.raises(FileWithoutText):
        sent(pdf([]), name="trang.pdf")
    assert DocumentDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"issued_on": "26/02/2026"}, "issued_on"),
        ({"title": ""}, "title"),
        ({"effective_until": "2020-01-01"}, "effective_until"),
        ({"supersedes": "18 nq/tu"}, "supersedes"),
    ],
)
def test_a_wrong_head_is_told_at_its_field(store: None, given: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as found:
        imported(sent(), **given)
    assert list(found.value.details) == [field]


def test_a_missing_number_is_told_at_its_field(store: None) -> None:
    draft_id = sent("Điều 1. Không có đầu văn bản, chỉ có chữ.".encode(), name="khong-dau.txt")
    with pytest.raises(Invalid) as found:
        perform(import_draft, {"draft_id": draft_id, "audience": "ts/"}, editor())
    assert "number" in found.value.details


def test_officers_and_editors_keep_documents_of_their_own_organisations_only(store: None) -> None:
    with pytest.raises(Forbidden):
        sent(who=member())
    with pytest.raises(Forbidden):
        sent(who=officer("ts/x03/"))
    draft_id = sent(who=officer("ts/x03/"), audience="ts/x03/")
    with pytest.raises(DraftNotFound):
        perform(read_document_draft, {"draft_id": draft_id}, officer("ts/x04/"))
    with pytest.raises(Forbidden):
        imported(draft_id, who=officer("ts/x03/"), audience="ts/")
    assert perform(list_desk_documents, {}, officer("ts/x04/")) == {"waiting": [], "items": [], "next_cursor": None}
    assert len(perform(list_desk_documents, {}, officer())["waiting"]) == 1


def test_a_document_of_a_higher_committee_cannot_be_replaced_from_below(store: None) -> None:
    known = imported(sent())
    below = officer("ts/x03/")
    draft_id = sent(docx("Điều 1. Khác."), who=below, audience="ts/x03/")
    assert perform(read_document_draft, {"draft_id": draft_id}, below)["known"] is None
    with pytest.raises(KeptElsewhere):
        imported(draft_id, who=below, audience="ts/x03/")
    withdrawal = {"version": 1, "reason": "x"}
    for usecase, fields in ((withdraw_document, withdrawal), (revise_document, {}), (read_desk_document, {})):
        with pytest.raises(DocumentNotFound):
            perform(usecase, {"document_id": known["id"], **fields}, below)


def test_a_document_is_withdrawn_with_its_reason_and_comes_back_as_a_new_version(store: None) -> None:
    document_id = imported(sent())["id"]
    fields = {"document_id": document_id, "version": 1, "reason": "Ban hành nhầm"}
    first = perform(withdraw_document, fields, officer())
    assert perform(withdraw_document, fields, officer()) == first
    with pytest.raises(DocumentNotFound):
        perform(read_document, {"document_id": document_id}, member())
    shown = perform(read_desk_document, {"document_id": document_id}, officer())
    assert (shown["withdrawn"], shown["withdrawal_reason"]) == (True, "Ban hành nhầm")
    with pytest.raises(ChangedByAnother):
        perform(withdraw_document, {**fields, "version": 2}, officer())
    draft_id = str(perform(revise_document, {"document_id": document_id}, editor())["id"])
    known = draft(draft_id)["known"]
    assert known["withdrawn"]
    assert imported(draft_id, seen_version=known["version"])["outcome"] == "changed"
    assert perform(read_document, {"document_id": document_id}, member())["title"] == TITLE


def test_a_document_taken_to_the_desk_again_says_the_same(store: None) -> None:
    document_id = imported(sent())["id"]
    before = perform(read_document, {"document_id": document_id}, member())
    draft_id = str(perform(revise_document, {"document_id": document_id}, editor())["id"])
    assert imported(draft_id, seen_version=1)["outcome"] == "unchanged"
    assert perform(read_document, {"document_id": document_id}, member()) == before


def test_a_draft_is_thrown_away_by_hand_or_after_a_week(store: None) -> None:
    draft_id = sent()
    assert DocumentDraft.objects.get().expires_at.replace(tzinfo=NOW.tzinfo) - NOW == timedelta(days=7)
    perform(discard_draft, {"draft_id": draft_id}, editor())
    with pytest.raises(DraftNotFound):
        draft(draft_id)


def test_a_file_of_more_lines_than_the_store_could_take_is_refused_with_a_sentence(store: None) -> None:
    lines = "Một dòng.\n" * 20_001
    for content in (lines, f"{REPLACED[:-3]}{lines}"):
        with pytest.raises(DocumentUnreadable, match=r"20\.000 dòng"):
            sent(content.encode(), name="van-ban.txt")
    with pytest.raises(DocumentUnreadable, match=r"20\.000 dòng"):
        import_document(f"{REPLACED[:-3]}{lines}".encode(), "ts/", NOW)
    assert DocumentDraft.objects.count() == Document.objects.count() == 0
