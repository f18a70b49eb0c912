from collections.abc import Callable
from datetime import date

import pytest

from services.assistant.rules.computing import Computed

Compute = Callable[..., Computed | None]
BADGES = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)


@pytest.mark.parametrize(
    ("question", "conclusion"),
    [
        ("Vào Đảng ngày 03/02/1985 thì được bao nhiêu năm tuổi Đảng?", "28/11/2026, tuổi Đảng là 41 năm 9 tháng."),
        ("Tôi vào đảng ngày 3 tháng 2 năm 1985, bao nhiêu tuổi đảng", "28/11/2026, tuổi Đảng là 41 năm 9 tháng."),
        ("ngày 3/2/1985 vào đảng, bao nhiêu năm tuổi đảng", "28/11/2026, tuổi Đảng là 41 năm 9 tháng."),
        ("vào đảng 28/11/1996 bao nhiêu năm tuổi đảng", "28/11/2026, tuổi Đảng là 30 năm."),
        ("vào đảng 29/11/1996 bao nhiêu năm tuổi đảng", "28/11/2026, tuổi Đảng là 29 năm 11 tháng."),
        ("vào đảng 30/04/1975, tính đến 30/4/2025 mấy năm tuổi đảng", "30/04/2025, tuổi Đảng là 50 năm."),
        ("vào đảng 29/02/1976, đến 28/02/2026 bao nhiêu năm tuổi đảng", "28/02/2026, tuổi Đảng là 50 năm."),
        ("vào đảng 29/02/1976, đến 27/02/2026 bao nhiêu năm tuổi đảng", "27/02/2026, tuổi Đảng là 49 năm 11 tháng."),
        ("sinh 3/2/1960, vào đảng 3/2/1985, bao nhiêu năm tuổi đảng", "28/11/2026, tuổi Đảng là 41 năm 9 tháng."),
        ("vào đảng 28/11/2026 bao nhiêu năm tuổi đảng", "28/11/2026, tuổi Đảng là 0 năm."),
    ],
)
def test_party_age_is_counted_from_the_decision_of_admission(computed: Compute, question: str, conclusion: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.kind == "party_age"
    assert conclusion in found.sentence
    assert "Trợ lý hiểu" in found.assumed[0]
    assert found.source is not None
    assert "Điều lệ Đảng" in found.source.title


@pytest.mark.parametrize("years", BADGES)
def test_the_day_of_every_badge_is_told(computed: Compute, years: int) -> None:
    found = computed(f"Vào Đảng ngày 19/05/1940, bao giờ được Huy hiệu {years} năm tuổi Đảng?")
    assert found is not None
    assert found.kind == "badge"
    assert found.steps == [f"19/05/1940 + {years} năm = 19/05/{1940 + years}"]
    assert "Không có Huy hiệu" not in found.sentence
    assert ("Đã đủ" if 1940 + years <= 2026 else "Sẽ đủ") in found.sentence


@pytest.mark.parametrize(
    ("admitted", "years"), [("03/02/2020", 30), ("03/02/1990", 40), ("29/11/1976", 50), ("28/11/1976", 55)]
)
def test_without_a_badge_named_the_next_one_is_told(computed: Compute, admitted: str, years: int) -> None:
    found = computed(f"kết nạp ngày {admitted} khi nào được huy hiệu đảng")
    assert found is not None
    assert f"Sẽ đủ {years} năm tuổi Đảng" in found.sentence


def test_a_badge_that_does_not_exist_is_said_not_to(computed: Compute) -> None:
    found = computed("vào đảng ngày 3/2/1995 khi nào được huy hiệu 35 năm")
    assert found is not None
    assert "Không có Huy hiệu 35 năm tuổi Đảng" in found.sentence


@pytest.mark.parametrize(
    "question",
    [
        "sinh ngày 3/2/1960 thì bao nhiêu tuổi đảng",
        "chính thức ngày 3/2/1986 bao nhiêu năm tuổi đảng",
        "lễ kết nạp ngày 3/2/1985, bao nhiêu năm tuổi đảng",
        "vào đoàn 3/2/1985 bao nhiêu năm tuổi đảng",
        "nộp đơn xin vào đảng 3/2/1985 bao nhiêu năm tuổi đảng",
        "được giới thiệu vào đảng 3/2/1985 bao nhiêu năm tuổi đảng",
        "vào đảng không phải ngày 3/2/1985, bao nhiêu năm tuổi đảng",
        "kết nạp lần hai 3/2/1985 bao nhiêu năm tuổi đảng",
        "bố vào đảng 3/2/1985 mẹ vào đảng 5/5/1990 bao nhiêu năm tuổi đảng",
        "vào đảng năm 1985 thì bao nhiêu năm tuổi đảng",
        "vào đảng 3/2/85 bao nhiêu năm tuổi đảng",
        "năm 2030 thì người vào đảng 3/2/1985 được bao nhiêu năm tuổi đảng",
        "Tính giúp tuổi đảng",
    ],
)
def test_any_other_day_is_not_taken_for_the_admission(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.asks_for == "admission_date"
    assert found.sentence.startswith("Đồng chí cho biết")


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("31/02/1985", "impossible_date"),
        ("12/13/1985", "impossible_date"),
        ("02/02/1930", "impossible_date"),
        ("01/01/0001", "impossible_date"),
        ("29/11/2026", "future_date"),
        ("31/12/9999", "future_date"),
    ],
)
def test_a_day_that_cannot_be_is_said_so(computed: Compute, day: str, problem: str) -> None:
    found = computed(f"vào đảng ngày {day} bao nhiêu năm tuổi đảng")
    assert found is not None
    assert found.problem == problem
    assert found.steps == []


@pytest.mark.parametrize(
    "question",
    [
        "Tuổi đảng được tính từ ngày nào?",
        "Huy hiệu 80 năm tuổi đảng được thưởng bao nhiêu?",
        "vào đảng 3/2/1985, huy hiệu 40 năm được bao nhiêu tiền",
        "vào đảng 3/2/1985 bị khai trừ, bao nhiêu năm tuổi đảng",
        "sang năm người vào đảng 3/2/1985 được bao nhiêu năm tuổi đảng",
        "Người được xét kết nạp phải đủ bao nhiêu tuổi?",
    ],
)
def test_questions_about_the_rule_or_beside_it_are_not_computed(computed: Compute, question: str) -> None:
    assert computed(question) is None


def test_a_day_after_the_end_is_impossible(computed: Compute) -> None:
    found = computed("vào đảng 3/2/1985, tính đến 3/2/1980 bao nhiêu năm tuổi đảng", date(2026, 11, 28))
    assert found is not None
    assert found.problem == "impossible_date"
