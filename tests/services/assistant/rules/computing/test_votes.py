from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assistant.engines.computing import compute
from services.assistant.rules.computing import Computed
from tests.services.assistant.rules.computing.conftest import TODAY

Compute = Callable[..., Computed | None]


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        (
            "Chi bộ 27 đảng viên, 3 đồng chí được miễn sinh hoạt, nghị quyết cần bao nhiêu phiếu?",
            "hơn 1/2 của 24 là 13 phiếu",
        ),
        ("chi bo 27 dang vien chinh thuc thi nghi quyet can bao nhieu phieu", "hơn 1/2 của 27 là 14 phiếu"),
        ("chi bộ 27 đảng viên chính thức và 2 dự bị, nghị quyết cần bao nhiêu phiếu", "hơn 1/2 của 27 là 14 phiếu"),
        ("chi bộ 27 đồng chí (3 miễn, 2 dự bị), nghị quyết cần bao nhiêu phiếu", "hơn 1/2 của 22 là 12 phiếu"),
        ("27 đảng viên gồm 24 chính thức và 3 dự bị, nghị quyết cần bao nhiêu phiếu", "hơn 1/2 của 24 là 13 phiếu"),
        (
            "chi bộ hai mươi bảy đảng viên, ba đồng chí miễn sinh hoạt, nghị quyết cần mấy phiếu",
            "hơn 1/2 của 24 là 13 phiếu",
        ),
        ("Nghị quyết số 05-NQ/CB của chi bộ 30 đảng viên cần bao nhiêu phiếu", "hơn 1/2 của 30 là 16 phiếu"),
        (
            "xóa tên đảng viên dự bị, chi bộ 20 đảng viên chính thức cần bao nhiêu phiếu",
            "ít nhất 2/3 của 20 là 14 phiếu",
        ),
        (
            "xóa tên một đảng viên dự bị, chi bộ 21 đảng viên chính thức cần bao nhiêu phiếu",
            "ít nhất 2/3 của 21 là 14 phiếu",
        ),
        (
            "kết nạp cần hai phần ba, chi bộ 30 đảng viên thì bao nhiêu đồng chí tán thành",
            "ít nhất 2/3 của 30 là 20 phiếu",
        ),
        ("chi bộ 1 đảng viên nghị quyết cần bao nhiêu phiếu", "hơn 1/2 của 1 là 1 phiếu"),
        ("chi bộ 2 đảng viên nghị quyết cần bao nhiêu phiếu", "hơn 1/2 của 2 là 2 phiếu"),
    ],
)
def test_the_votes_needed_are_counted_of_who_counts(computed: Compute, question: str, needed: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.kind == "vote"
    assert found.steps[-1] == needed


@given(st.integers(1, 10_000))
def test_more_than_half_and_two_thirds_are_exact(members: int) -> None:
    half = compute(f"nghị quyết của chi bộ {members} đảng viên chính thức cần bao nhiêu phiếu", TODAY)
    thirds = compute(f"xóa tên đảng viên dự bị, chi bộ {members} đảng viên chính thức cần bao nhiêu phiếu", TODAY)
    assert half is not None
    assert thirds is not None
    over, least = int(half.steps[-1].split()[-2]), int(thirds.steps[-1].split()[-2])
    assert over * 2 > members >= (over - 1) * 2
    assert least * 3 >= members * 2 > (least - 1) * 3


@pytest.mark.parametrize(("agree", "enough"), [(13, False), (14, True), (27, True)])
def test_stated_votes_are_compared_with_those_needed(computed: Compute, agree: int, enough: bool) -> None:
    found = computed(f"Chi bộ 27 đảng viên chính thức, {agree} đồng chí tán thành, nghị quyết có được thông qua không?")
    assert found is not None
    assert f"tán thành là {'đủ' if enough else 'chưa đủ'}" in found.sentence


def test_exempt_members_are_left_out_and_the_stricter_reading_is_told(computed: Compute) -> None:
    found = computed("27 đảng viên chính thức, 3 đồng chí miễn sinh hoạt, nghị quyết cần bao nhiêu phiếu")
    assert found is not None
    assert found.steps[0] == "27 - 3 (miễn sinh hoạt) = 24"
    assert any("thì cần 14" in said for said in found.assumed)


def test_who_is_present_changes_nothing_in_what_is_needed(computed: Compute) -> None:
    found = computed("27 đảng viên chính thức, 20 đồng chí có mặt, nghị quyết cần bao nhiêu phiếu")
    assert found is not None
    assert found.steps[-1] == "hơn 1/2 của 27 là 14 phiếu"
    assert any("không tính trên số có mặt" in said for said in found.assumed)


@pytest.mark.parametrize(
    "question",
    [
        "chi bộ 0 đảng viên nghị quyết cần bao nhiêu phiếu",
        "chi bộ 10 đảng viên, 12 có mặt, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 4 đảng viên, 4 đồng chí miễn sinh hoạt, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 9 đảng viên, 5 phiếu tán thành, 5 phiếu không tán thành, nghị quyết được thông qua không",
        "chi bộ 9 đảng viên, 3 đồng chí miễn, 8 đồng chí tán thành, nghị quyết được thông qua không",
        "chi bộ 9999999 đảng viên, nghị quyết cần bao nhiêu phiếu",
    ],
)
def test_counts_that_cannot_be_are_said_so(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.problem == "impossible_count"


@pytest.mark.parametrize(
    "question",
    [
        "chi bộ hơn 20 đảng viên, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 20-25 đảng viên nghị quyết cần bao nhiêu phiếu",
        "chi bộ 27,5 đảng viên nghị quyết cần bao nhiêu phiếu",
        "chi bộ -5 đảng viên nghị quyết cần bao nhiêu phiếu",
        "chi bộ 30 đảng viên, có 5 đồng chí nữ, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 30 đảng viên, nghị quyết số 5 cần bao nhiêu phiếu",
        "chi bộ có 27 đảng viên, có mặt 20 tán thành 14, nghị quyết có thông qua không",
        "nghị quyết được 14/27 đảng viên tán thành có thông qua không",
        "hai chi bộ 20 và 30 đảng viên nghị quyết cần bao nhiêu phiếu",
        "chi bộ 10 đảng viên, sau khi 2 đồng chí chuyển đi, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 27 đảng viên gồm 20 chính thức và 3 dự bị, nghị quyết cần bao nhiêu phiếu",
        "chi bộ 20 đảng viên, một số được miễn, nghị quyết cần bao nhiêu phiếu",
    ],
)
def test_counts_that_are_not_clear_are_asked_for(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.asks_for is not None
    assert found.sentence.startswith("Đồng chí cho biết")


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        ("bao nhiêu phiếu thì thông qua nếu có 27 đảng viên", "hơn 1/2 của 27 là 14 phiếu"),
        ("bao nhieu phieu thi thong qua neu co 27 dang vien", "hơn 1/2 của 27 là 14 phiếu"),
        ("với 27 đảng viên chính thức thì cần mấy phiếu", "hơn 1/2 của 27 là 14 phiếu"),
        ("chi bộ 30 đồng chí thì mấy người đồng ý là được", "hơn 1/2 của 30 là 16 phiếu"),
        ("chi bộ 27 đảng viên, 14 đồng chí giơ thẻ, có được thông qua không", "14 ≥ 14"),
    ],
)
def test_votes_without_a_subject_are_those_of_a_resolution_and_that_is_said(
    computed: Compute, question: str, needed: str
) -> None:
    found = computed(question)
    assert found is not None
    assert found.steps[-1] == needed
    assert "hỏi về nghị quyết" in found.sentence


@pytest.mark.parametrize(
    "question",
    [
        "12 người tán thành thì có thông qua không",
        "nghị quyết được 14 đồng chí đồng ý thì thông qua được chưa",
        "xóa tên 1 đảng viên dự bị, 14 đồng chí tán thành thì có đủ phiếu không",
        "có 5 người không tán thành thì nghị quyết có được thông qua không",
    ],
)
def test_the_number_of_members_that_is_missing_is_asked_for(computed: Compute, question: str) -> None:
    found = computed(question)
    assert found is not None
    assert found.asks_for == "official_members"


@pytest.mark.parametrize(
    "question",
    [
        "Phiếu lấy ý kiến mỗi đảng viên trả lời 1 lần có được không?",
        "Biên bản được 12 đồng chí tán thành thì có thông qua không",
        "Khen thưởng thì chi bộ 20 đảng viên cần bao nhiêu phiếu",
        "Bao nhiêu người tán thành thì nghị quyết được thông qua?",
        "nghị quyết đảng ủy 15 đồng chí cần bao nhiêu phiếu",
        "chi bộ 20 đảng viên, nghị quyết cần 2/3 hay quá nửa, bao nhiêu phiếu",
        "Nghị quyết của chi bộ có giá trị khi bao nhiêu đảng viên chính thức tán thành?",
        "Chi bộ có bao nhiêu đảng viên thì được bầu chi ủy?",
    ],
)
def test_votes_no_rule_of_ours_sets_are_not_computed(computed: Compute, question: str) -> None:
    assert computed(question) is None
