import argparse
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.assistant.__main__ import _index_of, main
from services.assistant.engines.policy_file import SHIPPED
from services.assistant.quality_commands import compare_on_store, golden_set
from services.assistant.rules.errors import GoldenMissing
from services.assistant.usecases.on_document_published import on_document_published
from shared.inbox import react
from tests.services.assistant.test_command_line import write_lines

NAMES = [
    "cam", "bưởi", "chanh", "dừa", "điều", "gấc", "hồng", "khế", "lê", "mận", "nhãn", "ổi", "quýt", "roi", "sầu", "táo",
    "thị", "vải", "xoài", "bơ", "mơ", "mít", "na", "sim",
]  # fmt: skip
OTHER = ["bàn", "ghế", "tủ", "giường", "đèn", "quạt", "nồi", "chảo", "bát", "đũa"]


def parsed(*arguments: str) -> argparse.Namespace:
    options = argparse.Namespace(policy=SHIPPED, as_of=date(2026, 11, 22), questions=None)
    for name, value in zip(arguments[::2], arguments[1::2], strict=True):
        setattr(options, name, Path(value))
    return options


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [{"id": name, "title": f"Cây {name}", "text": f"Cây {name} trồng vào mùa xuân."} for name in NAMES]
    return write_lines(tmp_path / "corpus.jsonl", rows)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    rows: list[dict[str, object]] = [
        {"id": f"a-{name}", "question": f"Cây {name} trồng thế nào?", "relevant": [name]} for name in NAMES
    ]
    rows += [{"id": f"n-{name}", "question": f"Sửa {name} hỏng ở tiệm nào?", "relevant": []} for name in OTHER]
    return write_lines(tmp_path / "questions.jsonl", rows)


def test_one_command_writes_a_policy_that_the_others_answer_with(
    corpus: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "policy.json"
    assert main(["refit", str(questions), "--corpus", str(corpus), "-o", str(new), "--as-of", "2026-11-22"]) == 0
    written = json.loads(new.read_text(encoding="utf-8"))
    assert written["version"] in capsys.readouterr().out
    assert "questions.jsonl trên corpus.jsonl" in written["fitted_on"]
    out = tmp_path / "out.jsonl"
    assert main(["evaluate", str(corpus), str(questions), "-o", str(out), "--policy", str(new)]) == 0
    tiers = [json.loads(line)["tier"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert "answer" in tiers[: len(NAMES)]
    assert "answer" not in tiers[len(NAMES) :]


def test_a_refit_below_the_floors_says_so_and_writes_nothing(
    corpus: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "policy.json"
    few = write_lines(tmp_path / "few.jsonl", [json.loads(questions.read_text(encoding="utf-8").splitlines()[0])])
    assert main(["refit", str(few), "--corpus", str(corpus), "-o", str(new)]) == 1
    assert "too few questions" in capsys.readouterr().err
    assert not new.exists()


def test_compare_prints_the_figures_of_both_and_each_question_that_changes(
    corpus: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shy = tmp_path / "shy.json"
    policy = {**json.loads(SHIPPED.read_text(encoding="utf-8")), "version": "shy", "answer_from": 1.1}
    shy.write_text(json.dumps(policy), encoding="utf-8")
    both = [str(SHIPPED), str(shy), "--questions", str(questions), "--corpus", str(corpus)]
    assert main(["compare", *both]) == 0
    printed = capsys.readouterr().out
    assert "Precision of tier one" in printed
    assert "shy" in printed
    assert "  a-cam: answer cam#doan-1 -> suggest cam#doan-1 worse" in printed
    assert "n-bàn" not in printed


def test_compare_needs_both_files_or_neither(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(SHIPPED), str(SHIPPED), "--questions", str(questions)]) == 2
    assert "belong together" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("store")
def test_the_golden_set_of_the_store_is_put_measured_and_compared_on_an_index_of_its_own(
    tmp_path: Path, published: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    react(on_document_published, published("d1"))
    react(on_document_published, published("d2", audience="ts/x04/"))
    lines = write_lines(
        tmp_path / "golden.jsonl",
        [{"id": "g1", "question": "Đảng viên nộp đảng phí hằng tháng cho ai?", "relevant": ["d1#dieu-1-khoan-1"]}],
    )
    with pytest.raises(GoldenMissing):
        golden_set(parsed(), _index_of)
    assert golden_set(parsed("questions", str(lines)), _index_of) == 0
    assert "R@1                                 1.0" in capsys.readouterr().out
    shy = tmp_path / "shy.json"
    policy = {**json.loads(SHIPPED.read_text(encoding="utf-8")), "version": "shy", "answer_from": 1.1}
    shy.write_text(json.dumps(policy), encoding="utf-8")
    assert compare_on_store(parsed("before", str(SHIPPED), "after", str(shy)), _index_of) == 0
    assert "1 questions change" in capsys.readouterr().out
