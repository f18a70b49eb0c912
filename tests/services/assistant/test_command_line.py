import json
from pathlib import Path

import pytest

from services.assistant.__main__ import main

CORPUS = [
    {
        "id": "p1",
        "title": "Đảng phí",
        "text": "1. Đảng viên nộp đảng phí hằng tháng.\n2. Sinh viên nộp 5.000 đồng.",
    },
    {"id": "p2", "title": "Sinh hoạt", "text": "Chi bộ sinh hoạt định kỳ mỗi tháng một lần."},
    *({"id": f"x{n}", "title": "Khác", "text": f"Nội dung thứ {n} về việc trồng cây."} for n in range(12)),
]
QUESTIONS = [
    {"id": "q1", "question": "chi bo sinh hoat dinh ky may lan", "relevant": ["p2"]},
    {"id": "q2", "question": "Giá vàng hôm nay thế nào?", "relevant": []},
    {
        "id": "q3",
        "question": "còn sinh viên thì sao?",
        "relevant": ["p1"],
        "before": ["Đảng viên nộp đảng phí bao nhiêu?"],
    },
    {"id": "q4", "question": "Cảm ơn nhé", "relevant": []},
]


def write_lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_ask_quotes_the_clause_of_the_sample_regulations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "dang vien du bi co duoc bieu quyet khong", "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Theo khoản 2 Điều 8, Quy định về sinh hoạt chi bộ")
    assert "không được biểu quyết" in said


def test_ask_as_of_a_day_before_the_rule_held_quotes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Đảng viên dự bị có được biểu quyết không?", "--as-of", "2025-11-30"]) == 0
    assert "không được biểu quyết" not in capsys.readouterr().out


def test_ask_computes_from_stated_inputs_and_quotes_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "luong 12 trieu thi dong dang phi bao nhieu", "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert "1% của 12.000.000 đồng = 120.000 đồng mỗi tháng" in said
    assert "Theo khoản 1 Điều 2, Hướng dẫn thu, nộp" in said


def test_evaluate_counts_a_computation_that_cites_nothing_as_not_right(tmp_path: Path) -> None:
    corpus = write_lines(tmp_path / "corpus.jsonl", CORPUS)
    asked = {"id": "q1", "question": "Lương 12 triệu đóng đảng phí bao nhiêu?", "relevant": ["p1"]}
    output = tmp_path / "out.jsonl"
    questions = write_lines(tmp_path / "q.jsonl", [asked])
    assert main(["evaluate", str(corpus), str(questions), "-o", str(output)]) == 0
    (outcome,) = (json.loads(line) for line in output.read_text(encoding="utf-8").splitlines())
    assert (outcome["tier"], outcome["citations"]) == ("answer", [])
    assert outcome["ranked"][0]["id"] == "p1"


def test_ask_answers_for_the_day_that_the_question_names_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    question = "Tháng 12 năm 2025 đảng viên dự bị có được biểu quyết không?"
    assert main(["ask", question, "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Trả lời theo quy định có hiệu lực tại ngày 31/12/2025.\nTheo khoản 2 Điều 8")


def test_ask_answers_several_questions_under_their_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    question = "Tuổi đảng được tính từ ngày nào? Đảng viên dự bị có được biểu quyết không?"
    assert main(["ask", question, "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1. Tuổi đảng được tính từ ngày nào?\nTheo khoản 3 Điều 5")
    assert "\n2. Đảng viên dự bị có được biểu quyết không?\nTheo khoản 2 Điều 8" in said


def test_evaluate_writes_a_line_for_every_question_and_prints_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = write_lines(tmp_path / "corpus.jsonl", CORPUS)
    questions = write_lines(tmp_path / "questions.jsonl", QUESTIONS)
    output = tmp_path / "out.jsonl"
    assert main(["evaluate", str(corpus), str(questions), "-o", str(output)]) == 0
    first, second, third, fourth = (json.loads(line) for line in output.read_text(encoding="utf-8").splitlines())
    assert first["id"] == "q1"
    assert first["ranked"][0]["id"] == "p2"
    assert len(first["ranked"]) == 10
    assert first["tier"] == "answer"
    assert first["citations"][0]["quote"] == "Chi bộ sinh hoạt định kỳ mỗi tháng một lần."
    assert second["tier"] == "handover"
    assert second["citations"] == []
    assert third["ranked"][0]["id"] == "p1"
    assert third["citations"][0]["quote"] == "2. Sinh viên nộp 5.000 đồng."
    assert (fourth["tier"], fourth["answer"], len(fourth["ranked"])) == ("handover", "", 10)
    printed = capsys.readouterr().out
    assert "R@1" in printed
    assert "1.0" in printed
