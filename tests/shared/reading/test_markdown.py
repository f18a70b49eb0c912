import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reading.clauses import sections_of
from shared.reading.markdown import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## Điều 1. Phạm vi", "Điều 1. Phạm vi"),
        ("**Điều 2.** Đối tượng ##", "Điều 2. Đối tượng"),
        ("> *Chi bộ* họp ***hằng tháng***", "Chi bộ họp hằng tháng"),
        ("Xem [Điều lệ](https://example.vn/a) và ![sơ đồ](b.png)", "Xem Điều lệ và sơ đồ"),
        ("1\\. Không phải danh sách", "1. Không phải danh sách"),
        ("| Mức | Tỷ lệ |", "Mức | Tỷ lệ"),
        ("2 * 3 * 4 và ten_tep_dai", "2 * 3 * 4 và ten_tep_dai"),
        ("- Gạch đầu dòng", "- Gạch đầu dòng"),
    ],
)
def test_signs_that_only_say_how_it_looks_go(written: str, read: str) -> None:
    assert plain(written) == read


def test_lines_without_words_and_remarks_are_left_out_and_a_written_head_stays() -> None:
    text = "---\nnumber: 1-QĐ/TU\n---\n# Tên\n<!-- nháp\nchưa xong -->\n***\n```\nĐiều 1. Một\n```\n"
    assert plain(text) == "---\nnumber: 1-QĐ/TU\n---\nTên\n\nĐiều 1. Một\n"


def test_the_structure_is_recognised_as_in_any_other_file() -> None:
    text = "# Quy định\n## Chương I\n### QUY ĐỊNH CHUNG\n#### Điều 1. Họp\n1. **Mỗi tháng** một lần.\n2. Ngày mồng 5.\n"
    assert [(each.anchor, each.chapters, each.text) for each in sections_of("Quy định", plain(text))][1:] == [
        ("dieu-1-khoan-1", ("Chương I. QUY ĐỊNH CHUNG",), "1. Mỗi tháng một lần."),
        ("dieu-1-khoan-2", ("Chương I. QUY ĐỊNH CHUNG",), "2. Ngày mồng 5."),
    ]


@given(st.text(max_size=300))
def test_whatever_is_written_it_ends_and_invents_no_letter(text: str) -> None:
    assert set(plain(text)) <= set(text) | {" ", "|", "\n"}
