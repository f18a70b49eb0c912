"""Spelling one sentence: what the speller cannot take in one go, and what it may not cost."""

import re

import pytest

from services.speech.engines import narrator
from services.speech.engines.reader import load_reader


def test_no_pattern_is_compiled_again_for_the_next_sentence() -> None:
    assert narrator.Track is not None, "with the narrator comes scipy, which cuts the cache"
    reader = load_reader()
    reader.spoken("Chi bộ họp ngày 3/2, 27/30 đảng viên.")
    known = set(re._cache)  # type: ignore[attr-defined]
    reader.spoken("Đảng ủy họp ngày 4/2, 28/30 đảng viên.")
    assert known <= set(re._cache)  # type: ignore[attr-defined]


def test_a_row_of_figures_that_ends_the_speller_is_read_in_parts(capfd: pytest.CaptureFixture[str]) -> None:
    said = load_reader().spoken("Xem " + "1." * 248).text
    assert said.startswith("xem")
    assert said.count("một") == 248
