from hypothesis import given
from hypothesis import strategies as st

from services.speech.rules.segments import (
    AFTER_CLAUSE,
    AFTER_HEADING,
    AFTER_ITEM,
    AFTER_PARAGRAPH,
    AFTER_SENTENCE,
    AFTER_TITLE,
    BEFORE_HEADING,
    segments_of,
)
from services.speech.rules.sentences import LONGEST, sentences_of
from services.speech.rules.tables import MOST_ROWS_READ, NOT_READ, table_sentences
from shared.contracts.content import Block

DOTTED = ("TP.", "TS.", "v.v.", "v.v")


def told(*blocks: Block) -> list[tuple[str, float]]:
    return [(segment.text, segment.pause) for segment in segments_of("", blocks)]


def test_pauses_grow_from_sentence_to_paragraph_to_title() -> None:
    segments = segments_of("Tin chi bộ", [Block(text="Câu một. Câu hai."), Block(text="Câu ba.")])
    assert [(segment.paragraph, segment.text, segment.pause) for segment in segments] == [
        (0, "Tin chi bộ", AFTER_TITLE),
        (1, "Câu một.", AFTER_SENTENCE),
        (1, "Câu hai.", AFTER_PARAGRAPH),
        (2, "Câu ba.", AFTER_PARAGRAPH),
    ]
    assert AFTER_CLAUSE < AFTER_SENTENCE < AFTER_ITEM < AFTER_PARAGRAPH < AFTER_HEADING < BEFORE_HEADING < AFTER_TITLE


def test_a_heading_stands_between_two_longer_pauses() -> None:
    blocks = Block(text="Hết phần một."), Block(text="II. Kết quả", kind="heading", level=2), Block(text="Phần hai.")
    assert told(*blocks) == [
        ("Hết phần một.", BEFORE_HEADING),
        ("II. Kết quả", AFTER_HEADING),
        ("Phần hai.", AFTER_PARAGRAPH),
    ]


def test_the_items_of_a_list_are_told_with_their_marks_closer_together_than_paragraphs() -> None:
    segments = segments_of(
        "",
        [
            Block(text="Mục đích. Nói rõ.", kind="item", mark="1.", level=1),
            Block(text="nội dung", kind="item", mark="đ)", level=2),
            Block(text="Hết.", kind="quote"),
        ],
    )
    assert [(segment.text, segment.added, segment.pause) for segment in segments] == [
        ("1. Mục đích.", 1, AFTER_SENTENCE),
        ("Nói rõ.", 0, AFTER_ITEM),
        ("đ) nội dung", 1, AFTER_PARAGRAPH),
        ("Hết.", 0, AFTER_PARAGRAPH),
    ]


def test_a_small_table_is_summarised_and_then_told_row_by_row() -> None:
    rows = [["TT", "Chi bộ", "Đảng viên"], ["1", "Thôn A", "12"], ["2", "Thôn B", ""]]
    segments = segments_of("", [Block(text="Kết quả thu nộp", kind="table", rows=rows)])
    assert [(segment.text, segment.added) for segment in segments] == [
        ("Kết quả thu nộp", 0),
        ("Bảng 2 cột: Chi bộ, Đảng viên; 2 dòng.", 9),
        ("Dòng 1: Thôn A: 12.", 5),
        ("Dòng 2: Thôn B.", 4),
    ]


def test_every_cell_of_a_wider_row_is_told_with_its_column() -> None:
    rows = [["Chi bộ", "Nam", "Nữ"], ["Thôn A", "12", "8"]]
    assert table_sentences(rows)[1] == "Dòng 1: Thôn A; Nam 12; Nữ 8."


def test_a_row_of_two_columns_is_told_as_name_and_value() -> None:
    assert table_sentences([["Nội dung", "Số"], ["Tổng số.", "12"]])[1:] == ["Dòng 1: Tổng số: 12."]


