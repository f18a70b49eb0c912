"""Whatever a province hands to the command line in the wrong form: one sentence, the place, a code."""

from pathlib import Path

import pytest

from services.assistant.__main__ import main

GOOD_CORPUS = b'{"id":"a","title":"Hop","text":"Chi b\xe1\xbb\x99 h\xe1\xbb\x8dp."}\n'
GOOD_QUESTIONS = b'{"id":"q","question":"chi bo hop","relevant":["a"]}\n'
BROKEN_CORPORA = {
    b'{"id":"a","text":"x"}\n{broken\n': ("dòng 2: không phải JSON", "line_not_json"),
    b'["a"]\n': ("dòng 1: không phải một đối tượng JSON", "line_not_json"),
    b"[" * 100_000: ("dòng 1: không phải", "line_not_json"),
    b'\n\n{"id":"a","title":"x"}\n': ('dòng 3: thiếu mục "text"', "line_incomplete"),
    b'{"id":7,"text":"x"}\n': ('dòng 1: mục "id" trống hoặc không đúng kiểu', "line_incomplete"),
    b'{"id":"","text":"x"}\n': ('dòng 1: mục "id" trống hoặc không đúng kiểu', "line_incomplete"),
    b'{"id":"a","text":"x"}\n{"id":"b","text":"x"}\n{"id":"a","text":"y"}\n': (
        'dòng 3: mã "a" đã có ở dòng 1',
        "id_twice",
    ),
    b"": ("tệp không có dòng nào", "file_empty"),
    b" \n\n": ("tệp không có dòng nào", "file_empty"),
    b'{"id":"a","text":"\xe9\xff"}\n': ("dòng 1: tệp không phải văn bản UTF-8", "not_utf8"),
    '{"id":"a","text":"x"}\n'.encode("utf-16"): ("dòng 1: tệp không phải văn bản UTF-8", "not_utf8"),
}
BROKEN_QUESTIONS = {
    b'{"id":"q","question":"chi bo"\n': ("dòng 1: không phải JSON", "line_not_json"),
    b'{"id":"q"}\n': ('dòng 1: thiếu mục "question"', "line_incomplete"),
    b'{"id":"q","question":"hop","relevant":"a"}\n': (
        'dòng 1: mục "relevant" trống hoặc không đúng',
        "line_incomplete",
    ),
    b'{"id":"q","question":"hop"}\n{"id":"q","question":"hop"}\n': ('dòng 2: mã "q" đã có ở dòng 1', "id_twice"),
    b'{"id":"q","question":"hop","relevant":["a","zz"]}\n': ('dòng 1: mục "relevant" nêu mã "zz"', "id_unknown"),
    b"": ("tệp không có dòng nào", "file_empty"),
}


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(each) for each in arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


@pytest.mark.parametrize(("broken", "told"), BROKEN_CORPORA.items())
def test_a_corpus_in_the_wrong_form_is_refused_with_file_line_and_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: bytes, told: tuple[str, str]
) -> None:
    (corpus := tmp_path / "corpus.jsonl").write_bytes(broken)
    (questions := tmp_path / "questions.jsonl").write_bytes(GOOD_QUESTIONS)
    said = refused(capsys, "evaluate", corpus, questions, "-o", tmp_path / "out.jsonl")
    assert said.startswith(f"{corpus}")
    assert told[0] in said
    assert said.endswith(f"[assistant.{told[1]}]\n")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(("broken", "told"), BROKEN_QUESTIONS.items())
def test_questions_in_the_wrong_form_are_refused_with_file_line_and_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: bytes, told: tuple[str, str]
) -> None:
    (corpus := tmp_path / "corpus.jsonl").write_bytes(GOOD_CORPUS)
    (questions := tmp_path / "questions.jsonl").write_bytes(broken)
    said = refused(capsys, "evaluate", corpus, questions, "-o", tmp_path / "out.jsonl")
    assert said.startswith(f"{questions}")
    assert told[0] in said
    assert said.endswith(f"[assistant.{told[1]}]\n")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("name", "told"), [("nowhere.jsonl", "không có tệp hoặc thư mục này"), ("folder", "đây là thư mục, không phải tệp")]
)
@pytest.mark.parametrize("which", ["corpus", "questions", "output"])
def test_a_file_that_is_not_there_or_a_folder_is_told_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, told: str, which: str
) -> None:
    (tmp_path / "folder").mkdir()
    files = {"corpus": tmp_path / "c.jsonl", "questions": tmp_path / "q.jsonl", "output": tmp_path / "o.jsonl"}
    files["corpus"].write_bytes(GOOD_CORPUS)
    files["questions"].write_bytes(GOOD_QUESTIONS)
    files[which] = tmp_path / name if which != "output" or name == "folder" else tmp_path / "nowhere" / "o.jsonl"
    said = refused(capsys, "evaluate", files["corpus"], files["questions"], "-o", files["output"])
    assert said == f"{files[which]}: {told}. [assistant.file_unreadable]\n"


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path: Path) -> None:
    (corpus := tmp_path / "corpus.jsonl").write_bytes(b"\xef\xbb\xbf" + GOOD_CORPUS.replace(b"\n", b"\r\n"))
    (questions := tmp_path / "questions.jsonl").write_bytes(b"\xef\xbb\xbf" + GOOD_QUESTIONS)
    assert main(["evaluate", str(corpus), str(questions), "-o", str(tmp_path / "out.jsonl")]) == 0


def test_a_policy_in_the_wrong_form_is_told_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (policy := tmp_path / "policy.json").write_text("{}", encoding="utf-8")
    said = refused(capsys, "ask", "chi bộ họp", "--policy", policy)
    assert said.startswith(f"{policy}: tệp ngưỡng trả lời chưa đúng dạng")
    assert said.endswith("[assistant.policy_unreadable]\n")


def test_ask_and_import_say_in_one_sentence_what_is_wrong_with_their_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("1. Chi bộ họp.", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    said = refused(capsys, "ask", "chi bộ họp", "--documents", tmp_path / "nowhere")
    assert said.endswith("[assistant.file_unreadable]\n")
    said = refused(capsys, "import", tmp_path / "nowhere", "--knowledge", tmp_path / "kept")
    assert said.endswith("[assistant.nothing_to_import]\n")
    said = refused(capsys, "import", tmp_path / "papers", "--knowledge", tmp_path / "file")
    assert said == f"{tmp_path / 'file'}: đã có tệp khác mang tên này. [assistant.file_unreadable]\n"


def test_a_question_that_no_member_could_send_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "ask", "Đảng phí? " * 10_000)
    assert said == "Câu hỏi dài quá mức cho phép (tối đa 2000 ký tự). [assistant.question_too_long]\n"
