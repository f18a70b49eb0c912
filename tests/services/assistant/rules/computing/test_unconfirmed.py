"""What the rulebook has no confirmed rule for is said, with no number of ours; what is beside it is still computed."""

from collections.abc import Callable

import pytest

from services.assistant.rules.computing import Computed

Compute = Callable[..., Computed | None]


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("chi bộ 30 đảng viên cần bao nhiêu người dự thì họp được", "cuộc họp tiến hành được"),
        ("cần bao nhiêu người dự", "cuộc họp tiến hành được"),
        ("Họp chi bộ cần bao nhiêu người?", "cuộc họp tiến hành được"),
        ("can it nhat may dong chi co mat thi moi hop duoc", "cuộc họp tiến hành được"),
        ("chi bộ 27 đảng viên, 12 người có mặt thì họp được không", "cuộc họp tiến hành được"),
        ("đại hội chi bộ cần bao nhiêu đảng viên dự", "đại hội hợp lệ"),
        ("kết nạp đảng viên, chi bộ 20 đảng viên chính thức cần bao nhiêu phiếu", "kết nạp đảng viên"),
        ("bầu bí thư chi bộ 20 đảng viên cần bao nhiêu phiếu", "trúng cử"),
        ("khai trừ thì chi bộ 20 đảng viên cần bao nhiêu phiếu", "kỷ luật"),
    ],
)
def test_a_number_whose_rule_is_not_confirmed_is_said_to_be_so(computed: Compute, question: str, about: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.problem == "rule_unconfirmed"
    assert found.steps == []
    assert "chưa có quy định đã xác nhận" in found.sentence
    assert about in found.sentence


def test_beside_the_attendance_stands_what_a_resolution_takes(computed: Compute) -> None:
    found = computed("chi bộ 30 đảng viên cần bao nhiêu người dự thì họp được")
    assert found is not None
    assert "Cần ít nhất 16 đồng chí tán thành trong 30" in found.sentence


@pytest.mark.parametrize(
    "question", ["chi bộ hơn 20 đảng viên cần bao nhiêu người dự", "chi bộ 0 đảng viên cần bao nhiêu người dự"]
)
def test_of_an_unclear_or_impossible_number_nothing_is_told_beside_it(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert "Cần ít nhất" not in found.sentence


def test_a_share_that_the_question_states_is_computed_whatever_it_is_about(computed: Compute) -> None:
    found = computed("kết nạp cần hai phần ba, chi bộ 30 đảng viên thì bao nhiêu đồng chí tán thành")
    assert found is not None
    assert found.complete


@pytest.mark.parametrize(
    "question",
    [
        "Kết nạp đảng viên cần bao nhiêu phiếu?",
        "Chi bộ có bao nhiêu đảng viên dự bị?",
        "Chi bộ có được họp trực tuyến không?",
        "Họp chi bộ kết nạp cần mấy người giới thiệu?",
        "Chi bộ 30 đảng viên thì mỗi tháng họp mấy lần?",
    ],
)
def test_a_question_about_the_rule_itself_is_left_to_its_clause(computed: Compute, question: str) -> None:
    assert computed(question) is None
