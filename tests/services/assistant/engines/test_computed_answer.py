from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.answering import Reply
from services.assistant.engines.computed_answer import OWN_AMOUNT
from services.assistant.engines.conversation import Asking, answer_message
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


def replied(question: str, retriever: TantivyRetriever, audience: str = EVERYBODY, before: Sequence[str] = ()) -> Reply:
    """`before`: what was asked before it, the newest first."""
    return answer_message(question, retriever, load_policy(), Asking([audience], TODAY), lambda: before).reply


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


def test_ones_cell_is_no_personal_case(retriever: TantivyRetriever) -> None:
    question = "Chi bộ tôi có 27 đảng viên chính thức. 3 đồng chí được miễn sinh hoạt. Nghị quyết cần bao nhiêu phiếu?"
    reply = replied(question, retriever)
    assert (reply.tier, reply.reason) == ("answer", None)
    assert "hơn 1/2 của 24 là 13 phiếu" in reply.answer


@pytest.mark.parametrize(
    "question",
    ["luwowng 12 trieeuj thif dosng ddarng phis bao nhieeu", "LƯƠNG 12 TRIỆU THÌ ĐÓNG ĐẢNG PHÍ BAO NHIÊU"],
)
def test_raw_typing_is_computed_as_meant(retriever: TantivyRetriever, question: str) -> None:
    reply = replied(question, retriever)
    assert reply.computed is not None
    assert reply.computed.steps == ["1% của 12.000.000 đồng = 120.000 đồng mỗi tháng"]


def test_a_day_that_is_computed_from_is_not_the_day_of_the_rules(retriever: TantivyRetriever) -> None:
    reply = replied("30 ngày kể từ ngày 31/01/2026 là ngày nào", retriever)
    assert reply.as_of == TODAY
    assert "31/01/2026 + 30 ngày = 02/03/2026" in reply.answer


def test_several_questions_are_computed_each_by_itself(retriever: TantivyRetriever) -> None:
    asking = Asking([EVERYBODY], TODAY)
    question = f"{DUES} Lương hưu 8 triệu thì đóng đảng phí bao nhiêu?"
    answered = answer_message(question, retriever, load_policy(), asking)
    assert [part.reply.computed.rule for part in answered.parts if part.reply.computed] == [
        "dues_of_salary",
        "dues_of_pension",
    ]
    assert "120.000 đồng" in answered.said
    assert "40.000 đồng" in answered.said


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


@pytest.mark.parametrize(
    ("asked", "answer", "step"),
    [
        ("12 người tán thành thì có thông qua không", "27 đồng chí", "hơn 1/2 của 27 là 14 phiếu"),
        ("tính giúp đảng phí của người về hưu", "8 triệu", "0,5% của 8.000.000 đồng = 40.000 đồng mỗi tháng"),
        ("tính giúp tuổi đảng", "3/2/1994", "đến 28/11/2026: 32 năm, thêm 9 tháng"),
        ("tinhs giups tuooir ddangr", "vaof ddangr nawm 1994", "kết nạp ngày 31/12/1994: đủ 31 năm"),
    ],
)
def test_the_answer_to_what_was_asked_back_completes_the_computation(
    retriever: TantivyRetriever, asked: str, answer: str, step: str
) -> None:
    assert replied(asked, retriever).tier == "suggest"
    reply = replied(answer, retriever, before=["cảm ơn", asked])
    assert (reply.tier, reply.reason) == ("answer", None)
    assert reply.computed is not None
    assert step in reply.computed.steps
    assert len(reply.citations) == 1


def test_an_impossible_answer_is_said_and_may_be_put_right(retriever: TantivyRetriever) -> None:
    asked = "12 người tán thành thì có thông qua không"
    reply = replied("10", retriever, before=[asked])
    assert reply.tier == "suggest"
    assert reply.answer.startswith("Số phiếu (12) nhiều hơn số đảng viên (10).")
    assert "cần ít nhất 14 trong 27" in replied("27", retriever, before=["10", asked]).answer


def test_a_question_instead_of_the_answer_is_answered_as_one(retriever: TantivyRetriever) -> None:
    reply = replied("Đảng viên dự bị có được biểu quyết không?", retriever, before=["tính giúp tuổi đảng"])
    assert reply.computed is None
    assert reply.tier == "answer"
    assert reply.citations[0].place == "khoản 2 Điều 8"


def test_what_the_message_itself_told_before_is_computed_from(retriever: TantivyRetriever) -> None:
    asked = "Chi bộ 27 đảng viên, nghị quyết cần bao nhiêu phiếu? 12 người tán thành thì có thông qua không?"
    answered = answer_message(asked, retriever, load_policy(), Asking([EVERYBODY], TODAY))
    assert "12 đồng chí tán thành là chưa đủ: cần ít nhất 14 trong 27" in answered.parts[1].reply.answer


def test_a_follow_up_goes_on_from_the_question_not_from_the_number_after_it(retriever: TantivyRetriever) -> None:
    before = ["27 đồng chí", "Đảng viên chính thức có được biểu quyết không?"]
    reply = replied("Còn dự bị thì sao?", retriever, before=before)
    assert reply.citations[0].place == "khoản 2 Điều 8"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Tính giúp tôi mỗi tháng phải nộp bao nhiêu tiền đảng phí", "8 triệu"),
        ("Tính giúp đảng phí mỗi tháng", "lương tôi 8 triệu"),
    ],
)
def test_ones_own_amount_told_when_asked_for_is_still_handed_over(
    retriever: TantivyRetriever, asked: str, answer: str
) -> None:
    reply = replied(answer, retriever, before=[asked])
    assert (reply.tier, reply.reason) == ("handover", "personal_case")
    assert "80.000 đồng mỗi tháng" in reply.answer
    assert OWN_AMOUNT in reply.answer


@pytest.mark.parametrize(
    "question", ["chi bộ 30 đảng viên cần bao nhiêu người dự thì họp được", "cần bao nhiêu người dự"]
)
def test_a_rule_that_is_not_confirmed_is_said_and_nothing_is_quoted_for_it(
    retriever: TantivyRetriever, question: str
) -> None:
    reply = replied(question, retriever)
    assert reply.tier != "answer"
    assert reply.citations == []
    assert "chưa có quy định đã xác nhận về số người dự ít nhất" in reply.answer


def test_where_a_clause_of_the_province_answers_it_is_quoted_instead(tmp_path: Path) -> None:
    own = TantivyRetriever(tmp_path)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "01.txt").write_text(
        "Điều 1. Số người dự họp\n1. Chi bộ họp được khi có hai phần ba số đảng viên chính thức dự họp.\n"
        "Điều 2. Ghi biên bản\n1. Thư ký ghi biên bản.\n",
        encoding="utf-8",
    )
    own.rebuild(read_folder(tmp_path / "papers"))
    reply = replied("Chi bộ có bao nhiêu đảng viên chính thức dự họp thì họp được?", own)
    own.close()
    assert reply.tier == "answer"
    assert reply.computed is None
    assert "hai phần ba" in reply.answer
