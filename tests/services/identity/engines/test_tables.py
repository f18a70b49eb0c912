from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.identity.engines import tables
from services.identity.engines.tables import open_sheet, read_table
from services.identity.rules.encodings import Encoding
from services.identity.rules.errors import ImportRefused
from services.identity.rules.headers import ORGANISATION_ALIASES, ORGANISATION_REQUIRED
from tests.services.identity.old_encodings import as_bytes, as_painted

TEXT = (
    "Mã;Tên tổ chức;Loại;Trực thuộc\nts;Đảng bộ tỉnh Trường Sơn;Đảng bộ tỉnh;\n;;;\nx01;Đảng bộ xã Một;Đảng bộ xã;ts\n"
)


def _read(file: Path) -> list[tuple[int, str]]:
    table = read_table(file, ORGANISATION_ALIASES, ORGANISATION_REQUIRED)
    return [(line, str(values["code"])) for line, values in table.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_way_excel_saves_text_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "to-chuc.csv"
    file.write_text(TEXT.replace(";", delimiter), encoding=encoding)
    assert _read(file) == [(2, "ts"), (4, "x01")]


def test_titles_above_the_heading_are_skipped_and_lines_keep_their_number(tmp_path: Path) -> None:
    file = tmp_path / "to-chuc.csv"
    file.write_text("ĐẢNG BỘ TỈNH TRƯỜNG SƠN\n\n" + TEXT, encoding="utf-8")
    assert _read(file) == [(4, "ts"), (6, "x01")]


def test_a_workbook_gives_dates_as_dates_and_whole_numbers_as_digits(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Tên tổ chức", "Loại", "Trực thuộc", "Ngày thành lập"])
    sheet.append([101.0, "Chi bộ thôn Một", "Chi bộ", None, datetime(2025, 7, 1)])  # noqa: DTZ001
    book.save(tmp_path / "to-chuc.xlsx")
    table = read_table(tmp_path / "to-chuc.xlsx", ORGANISATION_ALIASES, ORGANISATION_REQUIRED)
    assert table.lines == [
        (
            2,
            {
                "code": "101",
                "name": "Chi bộ thôn Một",
                "kind": "Chi bộ",
                "parent_code": "",
                "effective_from": datetime(2025, 7, 1),  # noqa: DTZ001
            },
        )
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "Mã;Tên\nx;y\n".encode(), "thiếu cột: Loại, Mã tổ chức cấp trên"),
        ("a.csv", "Mã;Tên;Loại;Trực thuộc;Mã TCĐ\n".encode(), "bị lặp"),
        ("a.csv", b"", "không có dữ liệu"),
        ("a.csv", "Mã;Tên;Loại;Trực thuộc;Mã TCĐ\n".encode("utf-16")[:-1], "UTF-16"),
        ("a.csv", b'"Ma;Ten\n', "CSV"),
        ("a.xlsx", b"not a workbook", "Excel"),
    ],
)
def test_an_unreadable_file_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        _read(tmp_path / name)
    assert said in refused.value.message


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for name in ("nowhere.csv", "nowhere.xlsx"):
        with pytest.raises(ImportRefused):
            _read(tmp_path / name)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_file_in_an_old_encoding_is_read_without_being_told_which(tmp_path: Path, encoding: Encoding) -> None:
    file = tmp_path / "to-chuc.csv"
    file.write_bytes(as_bytes(TEXT, encoding))
    table = read_table(file, ORGANISATION_ALIASES, ORGANISATION_REQUIRED)
    assert [values["name"] for _, values in table.lines] == ["Đảng bộ tỉnh Trường Sơn", "Đảng bộ xã Một"]


def test_a_person_may_choose_another_encoding_than_the_guess() -> None:
    content = as_bytes(TEXT, Encoding.TCVN3)
    assert open_sheet(content, "a.csv").encoding is Encoding.TCVN3
    chosen = open_sheet(content, "a.csv", Encoding.VNI)
    assert chosen.encoding is Encoding.VNI
    assert "Đảng" not in str(list(chosen.rows))


def test_lines_may_end_each_in_its_own_way_and_columns_stand_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "to-chuc.csv"
    file.write_bytes('Trực thuộc\tLoại\tMã\tTên\r\n\tĐảng bộ tỉnh\tts\t"Tỉnh\nSơn"\rts\tĐảng bộ xã\tx01\tXã\n'.encode())
    assert _read(file) == [(2, "ts"), (3, "x01")]


def test_a_workbook_written_with_old_fonts_is_read(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for line in TEXT.splitlines():
        book.active.append([as_painted(cell, Encoding.TCVN3) for cell in line.split(";")])
    book.save(tmp_path / "to-chuc.xlsx")
    table = read_table(tmp_path / "to-chuc.xlsx", ORGANISATION_ALIASES, ORGANISATION_REQUIRED)
    assert table.lines[0][1]["name"] == "Đảng bộ tỉnh Trường Sơn"


def test_a_workbook_that_unpacks_to_more_than_a_machine_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    monkeypatch.setattr(tables, "MOST_UNPACKED", 1000)
    with pytest.raises(ImportRefused, match="quá lớn"):
        _read(tmp_path / "a.xlsx")
