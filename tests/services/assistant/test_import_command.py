"""`import FOLDER`, as somebody of a province's information technology uses it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local.place import REPOSITORY
from services.assistant.__main__ import main
from services.assistant.engines.local_knowledge import PlaceInUse, opened
from tests.services.content.document_files import BODY, changed, docx, pdf

RULE = """---
number: 05-QĐ/TU
kind: Quy định
title: Quy định về sinh hoạt chi bộ
issuer: Tỉnh ủy Trường Sơn
issued_on: 2024-01-05
---
Chương I
QUY ĐỊNH CHUNG
Điều 1. Thời gian
1. Chi bộ sinh hoạt định kỳ vào ngày mồng ba hằng tháng.
"""
NEWER = """---
number: 09-QĐ/TU
kind: Quy định
title: Quy định mới về sinh hoạt chi bộ
issuer: Tỉnh ủy Trường Sơn
issued_on: 2026-03-01
effective_from: 2026-04-01
supersedes: 05-QĐ/TU
---
Điều 1. Thời gian
1. Chi bộ sinh hoạt định kỳ vào ngày mồng năm hằng tháng.
"""
QUOTED = "Theo khoản 1 Điều 1, Quy định về sinh hoạt chi bộ số 05-QĐ/TU của Tỉnh ủy Trường Sơn:"
QUESTION = "chi bo sinh hoat dinh ky vao ngay nao"


def paragraphs(*lines: str) -> str:
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"


class Province:
    """A folder of papers, where they are kept, and the command."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.knowledge, self._capsys = place / "van-ban", place / "tri-thuc", capsys
        self.folder.mkdir()

    def put(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def take_in(self) -> tuple[int, list[str]]:
        code = main(["import", str(self.folder), "--knowledge", str(self.knowledge)])
        said = self._capsys.readouterr()
        return code, (said.out or said.err).splitlines()

    def ask(self, question: str, as_of: str = "2026-11-22") -> str:
        assert main(["ask", question, "--knowledge", str(self.knowledge), "--as-of", as_of]) == 0
        return self._capsys.readouterr().out


@pytest.fixture
def province(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Province:
    return Province(tmp_path, capsys)


def test_every_kind_of_file_goes_in_and_is_quoted_with_its_place(province: Province) -> None:
    province.put("05.txt", RULE)
    province.put("nq/18.docx", docx())
    page = paragraphs("Số: 21-HD/TU", "HƯỚNG DẪN", "về thẻ", "Điều 1. Cấp lại", "1. Thẻ bị mất phải báo chi ủy.")
    province.put("21.html", page)
    province.put("so-tay.md", "## Điều 4. Kinh phí\n1. **Chi bộ** mua báo Đảng từ nguồn đảng phí được trích.\n")
    province.put("30.pdf", pdf(["Điều 6. Khen thưởng", "1. Giấy khen do ban chấp hành đảng bộ cơ sở quyết định."]))
    code, lines = province.take_in()
    assert code == 0, lines
    assert "05.txt: 1 điều, khoản (mới)" in lines
    assert any(line.startswith("nq/18.docx: 3 điều, khoản (mới)") for line in lines)
    assert any(line.startswith("so-tay.md: 1 điều, khoản (mới); chưa nhận ra số hiệu") for line in lines)
    assert lines[-1].startswith("Đã nhận 5 tệp (5 mới, 0 thay đổi, 0 giữ nguyên)")
    assert province.ask(QUESTION).startswith(
        "Theo khoản 1 Điều 1, Quy định về sinh hoạt chi bộ số 05-QĐ/TU của Tỉnh ủy"
    )
    assert "Số 18-NQ/TU".lower() in province.ask("nghi quyet ap dung cho chi bo nao trong tinh", "2026-11-22").lower()
    assert "báo chi ủy" in province.ask("Thẻ bị mất phải báo ai?")
    assert "mua báo Đảng" in province.ask("chi bộ mua báo Đảng từ nguồn nào")
    assert "ban chấp hành đảng bộ cơ sở" in province.ask("giấy khen do ai quyết định")


def test_the_second_import_changes_nothing_and_a_change_is_told(province: Province) -> None:
    province.put("05.txt", RULE)
    province.put("20.md", "Điều 1. Báo\n1. Chi bộ đọc báo Đảng mỗi tuần.\n")
    province.take_in()
    before = {path: path.stat().st_mtime_ns for path in (province.knowledge / "entries").iterdir()}
    code, lines = province.take_in()
    assert (code, lines[0]) == (0, "05.txt: 1 điều, khoản (giữ nguyên)")
    assert {path: path.stat().st_mtime_ns for path in (province.knowledge / "entries").iterdir()} == before

    province.put("05.txt", RULE.replace("mồng ba", "mồng bảy"))
    (province.folder / "20.md").unlink()
    code, lines = province.take_in()
    assert lines[0] == "05.txt: 1 điều, khoản (thay bản trước)"
    assert lines[1] == "20.md: đã bỏ, vì không còn trong thư mục"
    assert "mồng bảy" in province.ask(QUESTION)
    assert "mồng ba" not in province.ask(QUESTION)
    assert "báo Đảng" not in province.ask("Chi bộ đọc báo Đảng mỗi tuần?")


def test_what_is_superseded_is_quoted_for_its_own_time_and_never_for_today(province: Province) -> None:
    province.put("05.txt", RULE)
    province.put("09.txt", NEWER)
    province.take_in()
    assert "mồng năm" in province.ask(QUESTION)
    assert "mồng ba" not in province.ask(QUESTION)
    assert "mồng ba" in province.ask(QUESTION, "2026-03-31")
    assert "mồng năm" in province.ask(QUESTION, "2026-04-01")
    (province.folder / "09.txt").unlink()
    province.take_in()
    assert "mồng ba" in province.ask(QUESTION)


def test_bad_files_are_named_with_their_reason_and_the_others_go_in(province: Province) -> None:
    bomb = changed(docx(), document=b"<w:document>" + b" " * 30_000_000 + b"</w:document>")
    bad = {
        "bom.docx": (bomb, "quá dài hoặc quá phức tạp"),
        "cu.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lưu lại ở dạng DOCX"),
        "hong.docx": (docx()[:2000], "bị hỏng"),
        "khoa.pdf": (pdf(BODY, password="1234"), "mật khẩu"),
        "lon.txt": (b"a " * 6_000_000, "lớn hơn 11 MB"),
        "trong.txt": (b"", "không nhận ra chữ nào"),
        "dau.txt": (b"---\nnumber: 1\n---\n" + "Điều 1. Một quy định bất kỳ.".encode(), "thiếu"),
    }
    for name, (content, _) in bad.items():
        province.put(name, content)
    province.put("05.txt", RULE)
    code, lines = province.take_in()
    assert code == 1
    said = dict(line.split(": ", 1) for line in lines[:-1])
    for name, (_, reason) in bad.items():
        assert said[name].startswith("KHÔNG NHẬN"), name
        assert reason in said[name], said[name]
    assert said["05.txt"] == "1 điều, khoản (mới)"
    assert "mồng ba" in province.ask(QUESTION)


def test_nothing_of_a_file_with_a_mark_of_secrecy_is_kept(province: Province) -> None:
    province.put("05.txt", RULE)
    secret = RULE.replace("05-QĐ", "06-QĐ").replace("Chương I", "MẬT\nChương I").replace("mồng ba", "bảo vệ kho")
    province.put("a.txt", secret)
    province.put("ToiMat tuyệt mật.md", "Điều 1. Kho\n1. Nội dung về kho vũ khí của tỉnh.\n")
    code, lines = province.take_in()
    assert code == 1
    assert sum("dấu chỉ độ mật" in line for line in lines) == 2
    kept = b"".join(path.read_bytes() for path in province.knowledge.rglob("*") if path.is_file())
    assert "bảo vệ kho".encode() not in kept
    assert "kho vũ khí".encode() not in kept

    # What was taken in before and is marked now is quoted no longer.
    province.put("05.txt", RULE.replace("Chương I", "TỐI MẬT\nChương I"))
    province.take_in()
    kept = b"".join(path.read_bytes() for path in (province.knowledge / "entries").iterdir())
    assert "mồng ba".encode() not in kept


def test_one_document_in_two_files_goes_in_once(province: Province) -> None:
    province.put("05.txt", RULE)
    province.put("ban-sao.txt", RULE.replace("mồng ba", "mồng tư"))
    code, lines = province.take_in()
    assert code == 1
    assert lines[1] == "ban-sao.txt: KHÔNG NHẬN. Cùng số hiệu và cơ quan ban hành với tệp 05.txt; chỉ nhập tệp đó."
    assert "mồng ba" in province.ask(QUESTION)


def test_what_stands_beside_a_file_goes_before_what_was_recognised(province: Province) -> None:
    province.put("18.docx", docx())
    province.put("18.head", "issuer: Thành ủy Hoa Lư\n")
    code, lines = province.take_in()
    assert code == 0, lines
    assert "Thành ủy Hoa Lư" in province.ask("Nghị quyết này áp dụng cho chi bộ nào trong tỉnh?")


def test_a_folder_mistyped_takes_nothing_away(province: Province) -> None:
    province.put("05.txt", RULE)
    province.take_in()
    assert main(["import", str(province.folder / "khong-co"), "--knowledge", str(province.knowledge)]) == 2
    assert "mồng ba" in province.ask(QUESTION)


def test_an_index_deleted_or_damaged_is_made_anew_from_what_was_read(province: Province) -> None:
    province.put("05.txt", RULE)
    province.take_in()
    for generation in (province.knowledge / "index").iterdir():
        for path in generation.iterdir():
            path.write_bytes(b"half")
    assert "mồng ba" in province.ask(QUESTION)


def test_two_at_once_do_not_mix(province: Province) -> None:
    province.put("05.txt", RULE)
    with opened(province.knowledge):
        code, lines = province.take_in()
    assert (code, lines) == (2, [f"{PlaceInUse.message} [assistant.place_in_use]"])
    assert province.take_in()[0] == 0


def test_an_import_killed_in_the_middle_is_gone_on_with(province: Province) -> None:
    for number in range(40):
        text = paragraphs(f"Điều 1. Việc {number}", f"1. Nội dung riêng của việc {number}.")
        province.put(f"{number:02}.html", text)
    province.put("rule.txt", RULE)
    command = [sys.executable, "-m", "services.assistant", "import", province.folder, "--knowledge", province.knowledge]
    killed = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(list(province.knowledge.glob("entries/*.json"))) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    code, lines = province.take_in()
    assert code == 0
    assert len(lines) == 42
    assert 3 <= sum("giữ nguyên" in line for line in lines[:-1]) < 41
    assert "mồng ba" in province.ask(QUESTION)
