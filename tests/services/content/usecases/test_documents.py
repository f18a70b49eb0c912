from pathlib import Path
from typing import Any

import pytest

from services.content.queries.list_documents import list_documents
from services.content.queries.read_document import read_document
from services.content.rules.errors import DocumentNotFound
from services.content.store.documents import Document
from services.content.store.first_set import load_first_set
from services.content.store.texts import DocumentText
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.import_folder import import_folder
from services.content.usecases.seed_demonstration import seed_articles
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.reading.errors import DocumentUnreadable
from shared.security import PathInvalid, audit
from shared.security.refusing import SecretMark
from shared.usecase import perform
from tests.services.content.conftest import NOW, member, person, told
from tests.services.content.document_files import docx, pdf

pytestmark = pytest.mark.slow
DEMONSTRATION = Path(__file__).parents[4] / "deploy" / "demo"


def file(text: str = "Điều 1. Phạm vi\n1. Mức đóng.\n2. Cách đóng.", number: str = "07-HD/TU") -> bytes:
    head = f"---\nnumber: {number}\nkind: Hướng dẫn\ntitle: Thu đảng phí\nissuer: Tỉnh ủy\nissued_on: 2026-02-26\n---\n"
    return (head + text).encode()


def numbers(found: dict[str, Any]) -> list[str]:
    return [item["number"] for item in found["items"]]


def test_a_new_document_is_told_with_its_clauses(store: None) -> None:
    assert import_document(file(), "ts/", NOW) == "new"
    ((kind, data),) = told("documents")
    assert kind == "content.document_published.v1"
    assert data["document_id"] == document_id_of("Tỉnh ủy", "07-HD/TU")
    assert (data["document_version"], data["audience"], data["effective_from"]) == (1, "ts/", "2026-02-26")
    assert data["clauses"][1] == {
        "anchor": "dieu-1-khoan-2",
        "heading": "Điều 1. Phạm vi",
        "text": "2. Cách đóng.",
        "chapters": [],
    }


def test_importing_the_same_again_changes_nothing(store: None) -> None:
    import_document(file(), "ts/", NOW)
    assert import_document(file(), "ts/", NOW) == "unchanged"
    assert len(told("documents")) == 1
    assert DocumentText.objects.count() == 1


def test_a_changed_document_is_a_new_version_and_the_old_text_is_kept(store: None) -> None:
    import_document(file(), "ts/", NOW)
    assert import_document(file("Điều 1. Phạm vi\n1. Mức mới."), "ts/", NOW) == "changed"
    assert [data["document_version"] for _, data in told("documents")] == [1, 2]
    assert [text.revision for text in DocumentText.objects.order_by("revision")] == [1, 2]
    document_id = document_id_of("Tỉnh ủy", "07-HD/TU")
    shown = perform(read_document, {"document_id": document_id}, member())
    assert [section["text"] for section in shown["sections"]] == ["1. Mức mới."]


def test_another_audience_is_a_change(store: None) -> None:
    import_document(file(), "ts/", NOW)
    assert import_document(file(), "ts/x04/", NOW) == "changed"
    assert numbers(perform(list_documents, {}, member())) == []


def test_a_heading_stands_over_its_first_clause_only(store: None) -> None:
    import_document(file("Lời đầu.\nĐiều 1. Phạm vi\n1. A.\n2. B.\nĐiều 2. Hiệu lực từ ngày ký."), "ts/", NOW)
    document_id = document_id_of("Tỉnh ủy", "07-HD/TU")
    sections = perform(read_document, {"document_id": document_id}, member())["sections"]
    assert [section["heading"] for section in sections] == ["", "Điều 1. Phạm vi", "", ""]


def test_a_document_for_others_is_neither_listed_nor_found(store: None) -> None:
    import_document(file(), "ts/x04/", NOW)
    stranger = person("m2", "ts/x04/c0401/")
    assert numbers(perform(list_documents, {}, stranger)) == ["07-HD/TU"]
    assert numbers(perform(list_documents, {}, member())) == []
    with pytest.raises(DocumentNotFound):
        perform(read_document, {"document_id": document_id_of("Tỉnh ủy", "07-HD/TU")}, member())


def test_a_withdrawn_document_is_gone_until_it_is_imported_again(store: None) -> None:
    import_document(file(), "ts/", NOW)
    document_id = document_id_of("Tỉnh ủy", "07-HD/TU")
    withdraw_at_machine(document_id)
    with pytest.raises(DocumentNotFound):
        perform(read_document, {"document_id": document_id}, member())
    assert numbers(perform(list_documents, {}, member())) == []
    with pytest.raises(DocumentNotFound):
        withdraw_at_machine(document_id)
    assert import_document(file(), "ts/", NOW) == "changed"
    assert [data["document_version"] for _, data in told("documents")] == [1, 2, 3]


