"""Weather and football are said to be out of scope; what a document speaks of, or what concerns the Party, never is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.conversation import Answered, Asking, answer_message
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.clauses import clauses_of
from services.assistant.rules.knowledge import KnownDocument
from shared.vietnamese.folding import without_diacritics

POLICY = load_policy()


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("scope"))
    made.rebuild(read_folder(Path("deploy/demo/documents")))
    yield made
    made.close()


def asked(retriever: TantivyRetriever, message: str) -> Answered:
    return answer_message(message, retriever, POLICY, Asking([EVERYBODY], date(2026, 11, 22)))


@pytest.mark.parametrize(
    "question",
    [
        "Thời tiết cuối tuần thế nào?",
        "Chiều nay trời có nắng không?",
        "Đội bóng chuyền nào mạnh nhất?",
        "Công thức nấu chè hạt sen",
        "Tối nay có bộ phim nào hay?",
        "Xổ số miền Bắc ra số gì?",
    ],
)
def test_what_is_plainly_out_of_scope_is_said_so_with_and_without_marks(
    retriever: TantivyRetriever, question: str
) -> None:
    for typed in (question, without_diacritics(question)):
        answered = asked(retriever, typed)
        assert (answered.reply.tier, answered.reply.reason) == ("handover", "out_of_scope")
        assert answered.said.startswith("Câu hỏi này không thuộc nội dung mà trợ lý tra cứu.")
        assert "cán bộ" not in answered.said
        assert answered.reply.suggestions == answered.reply.citations == []


@pytest.mark.parametrize(
    "question",
    [
        "Chi bộ tổ chức giải bóng đá thì lấy kinh phí ở đâu?",
        "Trời mưa có được hoãn cuộc họp không?",
        "Công ty gia đình có lập chi bộ được không?",
        "Biên bản có phiếu kín không?",
        "Đánh giá vàng thau lẫn lộn là sao?",
        "Câu thứ hai trong đơn ghi gì?",
        "Bấm phím nào để phóng to chữ?",
        "Tự vi phạm rồi báo ai?",
        "Mức trợ cấp mai táng là bao nhiêu?",
        "Có được ở khách sạn khi đi công tác không?",
        "Có được nhận quà tặng là vé máy bay không?",
    ],
)
def test_what_may_concern_the_party_or_only_looks_alike_without_marks_is_not(
    retriever: TantivyRetriever, question: str
) -> None:
    for typed in (question, without_diacritics(question)):
        assert asked(retriever, typed).reply.reason != "out_of_scope"


def test_a_wish_for_a_person_stays_one(retriever: TantivyRetriever) -> None:
    assert asked(retriever, "Tôi muốn gặp cán bộ về thời tiết").reply.reason == "wants_person"


def test_what_a_document_speaks_of_is_in_scope(tmp_path: Path) -> None:
    retriever = TantivyRetriever(tmp_path)
    head = {"number": "", "issuer": "", "kind": "", "title": "Trực ban"}
    document = KnownDocument(document_id="d", version=1, audience=EVERYBODY, **head)
    retriever.rebuild([(document, clauses_of("Trực ban", "Dự báo thời tiết gửi về trước 16 giờ."))])
    assert asked(retriever, "Thời tiết gửi về lúc mấy giờ?").reply.reason is None
    retriever.close()


def test_a_clause_that_fits_goes_before_a_phrase_that_is_out_of_scope(tmp_path: Path) -> None:
    retriever = TantivyRetriever(tmp_path)
    head = {"number": "", "issuer": "", "kind": "", "title": "Quy định về biếu, nhận lễ"}
    text = "Điều 1. Lễ vật\n1. Không nhận lễ vật biếu liên quan đến việc được giao."
    retriever.rebuild(
        [(KnownDocument(document_id="d", version=1, audience=EVERYBODY, **head), clauses_of("Lễ vật", text))]
    )
    answered = asked(retriever, "Nhận lễ vật biếu là vé máy bay thì sao?")
    assert answered.reply.reason != "out_of_scope"
    assert answered.reply.suggestions or answered.reply.citations
    retriever.close()


def test_beside_a_question_that_is_answered_it_asks_for_no_person(retriever: TantivyRetriever) -> None:
    answered = asked(retriever, "Thời tiết mai thế nào? Đảng viên dự bị có được biểu quyết không?")
    assert [part.reply.reason for part in answered.parts] == ["out_of_scope", None]
    assert answered.reply.tier == "answer"
