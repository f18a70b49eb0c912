from collections.abc import Callable
from datetime import date

import pytest

from services.assistant.rules.computing import Computed

Compute = Callable[..., Computed | None]


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("Lương 12 triệu thì đóng đảng phí bao nhiêu?", "1% của 12.000.000 đồng = 120.000 đồng mỗi tháng"),
        ("luong 12000000 dong dang phi het bao nhieu", "1% của 12.000.000 đồng = 120.000 đồng mỗi tháng"),
        ("lương 5tr2 đảng phí bao nhiêu", "1% của 5.200.000 đồng = 52.000 đồng mỗi tháng"),
        ("Lương hưu 8,5 triệu/tháng nộp đảng phí bao nhiêu", "0,5% của 8.500.000 đồng = 42.500 đồng mỗi tháng"),
        ("8 triệu lương hưu thì đảng phí bao nhiêu", "0,5% của 8.000.000 đồng = 40.000 đồng mỗi tháng"),
        ("trợ cấp thai sản 7 triệu đóng đảng phí bao nhiêu", "1% của 7.000.000 đồng = 70.000 đồng mỗi tháng"),
        ("45 năm tuổi đảng, lương hưu 8 triệu, đảng phí bao nhiêu", "0,5% của 8.000.000 đồng = 40.000 đồng mỗi tháng"),
        (
            "Theo quy định 01-QĐ/TW thì lương 12 triệu đóng đảng phí bao nhiêu",
            "1% của 12.000.000 đồng = 120.000 đồng mỗi tháng",
        ),
        ("Lương tháng 12 là 8 triệu, đảng phí bao nhiêu", "1% của 8.000.000 đồng = 80.000 đồng mỗi tháng"),
        ("lương tháng 12,5 triệu đảng phí bao nhiêu", "1% của 12.500.000 đồng = 125.000 đồng mỗi tháng"),
    ],
)
def test_dues_are_the_share_of_the_stated_base(computed: Compute, question: str, step: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.kind == "dues"
    assert found.steps == [step]
    assert step in found.sentence
    assert found.source is not None
    assert found.source.number == "01-QĐ/TW"
    assert found.source.effective_from == date(2026, 2, 3)


def test_a_part_of_a_dong_is_kept_and_said_to_be_unrounded(computed: Compute) -> None:
    found = computed("Lương hưu 7.515.050 đồng thì đảng phí bao nhiêu")
    assert found is not None
    assert found.steps == ["0,5% của 7.515.050 đồng = 37.575,25 đồng mỗi tháng"]
    assert "Đây là kết quả chưa làm tròn." in found.assumed


def test_what_is_taken_for_the_base_is_said_unless_the_question_names_it(computed: Compute) -> None:
    plain = computed("lương 12 triệu đảng phí bao nhiêu")
    named = computed("tiền lương làm căn cứ đóng bảo hiểm xã hội 12 triệu, đảng phí bao nhiêu")
    assert plain is not None
    assert named is not None
    assert "tiền lương làm căn cứ đóng bảo hiểm xã hội bắt buộc của tháng trước" in plain.assumed[0]
    assert named.assumed == []


@pytest.mark.parametrize(
    ("question", "exempt"),
    [
        ("50 năm tuổi đảng lương hưu 8 triệu đóng đảng phí bao nhiêu", True),
        ("49 năm tuổi đảng lương hưu 8 triệu đóng đảng phí bao nhiêu", False),
        ("vào Đảng ngày 28/11/1976, lương hưu 8 triệu, đảng phí bao nhiêu", True),
        ("vào Đảng ngày 29/11/1976, lương hưu 8 triệu, đảng phí bao nhiêu", False),
    ],
)
def test_fifty_years_of_party_age_free_from_dues(computed: Compute, question: str, exempt: bool) -> None:
    found = computed(question)
    assert found is not None
    assert ("miễn đóng đảng phí" in found.sentence) is exempt
    assert (found.source is not None and found.source.place == "khoản 1 Điều 5") is exempt


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Tính giúp đảng phí", "income"),
        ("lương 12 thì đóng đảng phí bao nhiêu", "income"),
        ("lương 12 củ đảng phí bao nhiêu", "income"),
        ("thu nhập 20 triệu đóng đảng phí bao nhiêu", "income"),
        ("Đảng viên 12 triệu đóng đảng phí bao nhiêu", "income_kind"),
        ("Đã nghỉ hưu, lương 8 triệu, đảng phí bao nhiêu", "income_kind"),
        ("lương 12 triệu, phụ cấp 2 triệu, đảng phí bao nhiêu", "income"),
        ("lương 144 triệu một năm đóng đảng phí bao nhiêu", "income"),
        ("lương 12 triệu/năm đóng đảng phí bao nhiêu", "income"),
        ("lương 3 triệu/tuần đảng phí bao nhiêu", "income"),
        ("lương 24 triệu hai tháng đảng phí bao nhiêu", "income"),
        ("lương 24 triệu 2 tháng đảng phí bao nhiêu", "income"),
        ("lương 10-12 triệu đóng đảng phí bao nhiêu", "income"),
        ("lương từ 10 đến 12 triệu đóng đảng phí bao nhiêu", "income"),
        ("hệ số 3,33 lương cơ sở 2,34 triệu đảng phí bao nhiêu", "income"),
        ("lương 12 triệu x 2 đảng phí bao nhiêu", "income"),
        ("lương 12 triệu x hai đảng phí bao nhiêu", "income"),
        ("lương hai lần 12 triệu đảng phí bao nhiêu", "income"),
        ("lương năm 144.000.000 đảng phí bao nhiêu", "income"),
        ("lương 12.000.000 cộng 2 đảng phí bao nhiêu", "income"),
        ("lương thêm 12 triệu đảng phí bao nhiêu", "income"),
        ("lương gấp đôi 12 triệu đảng phí bao nhiêu", "income"),
        ("lương bằng hai phần ba của 12 triệu đảng phí bao nhiêu", "income"),
        ("lương không phải 12 triệu, đảng phí bao nhiêu", "income"),
        ("lương 12 triệu 3 đồng chí đảng phí bao nhiêu", "income"),
        ("27 đảng viên mỗi người lương 5 triệu đảng phí bao nhiêu", "income"),
        ("lương l2 triệu đảng phí bao nhiêu", "income"),
        ("sắp 50 năm tuổi đảng, lương hưu 8 triệu, đảng phí bao nhiêu", "party_years"),
        ("chưa đủ 50 năm tuổi đảng, lương hưu 8 triệu, đảng phí bao nhiêu", "party_years"),
        ("lương 8 triệu, vợ 52 năm tuổi đảng, đảng phí bao nhiêu", "party_years"),
        ("30 năm tuổi đảng, 50 năm tuổi đảng, lương hưu 8 triệu, đảng phí bao nhiêu", "party_years"),
        ("lương 1O triệu đảng phí bao nhiêu", "income"),
        ("lương 12e6 đồng đảng phí bao nhiêu", "income"),
        ("lương 12 triệu - 10,5% bảo hiểm đảng phí bao nhiêu", "income"),
    ],
)
def test_what_is_missing_or_doubtful_is_asked_for(computed: Compute, question: str, missing: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.asks_for == missing
    assert found.sentence.startswith("Đồng chí cho biết")
    assert found.steps == []


@pytest.mark.parametrize("amount", ["-12 triệu", "âm 12 triệu", "0 đồng", "12 nghìn", "12.000.000.000 đồng"])
def test_an_amount_nobody_earns_is_said_to_be_impossible(computed: Compute, amount: str) -> None:
    found = computed(f"Lương {amount} thì đóng đảng phí bao nhiêu")
    assert found is not None
    assert found.problem == "impossible_amount"
    assert found.steps == []


@pytest.mark.parametrize(
    "question",
    [
        "Tôi còn nợ bao nhiêu đảng phí?",
        "lương 12 triệu, còn thiếu bao nhiêu đảng phí",
        "lương 12 triệu được giảm đảng phí bao nhiêu",
        "chi bộ thu 12 triệu đảng phí thì giữ lại bao nhiêu",
        "đóng đảng phí 120.000 thì lương bao nhiêu",
        "lương 1000 USD đảng phí bao nhiêu",
        "đảng viên ở nước ngoài lương 30 triệu đóng đảng phí bao nhiêu",
        "nông dân thu nhập 5 triệu đóng đảng phí bao nhiêu",
        "sinh viên làm thêm lương 3 triệu đóng đảng phí bao nhiêu",
        "không tham gia bảo hiểm xã hội, lương 5 triệu, đảng phí bao nhiêu",
        "năm 2020 lương 12 triệu đóng đảng phí bao nhiêu",
        "trước đây lương 12 triệu đóng đảng phí bao nhiêu",
        "Nghỉ hưu rồi thì đóng đảng phí mấy phần trăm lương hưu?",
        "Mức nộp đảng phí của đảng viên hưởng lương hưu là bao nhiêu?",
        "Học sinh, sinh viên nộp đảng phí bao nhiêu mỗi tháng?",
        "Đảng viên 50 năm tuổi đảng có được miễn nộp đảng phí không?",
        "Chi bộ cơ sở được giữ lại bao nhiêu phần trăm đảng phí?",
        "lương 12² triệu đảng phí bao nhiêu",
        "lương ½ triệu đảng phí bao nhiêu",
        "Lương 12 triệu đóng thuế bao nhiêu?",
    ],
)
def test_debts_other_payers_and_questions_about_the_rule_are_not_computed(computed: Compute, question: str) -> None:
    assert computed(question) is None


def test_before_the_first_rule_we_know_nothing_is_computed(computed: Compute) -> None:
    assert computed("lương 12 triệu đảng phí bao nhiêu", date(2026, 2, 2)) is None
    assert computed("lương 12 triệu đảng phí bao nhiêu", date(2026, 2, 3)) is not None
