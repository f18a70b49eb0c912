import json
import unicodedata
from pathlib import Path

import pytest

from services.speech.__main__ import main


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOTAY_SPEECH_VOICE_FOLDER", str(tmp_path))


def test_say_writes_an_mp3_and_names_the_fallback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, output = tmp_path / "article.txt", tmp_path / "out.mp3"
    text.write_text("Tin chi bộ\n\nSáng 3/2, chi bộ họp.\n\nHọp xong.", encoding="utf-8")
    assert main(["say", str(text), "-o", str(output), "--voice", "nam-bac"]) == 0
    printed = capsys.readouterr()
    summary = json.loads(printed.out)
    assert summary["bytes"] == output.stat().st_size > 10_000
    assert summary["fallback"] is True
    assert "nam-bac: espeak-ng" in printed.err


def test_normalize_prints_one_line_for_each_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "lines.txt"
    text.write_text("Ngày 3/2.\n\nUBND xã. Khóa XIII.\n" + "chi bộ " * 900 + "\n", encoding="utf-8")
    assert main(["normalize", str(text)]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[:3] == ["ngày ba tháng hai.", "", "ủy ban nhân dân xã. khóa mười ba."]
    assert lines[3].split() == ["chi", "bộ"] * 900
    assert lines[4:] == [""]


def test_signs_that_other_programs_take_for_line_ends_cut_no_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "lines.txt"
    text.write_bytes("\ufeffMột\u2028hai\x0cba\x85bốn\r\n\r\n<b>Năm</b> 🎉\n\n***\nsáu".encode())
    assert main(["normalize", str(text)]) == 0
    assert capsys.readouterr().out.split("\n") == ["một hai ba bốn", "", "năm", "", "", "sáu", ""]


def test_an_empty_file_gives_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "lines.txt"
    text.write_text("", encoding="utf-8")
    assert main(["normalize", str(text)]) == 0
    assert capsys.readouterr().out == ""


def test_what_cannot_be_done_is_one_line_and_a_failing_exit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "symbols.txt"
    text.write_text("🎉", encoding="utf-8")
    assert main(["say", str(text), "-o", str(tmp_path / "out.mp3")]) == 1
    assert "speech.nothing_to_say" in capsys.readouterr().err
    assert not (tmp_path / "out.mp3").exists()
    assert main(["normalize", str(tmp_path / "nowhere.txt")]) == 1


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Tiêu đề\n\n" + "Chi bộ họp thường kỳ. " * 46_000, "nhiều nhất 200.000 ký tự"),
        ("🎉 ***\n\n😀 …", "không có chữ nào"),
        ("", "không có chữ nào"),
    ],
)
def test_what_is_too_long_or_has_no_word_is_refused_in_a_sentence(
    written: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, output = tmp_path / "article.txt", tmp_path / "out.mp3"
    text.write_text(written, encoding="utf-8")
    assert main(["say", str(text), "-o", str(output)]) == 1
    assert told in capsys.readouterr().err
    assert not output.exists()


def test_decomposed_letters_are_read_as_composed_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "lines.txt"
    text.write_text(unicodedata.normalize("NFD", "Nghị quyết số 18-NQ/TW"), encoding="utf-8")
    assert main(["normalize", str(text)]) == 0
    assert capsys.readouterr().out == "nghị quyết số mười tám nờ quy trung ương\n"


def test_a_file_in_another_encoding_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "lines.txt"
    text.write_bytes("Tin chi bộ".encode("utf-16"))
    assert main(["normalize", str(text)]) == 1
    assert "lines.txt is no text in UTF-8" in capsys.readouterr().err
