"""What every refusal at the door must look like."""

from __future__ import annotations

import re
import unicodedata

import httpx

_CODE = re.compile(r"^[a-z]+(\.[a-z0-9_]+)?$")


def problem_of(answer: httpx.Response, status: int) -> str:
    """The stable code of a refusal, after a look at its shape: Vietnamese sentences, and a reference for the log."""
    assert answer.status_code == status, answer.text
    problem = answer.json()
    assert set(problem) == {"code", "message", "details", "correlation_id"}
    assert _CODE.match(problem["code"])
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]
    for sentence in (problem["message"], *problem["details"].values()):
        assert is_vietnamese(sentence), sentence
    return str(problem["code"])


def is_vietnamese(sentence: str) -> bool:
    marks = sum(unicodedata.combining(letter) > 0 for letter in unicodedata.normalize("NFD", sentence))
    return sentence.rstrip().endswith(".") and marks + sentence.lower().count("đ") >= 2
