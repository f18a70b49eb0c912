"""What holds of every computation: no exception, the same without diacritics, whole results, rules with sources."""

import re
from datetime import date

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from services.assistant.engines.computing import SHIPPED, compute, rulebook
from services.assistant.rules.computing import Computed
from shared.vietnamese.folding import without_diacritics
from tests.services.assistant.rules.computing.conftest import TODAY

WORDS = [
    "lương", "lương hưu", "đảng phí", "đóng", "bao nhiêu", "12", "12 triệu", "5tr2", "12.000.000 đồng", "rưỡi", "-",
    "năm", "tháng", "ngày", "03/02/1985", "31/02/2020", "29/02/2024", "vào Đảng", "kết nạp", "dự bị", "tuổi Đảng",
    "huy hiệu", "50 năm tuổi đảng", "27 đảng viên", "3 đồng chí miễn sinh hoạt", "nghị quyết", "phiếu", "tán thành",
    "quá nửa", "30 ngày làm việc", "kể từ", "là ngày nào", "mười hai triệu", "triệu", "nghìn", "một", "hai", "ba", ",",
    "99999999999999999999", "0", "khi nào", "chậm nhất", "xóa tên", "tính giúp", "lễ", "chính thức", "không", "%", "½",
    "/", "2/3", "?",
]  # fmt: skip
QUESTIONS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


def told(found: Computed | None) -> object:
    return msgspec.to_builtins(found)


@settings(max_examples=400)
@given(QUESTIONS, st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_no_question_raises_and_every_result_is_whole(question: str, today: date) -> None:
    found = compute(question, today)
    if found is not None:
        assert found.sentence
        assert bool(found.steps) is found.complete
        assert found.asks_for is None or found.problem is None
        assert msgspec.json.decode(msgspec.json.encode(found), type=Computed) == found


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    compute(text, TODAY)
    compute(f"lương {text} triệu đảng phí bao nhiêu", TODAY)


@settings(max_examples=300)
@given(QUESTIONS)
def test_the_same_is_computed_with_and_without_diacritics(question: str) -> None:
    assert "½" in question or told(compute(question, TODAY)) == told(compute(without_diacritics(question), TODAY))


def test_a_letter_of_a_hundred_thousand_characters_is_no_computation() -> None:
    assert compute("lương 12 triệu đảng phí bao nhiêu " * 3000, TODAY) is None


def test_every_rule_has_its_own_id_a_document_and_words_to_find_its_clause_by() -> None:
    rules = rulebook().rules()
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.source.title
        assert rule.stated_by
        for wording in rule.stated_by:
            assert all(re.fullmatch(r"[a-z0-9 ]+", phrase) for phrase in wording)


def test_the_rulebook_says_its_version() -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}\.\d+", rulebook().version)
    assert SHIPPED.name == "computing_rules.json"
