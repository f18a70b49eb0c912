"""Writes organisations.csv and members.xlsx of the fictional province; the same bytes on every run.

python -m deploy.demo.generate [FOLDER]
"""

from __future__ import annotations

import csv
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from deploy.demo.people import Person, invent_people
from deploy.demo.tree import cells, organisation_rows

ORGANISATION_HEAD = ["Mã tổ chức", "Tên tổ chức đảng", "Loại", "Mã cấp trên", "Ngày thành lập"]
MEMBER_HEAD = [
    "STT", "Số lý lịch", "Số thẻ đảng viên", "Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Mã chi bộ",
    "Tình trạng", "Ngày vào Đảng", "Ngày chính thức", "Số điện thoại", "Số định danh cá nhân",
]  # fmt: skip
_MOMENT = datetime(2026, 7, 1)  # noqa: DTZ001 - the zip format knows no time zone


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    organisations, members = folder / "organisations.csv", folder / "members.xlsx"
    with organisations.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([ORGANISATION_HEAD, *organisation_rows()])
    people = invent_people(cells())
    members.write_bytes(_same_bytes_always(_workbook(people)))
    print(f"{organisations}: {len(organisation_rows())} organisations; {members}: {len(people)} members")


def _workbook(people: list[Person]) -> bytes:
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MOMENT
    sheet = book.create_sheet("Đảng viên")
    sheet.append(["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ TỈNH TRƯỜNG SƠN (tỉnh hư cấu, mọi nhân vật đều không có thật)"])
    sheet.append(MEMBER_HEAD)

    def day(value: date | None) -> Cell | str:
        if value is None:
            return ""
        cell = WriteOnlyCell(sheet, value=datetime(value.year, value.month, value.day))  # noqa: DTZ001 - a plain day
        cell.number_format = "dd/mm/yyyy"
        return cell

    for number, person in enumerate(people, start=1):
        sheet.append(
            [
                number, person.record_number, person.card_number, person.full_name, person.sex,
                day(person.birth_date), person.ethnicity, person.cell_code.upper(), person.status,
                day(person.admitted_on), day(person.official_on), person.phone, person.citizen_number,
            ]
        )  # fmt: skip
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _same_bytes_always(content: bytes) -> bytes:
    """A workbook is a zip whose entries carry the time of writing; give them one time."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            body = source.read(name)
            if name == "docProps/core.xml":
                body = _one_moment(body)
            target.writestr(entry, body)
    return buffer.getvalue()


def _one_moment(core: bytes) -> bytes:
    """openpyxl stamps the time of saving over whatever was set."""
    start = core.index(b"<dcterms:modified")
    start = core.index(b">", start) + 1
    end = core.index(b"</dcterms:modified>", start)
    return core[:start] + _MOMENT.isoformat().encode() + b"Z" + core[end:]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
