import time

import pytest

from services.speech.rules.sentences import sentences_of


@pytest.mark.parametrize("part", [".", "…", "!", "A. ", '."', ".[1]", "a. B", "1. "])
def test_a_text_of_nothing_but_ends_is_cut_in_no_time(part: str) -> None:
    began = time.perf_counter()
    found = sentences_of(part * (60_000 // len(part)))
    assert time.perf_counter() - began < 2
    assert "".join("".join(found).split()) == "".join((part * (60_000 // len(part))).split())


def test_a_dotted_line_ends_no_sentence_but_where_it_ends() -> None:
    assert sentences_of("Họ tên: ........ Chi bộ: ……… hết. Xong") == ["Họ tên: ........", "Chi bộ: ……… hết.", "Xong"]
