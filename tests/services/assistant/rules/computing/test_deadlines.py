from collections.abc import Callable

import pytest

from services.assistant.rules.computing import Computed

Compute = Callable[..., Computed | None]


@pytest.mark.parametrize(
    ("question", "step"),
    [
        ("30 ngày kể từ ngày 31/01/2026 là ngày nào", "31/01/2026 + 30 ngày = 02/03/2026"),
        ("chậm nhất 2 ngày sau ngày 27/02/2028 là ngày nào", "27/02/2028 + 2 ngày = 29/02/2028"),
        ("30 ngày làm việc sau ngày 03/02/2026 là ngày nào", "03/02/2026 + 30 ngày làm việc = 17/03/2026"),
        ("1 ngày làm việc sau ngày 28/11/2026 là ngày nào", "28/11/2026 + 1 ngày làm việc = 30/11/2026"),
        ("6 tháng sau ngày 31/8/2026 là ngày nào", "31/08/2026 + 6 tháng = 28/02/2027"),
        ("2 tuần kể từ hôm nay là ngày nào", "28/11/2026 + 2 tuần = 12/12/2026"),
        ("45 ngày trước ngày 1/3/2024 là ngày nào", "01/03/2024 - 45 ngày = 16/01/2024"),
    ],
)
def test_a_stated_period_is_counted_from_the_day_after(computed: Compute, question: str, step: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.kind == "deadline"
    assert found.steps == [step]
    assert found.source is None


@pytest.mark.parametrize(
    ("question", "rule", "end"),
    [
        (
            "nhận quyết định xóa tên ngày 1/10/2026, khiếu nại chậm nhất ngày nào",
            "appeal_against_strike_off",
            "12/11/2026",
        ),
        ("nghỉ hưu từ 1/11/2026 thì chuyển sinh hoạt chậm nhất ngày nào", "transfer", "11/12/2026"),
        ("nhận quyết định kết nạp ngày 1/10/2026, tổ chức lễ kết nạp chậm nhất ngày nào", "ceremony", "12/11/2026"),
        (
            "giấy chứng nhận bồi dưỡng nhận thức cấp 31/08/2021 có giá trị đến ngày nào",
            "awareness_certificate",
            "31/08/2026",
        ),
        ("họp ngày 3/11/2026 thì đăng nghị quyết chậm nhất ngày nào", "resolution_online", "05/11/2026"),
        (
            "giới thiệu chuyển đi 5/11/2026, xuất trình giấy giới thiệu chậm nhất ngày nào",
            "introduction_paper",
            "17/12/2026",
        ),
    ],
)
def test_a_rule_is_applied_when_its_subject_is_named(computed: Compute, question: str, rule: str, end: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.rule == rule
    assert found.steps[0].endswith(f"= {end}")
    assert found.source is not None


def test_a_day_before_the_rule_held_is_not_computed_by_it(computed: Compute) -> None:
    assert computed("nhận quyết định xóa tên ngày 1/10/2025, khiếu nại chậm nhất ngày nào") is None


@pytest.mark.parametrize("count", [0, 9999])
def test_a_period_nobody_sets_is_impossible(computed: Compute, count: int) -> None:
    found = computed(f"{count} ngày kể từ ngày 1/1/2026 là ngày nào")
    assert found is not None
    assert found.problem == "impossible_count"


def test_a_day_of_no_calendar_and_a_missing_year_are_noticed(computed: Compute) -> None:
    wrong = computed("30 ngày kể từ ngày 31/02/2026 là ngày nào")
    half = computed("30 ngày kể từ ngày 3/2 là ngày nào")
    two = computed("30 ngày hoặc 45 ngày kể từ ngày 3/2/2026 là ngày nào")
    assert wrong is not None
    assert half is not None
    assert two is not None
    assert (wrong.problem, half.asks_for, two.asks_for) == ("impossible_date", "start_date", "days")


@pytest.mark.parametrize(
    "question",
    [
        "Thủ tục chuyển sinh hoạt đảng phải làm trong bao nhiêu ngày?",
        "Chi bộ sinh hoạt định kỳ vào ngày nào?",
        "Bao giờ nộp đảng phí?",
        "từ 1/1/2026 đến nay là bao nhiêu ngày",
        "30 ngày kể từ ngày 1/1/2026, không kể thứ bảy, chủ nhật, là ngày nào",
        "30 ngày kể từ ngày 1/1/2026 tính cả ngày đầu là ngày nào",
        "hơn 30 ngày sau ngày 1/1/2026 là ngày nào",
        "2,5 tháng sau ngày 1/1/2026 là ngày nào",
    ],
)
def test_questions_about_the_rule_are_not_computed(computed: Compute, question: str) -> None:
    assert computed(question) is None
