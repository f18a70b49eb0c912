from collections.abc import Callable

import pytest

from services.assistant.rules.computing import Computed

Compute = Callable[..., Computed | None]


@pytest.mark.parametrize(
    ("ceremony", "end"),
    [
        ("31/8/2025", "31/08/2026"),
        ("29/02/2024", "28/02/2025"),
        ("28/02/2026", "28/02/2027"),
        ("31/12/2025", "31/12/2026"),
        ("28/11/2026", "28/11/2027"),
    ],
)
def test_probation_ends_twelve_months_after_the_ceremony(computed: Compute, ceremony: str, end: str) -> None:
    found = computed(f"Làm lễ kết nạp ngày {ceremony} thì khi nào hết thời gian dự bị?")
    assert found is not None
    assert found.kind == "probation"
    assert found.steps[0].endswith(f"+ 12 tháng = {end}")


def test_the_cell_considers_within_thirty_working_days_where_the_rule_holds(computed: Compute) -> None:
    found = computed("Kết nạp ngày 31/8/2025 bao giờ được chuyển chính thức")
    before = computed("Kết nạp ngày 31/8/2024 bao giờ được chuyển chính thức")
    assert found is not None
    assert before is not None
    assert found.steps[1] == "31/08/2026 + 30 ngày làm việc = 12/10/2026"
    assert any("nghỉ lễ, tết" in said for said in found.assumed)
    assert any("208-QĐ/TW" in said for said in found.assumed)
    assert len(before.steps) == 1


@pytest.mark.parametrize(
    "question",
    [
        "quyết định kết nạp ngày 31/8/2025 thì khi nào hết dự bị",
        "kết nạp tháng 8/2025 thì khi nào hết dự bị",
        "sinh ngày 31/8/2000 khi nào hết dự bị",
        "Tính giúp ngày hết dự bị",
    ],
)
def test_the_day_of_the_ceremony_is_asked_for(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.asks_for == "ceremony_date"


@pytest.mark.parametrize(("day", "problem"), [("31/9/2025", "impossible_date"), ("29/11/2026", "future_date")])
def test_a_ceremony_that_cannot_have_been_is_said_so(computed: Compute, day: str, problem: str) -> None:
    found = computed(f"kết nạp ngày {day} khi nào hết dự bị")
    assert found is not None
    assert found.problem == problem


@pytest.mark.parametrize(
    "question",
    [
        "Thời gian dự bị là bao nhiêu tháng?",
        "Đảng viên dự bị có được biểu quyết không?",
        "Khi nào hết thời gian dự bị?",
    ],
)
def test_questions_about_the_rule_are_not_computed(computed: Compute, question: str) -> None:
    assert computed(question) is None