def test_a_large_table_is_summarised_and_the_listener_sent_to_the_page() -> None:
    rows = [["Chi bộ", "Số"], *([["A", "1"]] * (MOST_ROWS_READ + 1))]
    assert table_sentences(rows) == [f"Bảng 2 cột: Chi bộ, Số; {MOST_ROWS_READ + 1} dòng.", NOT_READ]


def test_empty_rows_ragged_rows_and_an_empty_table_are_no_trouble() -> None:
    assert table_sentences([]) == table_sentences([["", " "]]) == []
    assert table_sentences([["A", "B"]]) == ["Bảng 2 cột: A, B."]
    assert table_sentences([["A"], ["1", "2", "3"]]) == ["Bảng 3 cột: A; 1 dòng.", "Dòng 1: 1; 2; 3."]


def test_a_picture_is_introduced_and_one_without_words_is_passed_over() -> None:
    picture = Block(text="Lễ trao huy hiệu", kind="image")
    assert told(picture, Block(text="", kind="image")) == [("Ảnh: Lễ trao huy hiệu", AFTER_PARAGRAPH)]
    assert segments_of("", [picture])[0].added == 1


def test_a_note_at_the_foot_is_not_read_when_its_mark_stood_in_the_text() -> None:
    text = Block(text="Chi bộ có 12 đảng viên.[1] Họp đều.²")
    notes = Block(text="[1] Số liệu cuối năm."), Block(text="² Theo báo cáo.")
    assert [text for text, _ in told(text, *notes)] == ["Chi bộ có 12 đảng viên.[1]", "Họp đều.²"]
    assert [text for text, _ in told(*notes)] == ["[1] Số liệu cuối năm.", "² Theo báo cáo."]


def test_the_number_in_front_of_a_segment_tells_its_block_also_after_blocks_that_are_silent() -> None:
    blocks = [Block(text="", kind="image"), Block(text="Một."), Block(text=" "), Block(text="Hai.")]
    assert [segment.paragraph for segment in segments_of("Tin", blocks)] == [0, 2, 4]


def test_full_stops_inside_names_numbers_and_list_marks_end_no_sentence() -> None:
    text = "1. Tại TP. Hải Lâm, TS. Lê A. Minh thu 1.5 triệu. Họp xong."
    assert sentences_of(text, DOTTED) == ["1. Tại TP. Hải Lâm, TS. Lê A. Minh thu 1.5 triệu.", "Họp xong."]


def test_and_so_on_may_end_a_sentence() -> None:
    assert sentences_of("Bàn, ghế, v.v. Chi bộ họp.", DOTTED) == ["Bàn, ghế, v.v.", "Chi bộ họp."]


def test_every_line_of_a_list_is_a_sentence() -> None:
    assert sentences_of("- Một;\n- Hai;\n\n- Ba") == ["- Một;", "- Hai;", "- Ba"]


def test_quotes_and_brackets_stay_with_their_sentence() -> None:
    assert sentences_of("Bác dạy: “Đoàn kết.” Chúng ta nhớ. (Xem thêm.) Hết!") == [
        "Bác dạy: “Đoàn kết.”",
        "Chúng ta nhớ.",
        "(Xem thêm.)",
        "Hết!",
    ]


def test_an_endless_sentence_is_cut_at_its_clauses() -> None:
    sentence = "; ".join(["phân công đảng viên giúp đỡ hộ khó khăn"] * 40)
    segments = segments_of("", [Block(text=sentence)])
    assert len(segments) > 2
    assert all(segment.text.endswith(";") for segment in segments[:-1])
    assert {segment.pause for segment in segments[:-1]} == {AFTER_CLAUSE}


@given(st.text(max_size=60), st.lists(st.text(max_size=1500), max_size=4))
def test_nothing_is_lost_or_repeated_and_no_segment_is_too_long(title: str, paragraphs: list[str]) -> None:
    segments = segments_of(title, [Block(text=text) for text in paragraphs], DOTTED)
    assert all(0 < len(segment.text) <= LONGEST for segment in segments)
    said = "".join("".join(segment.text.split()) for segment in segments)
    assert said == "".join("".join(text.split()) for text in [title, *paragraphs])
