import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reading.clauses import sections_of
from shared.reading.file import decoded, parse_document

SAMPLES = Path(__file__).parents[3] / "deploy" / "demo" / "documents"
REGULATION = """Căn cứ Điều lệ Đảng;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Quy định này áp dụng cho các chi bộ.
Điều 2. Nguyên tắc
1. Tập trung dân chủ:
a) Bàn kỹ;
b) Làm nhanh.
2. Công khai.
Chương II
TỔ CHỨC
THỰC HIỆN
Điều 3. Quy định này có hiệu lực từ ngày ký.
Phụ lục I. Mẫu báo cáo
Điều 1. Cách ghi
1. Ghi rõ.
"""


def anchors(text: str) -> list[str]:
    return [section.anchor for section in sections_of("Quy định", text)]


def test_a_regulation_is_cut_at_its_articles_and_clauses() -> None:
    assert anchors(REGULATION) == [
        "doan-1",
        "dieu-1",
        "dieu-2-khoan-1",
        "dieu-2-khoan-2",
        "dieu-3",
        "phu-luc-i",
        "phu-luc-i-dieu-1-khoan-1",
    ]


def test_points_stay_with_their_clause_under_the_heading_of_the_article() -> None:
    section = sections_of("Quy định", REGULATION)[2]
    assert section.heading == "Điều 2. Nguyên tắc"
    assert section.text == "1. Tập trung dân chủ:\na) Bàn kỹ;\nb) Làm nhanh."


def test_an_article_that_is_one_line_is_its_own_text() -> None:
    section = sections_of("Quy định", REGULATION)[4]
    assert section.text == section.heading == "Điều 3. Quy định này có hiệu lực từ ngày ký."


def test_what_stands_before_the_first_article_is_headed_by_the_title() -> None:
    assert sections_of("Quy định", REGULATION)[0].heading == "Quy định"


def test_every_clause_knows_the_chapters_above_it() -> None:
    chapters = {section.anchor: section.chapters for section in sections_of("Quy định", REGULATION)}
    assert chapters["doan-1"] == ()
    assert chapters["dieu-2-khoan-2"] == ("Chương I. QUY ĐỊNH CHUNG",)
    assert chapters["dieu-3"] == ("Chương II. TỔ CHỨC THỰC HIỆN",)
    assert chapters["phu-luc-i-dieu-1-khoan-1"] == ()


def test_a_title_of_a_chapter_is_no_text_of_the_clause_before_it() -> None:
    texts = [section.text for section in sections_of("Quy định", REGULATION)]
    assert texts[3] == "2. Công khai."
    small = "Điều 1. Một\n1. Làm.\nMục 2\nThẩm quyền xử lý\nĐiều 2. Hai\n1. Xong."
    assert [section.text for section in sections_of("", small)] == ["1. Làm.", "1. Xong."]
    assert sections_of("", small)[1].chapters == ("Mục 2. Thẩm quyền xử lý",)


def test_a_part_ends_the_chapters_of_the_part_before_it() -> None:
    text = "Phần thứ nhất\nChương I\nMục 1\nĐiều 1. A.\nMục 2\nĐiều 2. B.\nPhần thứ hai\nĐiều 3. C."
    assert [section.chapters for section in sections_of("", text)] == [
        ("Phần thứ nhất", "Chương I", "Mục 1"),
        ("Phần thứ nhất", "Chương I", "Mục 2"),
        ("Phần thứ hai",),
    ]


def test_a_resolution_is_cut_at_its_roman_parts() -> None:
    text = "I. TÌNH HÌNH\n1. Kết quả đạt được.\n2. Hạn chế.\nII- NHIỆM VỤ\nLàm tốt công tác."
    assert anchors(text) == ["muc-i-khoan-1", "muc-i-khoan-2", "muc-ii"]


def test_a_text_without_structure_is_cut_into_paragraphs() -> None:
    assert anchors("Đoạn đầu.\n\nĐoạn sau.") == ["doan-1", "doan-2"]


def test_two_clauses_with_one_number_are_told_apart() -> None:
    assert anchors("Điều 1. Một\n1. A\n1. B") == ["dieu-1-khoan-1", "dieu-1-khoan-1-lan-2"]


def test_what_is_added_behind_changes_no_anchor_before() -> None:
    longer = REGULATION + "2. Thêm khoản.\nĐiều 2. Thêm điều.\n"
    assert anchors(longer)[: len(anchors(REGULATION))] == anchors(REGULATION)


def test_other_words_under_the_same_numbers_keep_their_anchors() -> None:
    assert anchors(REGULATION.replace("Công khai", "Công khai, minh bạch")) == anchors(REGULATION)


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.stem)
def test_no_word_of_a_sample_document_is_lost(file: Path) -> None:
    text = decoded(file.read_bytes())
    parsed = parse_document(text)
    found = " ".join(f"{section.heading} {section.text}" for section in parsed.sections).split()
    lines = text.partition("\n---\n")[2].splitlines()
    kept = [line for line in lines if not line.startswith("Chương") and not line.isupper()]
    assert set(" ".join(kept).split()) <= set(found)
    assert len(parsed.sections) > 15


line = st.one_of(
    st.integers(1, 40).map(lambda number: f"Điều {number}. Quy định số {number}"),
    st.integers(1, 12).map(lambda number: f"{number}. Nội dung khoản {number}"),
    st.sampled_from(["a) Điểm a", "Chương II", "II. NHIỆM VỤ", "Phụ lục 1", "", "Đoạn văn thường.", "- Gạch đầu dòng"]),
    st.text(max_size=30).map(lambda text: " ".join(text.split())),
)


@given(st.lists(line, max_size=40))
def test_anchors_are_unique_plain_and_the_same_on_every_run(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = anchors(text)
    assert found == anchors(text)
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", anchor) for anchor in found)


@given(st.lists(line, max_size=40))
def test_every_clause_line_is_in_exactly_one_section_in_its_order(lines: list[str]) -> None:
    sections = sections_of("T", "\n".join(lines))
    shown = [each for section in sections for each in section.text.splitlines()]
    numbered = [each for each in lines if re.match(r"\d+\. Nội dung", each) or each.startswith("a) ")]
    assert [each for each in shown if each in numbered] == numbered
