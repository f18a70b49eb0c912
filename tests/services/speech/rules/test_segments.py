from hypothesis import given
from hypothesis import strategies as st

from services.speech.rules.segments import (
    AFTER_CLAUSE,
    AFTER_PARAGRAPH,
    AFTER_SENTENCE,
    AFTER_TITLE,
    LONGEST,
    segments_of,
    sentences_of,
)

DOTTED = ("TP.", "TS.", "v.v.", "v.v")


def test_pauses_grow_from_sentence_to_paragraph_to_title() -> None:
    segments = segments_of("Tin chi bộ", ["Câu một. Câu hai.", "Câu ba."])
    assert [(segment.paragraph, segment.text, segment.pause) for segment in segments] == [
        (0, "Tin chi bộ", AFTER_TITLE),
        (1, "Câu một.", AFTER_SENTENCE),
        (1, "Câu hai.", AFTER_PARAGRAPH),
        (2, "Câu ba.", AFTER_PARAGRAPH),
    ]
    assert AFTER_CLAUSE < AFTER_SENTENCE < AFTER_PARAGRAPH < AFTER_TITLE


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
    segments = segments_of("", [sentence])
    assert len(segments) > 2
    assert all(segment.text.endswith(";") for segment in segments[:-1])
    assert {segment.pause for segment in segments[:-1]} == {AFTER_CLAUSE}


@given(st.text(max_size=60), st.lists(st.text(max_size=1500), max_size=4))
def test_nothing_is_lost_or_repeated_and_no_segment_is_too_long(title: str, paragraphs: list[str]) -> None:
    segments = segments_of(title, paragraphs, DOTTED)
    assert all(0 < len(segment.text) <= LONGEST for segment in segments)
    said = "".join("".join(segment.text.split()) for segment in segments)
    assert said == "".join("".join(text.split()) for text in [title, *paragraphs])
