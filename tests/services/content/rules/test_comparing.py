import pytest

from services.content.rules.comparing import MOST_WORDS, Row, Run, compare, compare_blocks
from services.content.rules.markup import blocks_of


def test_what_is_the_same_on_both_sides_is_marked_on_neither() -> None:
    assert compare(["Một.", "Hai."], ["Một.", "Hai."]) == [
        Row([Run("Một.")], [Run("Một.")]),
        Row([Run("Hai.")], [Run("Hai.")]),
    ]


def test_a_changed_word_is_marked_and_the_rest_of_its_paragraph_is_not() -> None:
    assert compare(["Có 12 hộ mới."], ["Có 15 hộ mới."]) == [
        Row(
            [Run("Có"), Run(" 12", changed=True), Run(" hộ mới.")],
            [Run("Có"), Run(" 15", changed=True), Run(" hộ mới.")],
        )
    ]


def test_a_new_paragraph_stands_alone_on_its_side() -> None:
    assert compare(["Cuối."], ["Đầu.", "Cuối."])[0] == Row([], [Run("Đầu.", changed=True)])


def test_a_paragraph_too_long_for_its_words_is_shown_whole() -> None:
    long = "chữ " * (MOST_WORDS + 1)
    assert compare([long], [long + "thêm"]) == [Row([Run(long, changed=True)], [Run(long + "thêm", changed=True)])]


@pytest.mark.parametrize(
    ("older", "newer", "looks"),
    [
        ("Có 12 hộ", "Có **12** hộ", ["bold"]),
        ("Có *12* hộ", "Có **12** hộ", ["bold", "italic"]),
        ("Xem báo cáo", "Xem [báo cáo](https://example.vn/)", ["link"]),
        ("Xem [báo cáo](/a)", "Xem [báo cáo](/b)", ["link"]),
        ("Kết quả", "## Kết quả", ["kind"]),
        ("## Kết quả", "### Kết quả", ["kind"]),
        ("**Có 12**", "**Có 12**", []),
    ],
)
def test_of_a_paragraph_with_the_same_words_it_is_told_what_looks_different(
    older: str, newer: str, looks: list[str]
) -> None:
    (row,) = compare_blocks(blocks_of(older), blocks_of(newer))
    assert row.looks == looks
    assert not any(run.changed for run in row.older + row.newer)


def test_of_changed_words_the_words_are_told_and_an_item_with_another_number_is_the_same() -> None:
    (row,) = compare_blocks(blocks_of("Có 12 hộ"), blocks_of("Có **15** hộ"))
    assert row.looks == []
    two, three = blocks_of("1. Một\n2. Hai"), blocks_of("1. Đầu\n2. Một\n3. Hai")
    assert [row.looks for row in compare_blocks(two, three)] == [[], [], []]
    assert [row.looks for row in compare_blocks(blocks_of("- Một\n- Hai"), two)] == [["kind"], ["kind"]]
