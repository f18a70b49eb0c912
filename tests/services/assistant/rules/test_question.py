import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.question import LONGEST_SEARCH, corrected, read_question
from shared.vietnamese.folding import without_diacritics

POLICY = load_policy()
WORDS = [
    "tôi",
    "đảng phí",
    "nộp",
    "bao nhiêu",
    "tiền",
    "hồ sơ của",
    "gặp cán bộ",
    "Nguyễn Văn",
    "đồng chí",
    "8 triệu",
]


def test_what_only_frames_the_question_is_left_out() -> None:
    asked = read_question("Cho tôi hỏi mức nộp đảng phí của học sinh là bao nhiêu ạ?", POLICY)
    assert asked.syllables == ("muc", "nop", "dang", "phi", "cua", "hoc", "sinh")


def test_a_question_made_only_of_frames_keeps_its_words() -> None:
    assert read_question("Bao nhiêu?", POLICY).syllables == ("bao", "nhieu")


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_a_question_reads_the_same_without_diacritics(text: str) -> None:
    assert read_question(text, POLICY) == read_question(without_diacritics(text), POLICY)


def test_a_letter_is_searched_by_its_first_syllables() -> None:
    asked = read_question("đảng phí " * 50_000, POLICY)
    assert len(asked.syllables) == LONGEST_SEARCH


@pytest.mark.parametrize(
    "question",
    [
        "Tôi muốn gặp cán bộ phụ trách",
        "cho toi noi chuyen voi nguoi that",
        "Chuyển câu hỏi này cho cấp ủy giúp tôi",
    ],
)
def test_a_wish_for_a_person_is_always_handed_over(question: str) -> None:
    assert read_question(question, POLICY).must_hand_over == "wants_person"


@pytest.mark.parametrize(
    "question",
    [
        "Trường hợp của tôi thì giải quyết thế nào?",
        "Hồ sơ chuyển sinh hoạt của tôi nộp tháng trước đã xử lý đến đâu?",
        "don xin mien sinh hoat cua em duyet chua",
        "Tôi bị kỷ luật cảnh cáo, bao giờ được xóa?",
        "ho so cua toi den dau roi",
        "Chồng tôi có được miễn sinh hoạt không?",
        "Đồng chí Nguyễn Văn Bình đã nộp đảng phí chưa?",
    ],
)
def test_a_personal_case_is_always_handed_over(question: str) -> None:
    assert read_question(question, POLICY).must_hand_over == "personal_case"


@pytest.mark.parametrize(
    "question", ["Tôi lương 8 triệu nộp đảng phí bao nhiêu?", "thang nay toi phai nop bao nhieu tien"]
)
def test_an_exact_amount_for_oneself_is_always_handed_over(question: str) -> None:
    assert read_question(question, POLICY).must_hand_over == "personal_case"


@pytest.mark.parametrize(
    "question",
    [
        "Đơn xin miễn sinh hoạt gửi ai xem xét?",
        "Đơn xin vào Đảng của tôi viết thế nào?",
        "Cho tôi hỏi mức nộp đảng phí của người nghỉ hưu",
        "Tôi nghỉ hưu thì nộp đảng phí bao nhiêu phần trăm?",
        "Sinh viên nộp đảng phí bao nhiêu tiền?",
        "Đảng viên bị kỷ luật có được bầu cử không?",
        "Đồng chí bí thư có phải nộp đảng phí không?",
    ],
)
def test_a_question_about_the_rule_is_not_taken_for_a_personal_case(question: str) -> None:
    assert read_question(question, POLICY).must_hand_over is None


def test_an_abbreviation_is_written_out_and_not_lost() -> None:
    asked = read_question("NQ của CB", POLICY)
    assert asked.syllables == ("nghi", "quyet", "cua", "chi", "bo")
    assert asked.others == (("nq", "cua", "cb"),)
    assert read_question("Nghị quyết của chi bộ", POLICY).others == ()


def test_a_question_is_read_in_the_words_of_regulations_too() -> None:
    asked = read_question("Về hưu đóng đảng phí bao nhiêu?", POLICY)
    assert asked.syllables == ("ve", "huu", "dong", "dang", "phi")
    assert ("huong", "luong", "huu", "nop", "dang", "phi") in asked.others
    assert ("nghi", "huu", "nop", "dang", "phi") in asked.others


def test_raw_typing_is_read_as_if_typed_properly() -> None:
    proper = read_question("đảng viên dự bị biểu quyết", POLICY)
    assert read_question("ddangr vieen dwj bij bieeur quyeets", POLICY) == proper
    assert read_question("d9a3ng vie6n du75 bi5 bie6u3 quye6t1", POLICY) == proper


@pytest.mark.parametrize("question", ["Cho tôi gặp CB phụ trách", "truwowngf howpj cuar tooi"])
def test_a_person_is_asked_for_also_in_short_or_raw_words(question: str) -> None:
    assert read_question(question, POLICY).must_hand_over is not None


def test_a_slip_that_hid_a_personal_case_hides_it_no_more() -> None:
    asked = read_question("truongg hop cua toi", POLICY)
    assert asked.must_hand_over is None
    assert corrected(asked, ["truong", "hop", "cua", "toi"], POLICY).must_hand_over == "personal_case"
