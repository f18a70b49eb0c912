"""A file read by a process of its own: whole, for so long and no longer, so many at once and no more."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.child import ChildReader
from shared.errors import Unavailable

CHILD = "tests.shared.counting_child"


def test_the_child_gets_the_whole_file_its_arguments_and_the_environment_it_is_given() -> None:
    environment = {**os.environ, "SAID": "so"}
    answer = ChildReader(CHILD, 20).answer(b"x" * 3_000_000, "tell", "two", environment=environment)
    assert answer.split() == [b"3000000", b"tell", b"two", b"so"]


def test_how_it_ended_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        ChildReader(CHILD, 20).answer(b"", "end", "3")
    assert ended.value.returncode == 3


def test_it_does_not_outlive_its_time() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        ChildReader(CHILD, 0.5).answer(b"", "wait", "60")


def test_who_gets_no_turn_is_told_and_the_turn_is_free_again_afterwards() -> None:
    reader = ChildReader(CHILD, 2, at_once=1)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(reader.answer, b"", "wait", "1.6") for _ in range(2)]
        errors = [type(one.exception()) for one in both]
    assert sorted(error.__name__ for error in errors) == ["NoneType", Unavailable.__name__]
    assert reader.answer(b"", "tell").startswith(b"0 tell")
