from hypothesis import given
from hypothesis import strategies as st

from services.assistant.rules.clauses import clauses_of, entries_of
from services.assistant.rules.knowledge import KnownClause

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


def test_clauses_carry_the_chapter_the_heading_and_a_stable_anchor() -> None:
    found = [(clause.anchor, clause.chapters, clause.heading) for clause in clauses_of("Quy định", TEXT)]
    chapter = ("Chương I. QUY ĐỊNH CHUNG",)
    assert found == [
        ("dieu-1", chapter, "Điều 1. Đối tượng"),
        ("dieu-2-khoan-1", chapter, "Điều 2. Thời gian"),
        ("dieu-2-khoan-2", chapter, "Điều 2. Thời gian"),
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


def test_points_without_a_number_above_stay_with_the_line_that_introduces_them() -> None:
    found = clauses_of("Thông báo", "Hồ sơ gồm:\na) Đơn;\nb) Lý lịch.\nNộp tại chi bộ.")
    assert [(clause.anchor, clause.text) for clause in found] == [
        ("doan-1", "Hồ sơ gồm:\na) Đơn;\nb) Lý lịch."),
        ("doan-4", "Nộp tại chi bộ."),
    ]


def test_a_line_that_introduces_numbered_clauses_knows_them_and_they_stay_clauses() -> None:
    text = "Điều 3. Quyền\nĐảng viên có quyền:\n1. Được thông tin.\n2. Ứng cử.\nĐiều 4. Khác\n1. Việc khác."
    intro, first, second, other = clauses_of("Điều lệ", text)
    assert (intro.anchor, intro.text, intro.introduces) == (
        "dieu-3",
        "Đảng viên có quyền:",
        "1. Được thông tin.\n2. Ứng cử.",
    )
    assert [each.introduces for each in (first, second, other)] == ["", "", ""]
    assert [each.text for each in (first, second)] == ["1. Được thông tin.", "2. Ứng cử."]


def test_paragraphs_of_an_article_without_numbers_are_found_one_by_one_under_its_anchor() -> None:
    found = clauses_of("Quy định", "Điều 3. Kinh phí\nNgân sách bảo đảm chi thường xuyên.\nChi bộ tự lo phần còn lại.")
    assert [(clause.anchor, clause.text) for clause in found] == [
        ("dieu-3", "Ngân sách bảo đảm chi thường xuyên."),
        ("dieu-3", "Chi bộ tự lo phần còn lại."),
    ]


def test_an_article_on_one_line_is_its_own_clause() -> None:
    found = clauses_of("Quy định", "Điều 7. Đảng viên nộp đảng phí hằng tháng.\nĐiều 8. Hết.")
    assert [clause.text for clause in found] == ["Điều 7. Đảng viên nộp đảng phí hằng tháng.", "Điều 8. Hết."]


def test_a_clause_without_words_is_kept_for_the_document_that_has_it() -> None:
    assert [clause.text for clause in entries_of([KnownClause(anchor="dieu-1", heading="Điều 1", text="")])] == [""]


@given(st.lists(st.sampled_from(["Điều 1. A", "1. b", "c", "a) d", "2. e:", "Chương I", "Điều 2. F"]), max_size=12))
def test_every_line_but_chapters_and_headings_is_in_exactly_one_clause(lines: list[str]) -> None:
    found = clauses_of("Tên", "\n".join(lines))
    words = [line for clause in found for line in clause.text.splitlines() if not line.startswith("Điều")]
    # Alone between the mark of a chapter and an article, "c" is the chapter's title.
    titles = {at + 1 for at in range(len(lines)) if stands_alone(lines[at : at + 3])}
    kept = [line for at, line in enumerate(lines) if at not in titles]
    assert words == [line for line in kept if not line.startswith(("Điều", "Chương"))]


def stands_alone(lines: list[str]) -> bool:
    return lines[:2] == ["Chương I", "c"] and len(lines) == 3 and lines[2].startswith("Điều")
