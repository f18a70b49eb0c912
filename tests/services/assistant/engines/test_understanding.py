"""Slips of the finger, on a real index."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.engines.understanding import LONGEST_CORRECTED, understood
from services.assistant.rules.knowledge import KnownClause, KnownDocument
from services.assistant.rules.question import Reading

POLICY = load_policy()
TEXTS = (
    "Đảng viên là sinh viên nộp đảng phí hằng tháng.",
    "Sinh hoạt chi bộ mỗi tháng một lần.",
    "Đảng viên trình bày trường hợp của tôi.",
)


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path / "index")
    document = KnownDocument(document_id="d1", version=1, audience="ts/", number="", title="", kind="", issuer="")
    clauses = [KnownClause(anchor=f"dieu-{place}", heading="", text=text) for place, text in enumerate(TEXTS)]
    made.apply([(document, clauses)], [])
    yield made
    made.close()


def read(retriever: TantivyRetriever, question: str) -> Reading:
    return understood(question, retriever, POLICY, audiences=["ts/"], as_of=date(2026, 11, 22))


@pytest.mark.parametrize("typed", ["sihn viên nộp đảng phí", "sinh vienn nop dang phi", "sinh viên nop dangphi"])
def test_a_word_that_is_none_is_taken_for_the_nearest_of_the_index(retriever: TantivyRetriever, typed: str) -> None:
    reading = read(retriever, typed)
    assert reading.syllables == ("sinh", "vien", "nop", "dang", "phi")
    assert reading.others


@pytest.mark.parametrize("typed", ["giá vàng", "bóng đá", "Facebook", "sinh viên nộp đảng phí", "biển sinh viên"])
def test_a_real_syllable_and_a_foreign_word_are_left(retriever: TantivyRetriever, typed: str) -> None:
    reading = read(retriever, typed)
    assert not reading.others


def test_a_letter_is_not_corrected(retriever: TantivyRetriever) -> None:
    reading = read(retriever, "sihn viên " * LONGEST_CORRECTED)
    assert "sihn" in reading.syllables


def test_a_personal_case_is_known_behind_its_slips(retriever: TantivyRetriever) -> None:
    assert read(retriever, "truongg hop cua toi").must_hand_over == "personal_case"
