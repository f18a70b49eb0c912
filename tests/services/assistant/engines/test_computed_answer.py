from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.answering import Reply, reply_to
from services.assistant.engines.computed_answer import OWN_AMOUNT
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever

TODAY = date(2026, 11, 28)
DUES = "Lương 12 triệu thì đóng đảng phí bao nhiêu?"


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("computed"))
    made.rebuild(read_folder(Path("deploy/demo/documents")))
    yield made
    made.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("nothing"))
    yield made
    made.close()


def replied(question: str, retriever: TantivyRetriever, audience: str = EVERYBODY) -> Reply:
    return reply_to(question, retriever, load_policy(), audiences=[audience], as_of=TODAY)


@pytest.mark.parametrize(
    ("question", "number", "place"),
    [
        (DUES, "07-HD/TU", "khoản 1 Điều 2"),
        ("lương hưu 8 triệu nộp đảng phí bao nhiêu", "07-HD/TU", "Điều 3"),
        ("trợ cấp thai sản 7 triệu đóng đảng phí bao nhiêu", "07-HD/TU", "khoản 2 Điều 2"),
        ("52 năm tuổi đảng lương hưu 8 triệu đảng phí bao nhiêu", "07-HD/TU", "khoản 1 Điều 5"),
        ("vào đảng 3/2/1985 thì bao nhiêu năm tuổi đảng", "09-HD/TU", "khoản 3 Điều 5"),
        ("lễ kết nạp ngày 31/8/2025 khi nào hết dự bị", "09-HD/TU", "khoản 1 Điều 4"),
        ("27 đảng viên chính thức, nghị quyết cần bao nhiêu phiếu", "05-QĐ/TU", "khoản 1 Điều 8"),
        ("xóa tên đảng viên dự bị, 20 đảng viên chính thức cần mấy phiếu", "09-HD/TU", "Điều 6"),
        ("nghỉ hưu từ 1/11/2026 thì chuyển sinh hoạt chậm nhất ngày nào", "09-HD/TU", "khoản 1 Điều 7"),
    ],
)
def test_the_clause_that_states_the_rule_is_cited_beside(
    retriever: TantivyRetriever, question: str, number: str, place: str
) -> None:
    reply = replied(question, retriever)
    assert reply.computed is not None
    assert reply.tier == "answer"
    assert reply.reason is None
    assert reply.answer == reply.computed.sentence
    assert [(citation.number, citation.place) for citation in reply.citations] == [(number, place)]


def test_where_no_clause_states_the_rule_the_rulebook_alone_is_the_source(empty: TantivyRetriever) -> None:
    reply = replied(DUES, empty)
    assert reply.tier == "answer"
    assert reply.citations == []
    assert reply.computed is not None
    assert reply.computed.source is not None


def test_a_clause_of_a_document_for_others_is_not_cited(retriever: TantivyRetriever) -> None:
    reply = replied(DUES, retriever, audience="ts/x09/")
    assert reply.computed is not None
    assert reply.citations == []


def test_ones_own_amount_is_shown_and_handed_over(retriever: TantivyRetriever) -> None:
    reply = replied("Tôi lương 8 triệu thì mỗi tháng nộp đảng phí bao nhiêu tiền?", retriever)
    assert (reply.tier, reply.reason) == ("handover", "personal_case")
    assert "1% của 8.000.000 đồng = 80.000 đồng mỗi tháng" in reply.answer
    assert OWN_AMOUNT in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "Tôi còn nợ bao nhiêu đảng phí?",
        "Đồng chí Nguyễn Văn A lương 12 triệu đóng đảng phí bao nhiêu?",
        "Trường hợp của tôi lương 12 triệu thì đóng đảng phí bao nhiêu?",
        "Cho tôi gặp cán bộ, lương 12 triệu đóng đảng phí bao nhiêu?",
        "Chồng tôi lương 12 triệu thì đóng đảng phí bao nhiêu?",
    ],
)
def test_a_person_a_case_or_a_debt_is_never_computed(retriever: TantivyRetriever, question: str) -> None:
    reply = replied(question, retriever)
    assert reply.tier == "handover"
    assert reply.computed is None


def test_a_missing_input_is_asked_back(retriever: TantivyRetriever) -> None:
    reply = replied("vào đảng năm 1985 thì được bao nhiêu năm tuổi đảng", retriever)
    assert reply.tier == "suggest"
    assert reply.answer.startswith("Đồng chí cho biết")
    assert reply.citations == []


def test_an_impossible_input_is_said(retriever: TantivyRetriever) -> None:
    reply = replied("vào đảng ngày 31/02/1985 thì được bao nhiêu năm tuổi đảng", retriever)
    assert reply.tier == "suggest"
    assert reply.answer.startswith("Không có ngày 31/02/1985")


def test_a_question_about_the_rule_is_answered_by_its_clause(retriever: TantivyRetriever) -> None:
    reply = replied("Mức nộp đảng phí của đảng viên hưởng lương hưu là bao nhiêu?", retriever)
    assert reply.computed is None
    assert reply.tier == "answer"
    assert "0,5%" in reply.answer
