import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.follow_up import fit, follows, going_on
from services.assistant.rules.question import read_question
from shared.vietnamese.folding import without_diacritics

POLICY = load_policy()


def goes_on(text: str) -> bool:
    return follows(text, read_question(text, POLICY), POLICY)


@pytest.mark.parametrize(
    "question",
    [
        "Còn dự bị thì sao?",
        "Thế còn chi bộ cơ sở?",
        "vậy sinh viên?",
        "Đảng viên dự bị thì sao?",
        "Việc đó phải báo cho ai?",
        "Mức đó tính trên lương nào của tháng trước liền kề?",
        "nếu là sinh viên",
        "Còn người có 50 năm tuổi đảng thì sao?",
    ],
)
def test_a_question_without_a_subject_of_its_own_goes_on(question: str) -> None:
    assert goes_on(question)
    assert goes_on(without_diacritics(question))


@pytest.mark.parametrize(
    "question",
    [
        "Đảng viên dự bị có được biểu quyết không?",
        "Thế nào là đảng viên dự bị?",
        "Còn quên mật khẩu đăng nhập Sổ tay trên máy dùng chung thì làm thế nào?",
        "Tuổi đảng tính từ ngày nào?",
        "Nếu mất thẻ đảng viên thì phải báo cho ai trong chi bộ?",
        "Thời gian còn lại tính thế nào?",
    ],
)
def test_a_question_that_stands_alone_is_not_mixed_with_the_former(question: str) -> None:
    assert not goes_on(question)


def test_the_missing_subject_comes_from_the_question_before() -> None:
    before = read_question("Đảng viên chính thức có được biểu quyết không?", POLICY)
    reading = going_on(read_question("Còn dự bị thì sao?", POLICY), before)
    assert reading.syllables == ("du", "bi")
    assert set(reading.former) >= {"bieu", "quyet"}
    assert "bieu_quyet" in reading.former_pairs


def test_what_takes_the_place_of_something_puts_it_out() -> None:
    before = read_question("Chi bộ sinh hoạt định kỳ mỗi tháng mấy lần?", POLICY)
    former = going_on(read_question("Thế còn sinh hoạt chuyên đề?", POLICY), before).former
    assert set(former) == {"chi", "bo", "sinh", "hoat", "moi", "thang"}
    before = read_question("Chi bộ cơ sở giữ lại bao nhiêu đảng phí?", POLICY)
    former = going_on(read_question("Còn đảng bộ cơ sở?", POLICY), before).former
    assert "chi" not in former


def test_a_clause_must_say_what_is_asked_now_and_something_of_what_was_asked_before() -> None:
    even = {"du": 1.0, "bi": 1.0, "bieu": 1.0, "quyet": 1.0}
    both = fit(1.0, ["bieu", "quyet"], {"du", "bi", "bieu", "quyet"}, even)
    only_now = fit(1.0, ["bieu", "quyet"], {"du", "bi"}, even)
    only_before = fit(0.0, ["bieu", "quyet"], {"bieu", "quyet"}, even)
    assert both.covered == pytest.approx(1.0)
    assert only_now.covered == only_before.covered == 0.0
    assert both.order > only_now.order > only_before.order


def test_what_goes_on_from_a_personal_case_is_one_and_a_wish_for_a_person_is_not_repeated() -> None:
    question = read_question("Còn khiển trách thì sao?", POLICY)
    case = read_question("Tôi bị kỷ luật cảnh cáo, bao giờ được xóa?", POLICY)
    wish = read_question("Tôi muốn gặp cán bộ", POLICY)
    assert going_on(question, case).must_hand_over == "personal_case"
    assert going_on(question, wish).must_hand_over is None
