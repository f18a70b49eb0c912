import pytest

from services.assistant.engines.policy_file import load_policy
from services.assistant.rules.expected import says
from services.assistant.rules.question import read_question

POLICY = load_policy()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Nộp đảng phí bao nhiêu?", "number"),
        ("hop chi bo may lan", "number"),
        ("Bao lâu thì được công nhận?", "time"),
        ("Tuổi đảng tính từ ngày nào?", "time"),
        ("nộp đp bn", "number"),
        ("chi bo hop luc may gio", "hour"),
        ("Đảng viên dự bị có được biểu quyết không?", None),
    ],
)
def test_a_question_tells_what_kind_of_thing_it_asks_for(question: str, kind: str | None) -> None:
    assert read_question(question, POLICY).asks_for == kind


def test_the_number_of_the_clause_itself_is_no_number_that_was_asked_for() -> None:
    assert not says("number", "2. Người thu ghi sổ.")
    assert not says("number", "Điều 7. Người thu ghi sổ.")
    assert says("number", "2. Người thu giữ lại 70%.")
    assert says("number", "Hai phần ba tán thành.")


def test_a_time_is_said_in_figures_or_in_words() -> None:
    assert says("time", "Chậm nhất 30 ngày.")
    assert says("time", "Ngay sau khi nhận quyết định.")
    assert not says("time", "Phần còn lại nộp lên cấp trên.")


def test_a_day_is_no_hour() -> None:
    assert not says("hour", "Mỗi tháng một lần, vào ngày 03 hằng tháng.")
    assert says("hour", "Họp lúc bảy giờ tối.")
    assert says("hour", "Bắt đầu lúc 19h30, kéo dài ít nhất 90 phút.")
