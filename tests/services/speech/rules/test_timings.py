import pytest

from services.speech.rules.segment_facts import Facts
from services.speech.rules.timings import Places, Timing, timings_of
from services.speech.rules.word_links import Link, link_words

BLOCK = "Chi bộ họp. Chi bộ bàn Nghị quyết số 18-NQ/TW về dân vận."


def test_the_words_of_each_segment_are_found_where_they_stand_and_a_repeated_one_further_on() -> None:
    places = Places(["Tin", BLOCK])
    assert places.of(0, ["Tin"]) == [(0, 3)]
    assert places.of(1, ["Chi", "bộ", "họp."]) == [(0, 3), (4, 6), (7, 11)]
    assert places.of(1, ["Chi", "bộ"]) == [(12, 15), (16, 18)]


def test_what_a_reader_says_before_the_text_has_no_place_in_it() -> None:
    places = Places(["Tin", "Đóng góp quỹ vì người nghèo"])
    assert places.of(1, ["a)", "Đóng", "góp"]) == [None, (0, 4), (5, 8)]


def test_what_is_not_written_in_the_block_has_no_place_and_does_not_lose_what_follows() -> None:
    places = Places(["Tin", BLOCK])
    assert places.of(1, ["Bảng", "có", "ba", "hàng."]) == [None] * 4
    assert places.of(1, ["Bảng", "này", "họp."]) == [None] * 3
    assert places.of(1, ["Chi", "bộ", "họp."])[0] == (0, 3)


@pytest.mark.parametrize(("text", "span"), [("🎉 Vui", (3, 6)), ("\u1ea1 Vui", (2, 5)), ("a\u0323 Vui", (3, 6))])
def test_characters_are_counted_as_the_screen_counts_them(text: str, span: tuple[int, int]) -> None:
    places = Places(["Tin", text])
    assert places.of(1, text.split())[1] == span


def test_a_word_said_as_many_is_one_entry_from_the_first_sound_to_the_last() -> None:
    written = ("số", "18-NQ/TW", "về")
    spoken = ("số", "mười", "tám", "nghị", "quyết", "về")
    facts = Facts(600, 100, tuple((n * 1.0, n + 1.0) for n in range(6)))
    spans = Places(["", " ".join(written)]).of(1, list(written))
    found = list(timings_of(1, spans, link_words(written, spoken), facts, 10.0))
    assert found == [
        Timing(1, 0, 2, 10_000, 11_000),
        Timing(1, 3, 11, 11_000, 15_000),
        Timing(1, 12, 14, 15_000, 16_000),
    ]


def test_a_silent_word_and_a_sound_without_a_word_are_no_entries() -> None:
    facts = Facts(200, 100, ((0.0, 1.0), (1.0, 2.0)))
    links = (Link((0, 1), (0, 0)), Link((1, 1), (0, 1)), Link((1, 2), (1, 2)))
    assert list(timings_of(2, [(0, 1), (2, 5)], links, facts, 0.0)) == [Timing(2, 2, 5, 1000, 2000)]


def test_an_engine_that_cannot_tell_its_words_lights_up_the_whole_segment() -> None:
    facts = Facts(250, 100, ())
    links = link_words(("Chi", "bộ"), ("chi", "bộ"))
    assert list(timings_of(1, [(0, 3), (4, 6)], links, facts, 1.0)) == [Timing(1, 0, 6, 1000, 3500)]


def test_a_table_that_is_summed_up_is_the_block_as_a_whole() -> None:
    facts = Facts(250, 100, ())
    assert list(timings_of(4, [None, None], (), facts, 0.0)) == [Timing(4, 0, 0, 0, 2500)]
