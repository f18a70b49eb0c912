"""The longest message that is let in is read in a moment, whatever it is made of: members are answered on one hub."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.assistant.engines.conversation import LONGEST_READ, Asking, answer_message
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, read_folder
from services.assistant.engines.tantivy_retriever import TantivyRetriever

POLICY = load_policy()
# It takes a hundredth of that; a machine with other work takes longer.
AT_MOST_SECONDS = 2.0
REPEATED = [
    "1", "12.", "1.000.", "1/", "12/12 ", "a", "đ", "?", "(", "-", "\n", " ", "😀", "\u0301", "a, còn a? ", "còn a, ",
    "…, còn ", "ngày 1/1/2026 ", "tháng 12 năm ", "nv db cb ", "zzq ", "bieeu ", "đồng chí bí thư ", "nguyen van ",
    "ho so a b c cua toi ", "lương 5 triệu ", "27 đảng viên, ", "quyền và nghĩa vụ ", "bí thư a là ",
]  # fmt: skip


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyRetriever]:
    made = TantivyRetriever(tmp_path_factory.mktemp("long"))
    made.rebuild(read_folder(Path("deploy/demo/documents")))
    yield made
    made.close()


@pytest.mark.parametrize("length", [LONGEST_READ, 100_000])
@pytest.mark.parametrize("repeated", REPEATED)
def test_whatever_it_is_made_of_it_is_read_in_a_moment(retriever: TantivyRetriever, repeated: str, length: int) -> None:
    message = (repeated * length)[:length]
    begun = time.perf_counter()
    answer_message(message, retriever, POLICY, Asking([EVERYBODY], date(2026, 11, 22)), lambda: [message])
    assert time.perf_counter() - begun < AT_MOST_SECONDS