def test_a_document_with_a_mark_of_secrecy_leaves_only_a_hash(store: None) -> None:
    with pytest.raises(SecretMark):
        import_document(file("TỐI MẬT\nĐiều 1. Kế hoạch."), "ts/", NOW)
    assert Document.objects.count() == DocumentText.objects.count() == 0
    assert "sha256:" in next(iter(audit.export()))


def test_a_bad_audience_is_refused(store: None) -> None:
    with pytest.raises(PathInvalid):
        import_document(file(), "ts", NOW)


def test_bad_files_are_told_and_the_others_still_go(store: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    (tmp_path / "b.txt").write_bytes(file())
    (tmp_path / "c.txt").write_bytes(file("MẬT", number="09"))
    (tmp_path / "d.txt").mkdir()
    report = import_folder(tmp_path, "ts/", NOW)
    assert report.outcomes["new"] == 1
    assert [problem.partition(":")[0] for problem in report.problems] == ["a.txt", "c.txt", "d.txt"]
    assert report.lines()[0] == "Tài liệu: 1 mới, 0 thay đổi, 0 giữ nguyên, 3 tệp không nhận được."


def test_a_folder_may_hold_word_files_and_pdf_with_their_heads_beside_them(store: None, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx())
    (tmp_path / "b.pdf").write_bytes(pdf(["Điều 1. Sinh hoạt của chi bộ.", "1. Mỗi tháng một lần."]))
    head = "number: 3-HD/TU\nkind: Hướng dẫn\ntitle: Họp\nissuer: Tỉnh ủy\nissued_on: 2026-01-05"
    (tmp_path / "b.head").write_text(head)
    (tmp_path / "c.html").write_text("<p>Điều 1. Sinh hoạt của chi bộ.</p>")
    (tmp_path / "d.docx").write_bytes(docx(header="MẬT"))
    (tmp_path / "e.pdf").write_bytes(pdf(["Điều 1. Sinh hoạt của chi bộ."]))
    (tmp_path / "e.head").write_text(head.replace("Họp", "TỐI MẬT"))
    report = import_folder(tmp_path, "ts/", NOW)
    assert report.outcomes["new"] == 2
    assert [problem.partition(":")[0] for problem in report.problems] == ["c.html", "d.docx", "e.pdf"]
    assert "số hiệu (number)" in report.problems[0]
    assert import_folder(tmp_path, "ts/", NOW).outcomes == {"unchanged": 2}
    shown = perform(read_document, {"document_id": document_id_of("Tỉnh ủy", "3-HD/TU")}, member())
    assert shown["title"] == "Họp"


def test_an_empty_folder_is_told(store: None, tmp_path: Path) -> None:
    assert import_folder(tmp_path / "missing", "ts/", NOW).problems
    with pytest.raises(DocumentUnreadable):
        import_document(b"", "ts/", NOW)


@pytest.mark.usefixtures("blobs")
def test_the_demonstration_is_planted_once(store: None) -> None:
    load_first_set()
    first = import_folder(DEMONSTRATION / "documents", "ts/", NOW)
    assert (first.outcomes["new"], first.problems) == (4, [])
    assert seed_articles(DEMONSTRATION / "articles", "ts/") == 8
    again = import_folder(DEMONSTRATION / "documents", "ts/", NOW)
    assert again.outcomes["unchanged"] == 4
    assert seed_articles(DEMONSTRATION / "articles", "ts/") == 0
    assert len(told("documents")) == 4
    assert len(told("articles")) == 8
    shown = [block["kind"] for _, data in told("articles") for block in data["blocks"] if block.get("kind") == "image"]
    assert shown == ["image", "image"]
    assert told("articles")[-1][1]["blocks"][-1]["text"] == "Tệp kèm theo: Mẫu chương trình sinh hoạt chi bộ"
    assert all(len(data["blocks"]) >= 6 and data["categories"] for _, data in told("articles"))


def test_the_longest_file_that_is_taken_can_be_stored(store: None) -> None:
    clauses = "\n".join(f"{number}. Nội dung khoản số {number} về đảng phí" for number in range(1, 1000))
    text = "".join(f"Điều {number}. Phạm vi\n{clauses}\n" for number in range(1, 100))
    raw = file(text)[:1_000_000].decode(errors="ignore").encode()
    assert import_document(raw, "ts/", NOW) == "new"
    assert import_document(raw, "ts/", NOW) == "unchanged"
