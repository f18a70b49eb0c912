from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.clauses import clauses_of

TEXT = """Chương I
QUY ĐỊNH CHUNG

Điều 1. Đối tượng
Quy định này áp dụng cho chi bộ.

Điều 2. Thời gian
1. Mỗi tháng một lần.
2. Chi bộ được dời ngày họp khi:
a) trùng ngày lễ;
b) có thiên tai.
"""


def test_clauses_carry_the_heading_and_a_stable_anchor() -> None:
    found = [(clause.anchor, clause.heading) for clause in clauses_of("Quy định", TEXT)]
    assert found == [
        ("dieu-1", "Điều 1. Đối tượng"),
        ("dieu-2-khoan-1", "Điều 2. Thời gian"),
        ("dieu-2-khoan-2", "Điều 2. Thời gian"),
    ]


def test_points_stay_with_their_clause() -> None:
    last = clauses_of("Quy định", TEXT)[-1]
    assert last.text == "2. Chi bộ được dời ngày họp khi:\na) trùng ngày lễ;\nb) có thiên tai."


def test_a_text_without_marks_is_cut_into_paragraphs() -> None:
    found = clauses_of("Thông báo", "Đoạn thứ nhất.\n\nĐoạn thứ hai.")
    assert [(clause.anchor, clause.heading, clause.text) for clause in found] == [
        ("doan-1", "Thông báo", "Đoạn thứ nhất."),
        ("doan-2", "Thông báo", "Đoạn thứ hai."),
    ]


def test_an_article_on_one_line_is_its_own_clause() -> None:
    found = clauses_of("Quy định", "Điều 7. Đảng viên nộp đảng phí hằng tháng.\nĐiều 8. Hết.")
    assert [clause.text for clause in found] == ["Điều 7. Đảng viên nộp đảng phí hằng tháng.", "Điều 8. Hết."]


@given(st.lists(st.sampled_from(["Điều 1. A", "1. b", "c", "a) d", "2. e:", "Chương I", "Điều 2. F"]), max_size=12))
def test_every_line_but_chapters_and_headings_is_in_exactly_one_clause(lines: list[str]) -> None:
    found = clauses_of("Tên", "\n".join(lines))
    words = [line for clause in found for line in clause.text.splitlines() if not line.startswith("Điều")]
    assert words == [line for line in lines if not line.startswith(("Điều", "Chương"))]
