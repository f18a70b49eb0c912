"""The people of these tests, on the one stack of the run (tests/stack.py)."""

from __future__ import annotations

import pytest

from deploy.demo.story.door import Visitor
from tests.stack import Province


@pytest.fixture
def member(stack: Province) -> Visitor:
    return stack.visitor("dangvien")


@pytest.fixture
def editor(stack: Province) -> Visitor:
    return stack.visitor("bientap")


@pytest.fixture
def officer(stack: Province) -> Visitor:
    return stack.visitor("canbo")


@pytest.fixture
def secretary(stack: Province) -> Visitor:
    return stack.visitor("bithuban")
