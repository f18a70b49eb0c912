from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.store import knowledge
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from services.assistant.usecases.on_document_published import on_document_published
from services.assistant.usecases.on_document_withdrawn import on_document_withdrawn
from shared.contracts.content import DocumentWithdrawn
from shared.inbox import react
from shared.vietnamese.folding import pairs, syllables
from tests.services.assistant.conftest import received

pytestmark = pytest.mark.slow
Published = Callable[..., Any]


def beside(work: Callable[..., Any], *arguments: Any) -> Any:
    return work(*arguments)


def search(library: Library, question: str) -> list[str]:
    parts = syllables(question)
    found = library.retriever.search(parts, pairs(parts), audiences=["ts/"], as_of=date(2026, 11, 22), limit=10)
    return [f"{each.document.document_id}@{each.document.version}: {each.clause.text}" for each in found]


def withdrawn(document_id: str, version: int) -> Any:
    data = DocumentWithdrawn(document_id=document_id, document_version=version, audience="ts/")
    return received(data, document_id, f"w-{document_id}-{version}")


def test_a_published_document_can_be_found(store: None, library: Library, published: Published) -> None:
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng tháng."))
    assert bring_index_up_to_date(library.retriever, beside) == 1
    assert search(library, "dang phi hang thang") == ["d1@1: 1. Đảng phí nộp hằng tháng."]


def test_all_that_was_told_of_a_document_is_kept(store: None, published: Published) -> None:
    event = published("d1", "1. Đảng phí nộp hằng tháng.")
    react(on_document_published, event)
    ((document, clauses),) = knowledge.entries(["d1"])
    assert (document.number, document.issuer, document.audience) == ("07-HD/TU", "Tỉnh ủy Trường Sơn", "ts/")
    assert (document.issued_on, document.effective_from) == (date(2026, 1, 1), date(2026, 1, 1))
    assert document.effective_until is None
    assert [(clause.anchor, clause.heading, clause.text) for clause in clauses] == [
        (clause.anchor, clause.heading, clause.text) for clause in event.data.clauses
    ]


def test_an_event_delivered_twice_has_one_effect(store: None, published: Published) -> None:
    event = published("d1")
    react(on_document_published, event)
    react(on_document_published, event)
    assert knowledge.versions() == {"d1": 1}


def test_an_older_version_that_arrives_late_changes_nothing(
    store: None, library: Library, published: Published
) -> None:
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng tháng.", version=3))
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng quý.", version=2))
    bring_index_up_to_date(library.retriever, beside)
    assert search(library, "đảng phí") == ["d1@3: 1. Đảng phí nộp hằng tháng."]


def test_a_new_version_replaces_the_clauses(store: None, library: Library, published: Published) -> None:
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng quý."))
    bring_index_up_to_date(library.retriever, beside)
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng tháng.", version=2))
    assert bring_index_up_to_date(library.retriever, beside) == 1
    assert search(library, "đảng phí") == ["d1@2: 1. Đảng phí nộp hằng tháng."]


def test_a_withdrawn_document_is_quoted_no_more_and_does_not_come_back(
    store: None, library: Library, published: Published
) -> None:
    react(on_document_published, published("d1"))
    bring_index_up_to_date(library.retriever, beside)
    react(on_document_withdrawn, withdrawn("d1", 2))
    react(on_document_published, published("d1", event_id="late"))
    bring_index_up_to_date(library.retriever, beside)
    assert search(library, "đảng phí") == []


def test_nothing_is_indexed_again_when_nothing_changed(store: None, library: Library, published: Published) -> None:
    react(on_document_published, published("d1"))
    bring_index_up_to_date(library.retriever, beside)
    assert bring_index_up_to_date(library.retriever, beside) == 0


def test_an_index_deleted_under_the_process_is_rebuilt_from_the_store(
    store: None, library: Library, published: Published, tmp_path: Any
) -> None:
    for number in range(3):
        react(on_document_published, published(f"d{number}"))
    bring_index_up_to_date(library.retriever, beside)
    for folder in (tmp_path / "index").iterdir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    assert bring_index_up_to_date(library.retriever, beside) == 3
    assert len(search(library, "đảng phí")) == 3
