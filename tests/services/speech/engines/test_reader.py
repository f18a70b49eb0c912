"""Spelling one sentence compiles no pattern anew, whatever other libraries do to Python's cache of them."""

import re

from services.speech.engines import narrator
from services.speech.engines.reader import load_reader


def test_no_pattern_is_compiled_again_for_the_next_sentence() -> None:
    assert narrator.Track is not None, "with the narrator comes scipy, which cuts the cache"
    reader = load_reader()
    reader.spoken("Chi bộ họp ngày 3/2, 27/30 đảng viên.")
    known = set(re._cache)  # type: ignore[attr-defined]
    reader.spoken("Đảng ủy họp ngày 4/2, 28/30 đảng viên.")
    assert known <= set(re._cache)  # type: ignore[attr-defined]
