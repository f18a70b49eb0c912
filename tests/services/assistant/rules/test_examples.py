import pytest

from services.assistant.rules.examples import example_of


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Điều 3. Mức nộp đảng phí", "Mức nộp đảng phí: quy định như thế nào?"),
        ("Chương I. Chung\nĐiều 12a: thời gian sinh hoạt", "Thời gian sinh hoạt: quy định như thế nào?"),
        ("IV. Tổ chức thực hiện", "Tổ chức thực hiện: quy định như thế nào?"),
        ("Miễn đóng đảng phí", "Miễn đóng đảng phí: quy định như thế nào?"),
    ],
)
def test_a_heading_becomes_a_question(heading: str, question: str) -> None:
    assert example_of(heading) == question


@pytest.mark.parametrize("heading", ["", "Điều 5.", "Hiệu lực", "QUY ĐỊNH CHUNG VỀ HỌP", "Ai được bầu?", "a " * 40])
def test_what_makes_no_question_is_left_out(heading: str) -> None:
    assert example_of(heading) is None
