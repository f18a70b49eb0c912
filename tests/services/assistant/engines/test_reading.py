from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.reading import UnreadableFileError, read_corpus, read_folder

HEAD = "---\nnumber: 01-QĐ/TU\nkind: Quy định\ntitle: Họp\nissuer: Tỉnh ủy\nissued_on: 2026-01-02\n---\n"


def test_a_document_is_read_with_its_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD + "Điều 1. Họp\n1. Mỗi tháng một lần.\n", encoding="utf-8")
    ((document, clauses),) = read_folder(tmp_path)
    assert (document.number, document.issuer, document.effective_from) == (
        "01-QĐ/TU",
        "Tỉnh ủy",
        date(2026, 1, 2),
    )
    assert [(clause.anchor, clause.text) for clause in clauses] == [("dieu-1-khoan-1", "1. Mỗi tháng một lần.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Điều 1. Họp\n", "không nhận ra chữ nào"),
        (HEAD.replace("issuer: Tỉnh ủy\n", ""), "issuer"),
        (HEAD.replace("2026-01-02", "ngày 2"), "issued_on"),
    ],
)
def test_a_document_that_cannot_be_read_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "hong.txt").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=rf"hong\.txt.*{told}"):
        list(read_folder(tmp_path))


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        list(read_folder(tmp_path))


def test_a_corpus_line_becomes_one_document_cut_into_clauses(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"id": "p1", "title": "Họp", "text": "1. Một.\\n2. Hai."}\n\n', encoding="utf-8")
    ((document, clauses),) = read_corpus(path)
    assert document.document_id == "p1"
    assert [clause.text for clause in clauses] == ["1. Một.", "2. Hai."]
