"""Tables of members: permitted fields, the purpose in the trail, everybody told, no cell a formula, imported again."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from services.gateway.sheets import as_csv, as_xlsx
from services.identity.queries.export_fields import ExportFields, export_fields
from services.identity.queries.export_rows import ExportRows, export_rows
from services.identity.queries.my_record_access import MyRecordAccess, my_record_access
from services.identity.rules import exporting
from services.identity.rules.export_errors import ExportNotFound, NothingToExport
from services.identity.rules.record_errors import FieldNotYours
from services.identity.store.members import Member
from services.identity.usecases.begin_export import BeginExport, ExportBegun, begin_export
from services.identity.usecases.correct_member_record import CorrectMemberRecord, correct_member_record
from services.identity.usecases.import_members import import_members
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from shared import ids
from shared.security import Actor
from shared.security.errors import NotPermitted
from shared.security.refusing import SecretMark
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province

At = Callable[..., Context]
TO_IMPORT = ["status", "cell_code", "full_name", "record_number", "birth_date", "phone", "card_number"]


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Phạm Thị Ân", ("committee_officer", "ts/"))


def _begin(ctx: Context, *fields: str, path: str = "ts/", purpose: str = "Tặng Huy hiệu") -> ExportBegun:
    return begin_export(BeginExport(organisation_path=path, fields=list(fields), purpose=purpose), ctx)


def _rows(begun: ExportBegun, ctx: Context) -> list[list[str]]:
    rows, cursor = [begun.heads], None
    while True:
        page = export_rows(ExportRows(export_id=begun.export_id, cursor=cursor), ctx)
        rows, cursor = [*rows, *page.rows], page.next_cursor
        if cursor is None:
            return rows


def _written(form: Callable[[AsyncIterator[Sequence[str]]], AsyncIterator[bytes]], rows: list[list[str]]) -> bytes:
    async def given() -> AsyncIterator[Sequence[str]]:
        for row in rows:
            yield row

    async def whole() -> bytes:
        return b"".join([part async for part in form(given())])

    return asyncio.run(whole())


def test_a_table_has_the_chosen_fields_in_the_order_of_the_record(
    province: Province, at: At, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.identity.queries.export_rows.AT_ONCE", 3)
    begun = _begin(at(officer), "admitted_on", "full_name", "cell_name", "sex")
    assert (begun.heads, begun.count) == (["Chi bộ", "Họ và tên", "Giới tính", "Ngày vào Đảng"], 8)
    rows = _rows(begun, at(officer))[1:]
    assert len(rows) == 8
    assert ["Chi bộ thôn Thượng", "Đinh Thị Hương", "Nữ", "03/02/2015"] in rows


def test_number_and_purpose_stand_in_the_trail_and_each_member_is_told(
    province: Province, at: At, officer: Actor
) -> None:
    _rows(_begin(at(officer), "full_name"), at(officer))
    [entry] = database()["audit_entries"].find({"action": "identity.members_exported"})
    assert entry["details"] == {"count": 8, "fields": 1, "purpose": "Tặng Huy hiệu"}
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    told = my_record_access(MyRecordAccess(), at(province.verified(signed_in.token))).items
    assert [item.action for item in told] == ["identity.record_exported"]


def test_only_permitted_fields_of_permitted_organisations(province: Province, at: At, officer: Actor) -> None:
    secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))
    offered = export_fields(ExportFields(organisation_path="ts/x01/c0101/"), at(secretary))
    names = {field.name for section in offered.sections for field in section.fields}
    assert {"phone", "cell_code"} <= names
    assert not {"discipline", "health", "family"} & names
    with pytest.raises(FieldNotYours):
        _begin(at(secretary), "full_name", "health", path="ts/x01/c0101/")
    with pytest.raises(NotPermitted):
        _begin(at(secretary), "full_name", path="ts/x01/")
    with pytest.raises(NothingToExport):
        _begin(at(officer), "outbox")
    with pytest.raises(SecretMark):
        _begin(at(officer), "full_name", purpose="Báo cáo (Tối mật)")


def test_rows_are_for_who_began_and_for_an_hour(province: Province, at: At, officer: Actor) -> None:
    begun = _begin(at(officer), "full_name")
    for ctx in (
        at(province.actor("Lê Đức An", ("administrator", "ts/"))),
        at(officer, now=NOW + exporting.OPEN_FOR + timedelta(seconds=1)),
    ):
        with pytest.raises(ExportNotFound):
            export_rows(ExportRows(export_id=begun.export_id), ctx)
    without = Actor(officer.member_id, officer.cell_path, officer.grants[:1], officer.token_id, NOW)
    with pytest.raises(NotPermitted):
        export_rows(ExportRows(export_id=begun.export_id), at(without))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_is_imported_again_without_a_change(
    province: Province, at: At, officer: Actor, tmp_path: Path, form: str
) -> None:
    rows = _rows(_begin(at(officer), *TO_IMPORT), at(officer))
    file = tmp_path / f"again.{form}"
    file.write_bytes(_written(as_csv if form == "csv" else as_xlsx, rows))
    report = import_members(file, today=date(2026, 11, 22), new_id=ids.new_id)
    assert (report.problems, report.unchanged, report.changed, report.created) == ([], 8, 0, 0)


def test_no_cell_is_a_formula_and_the_text_stays(province: Province, at: At, officer: Actor) -> None:
    stored = province.member("Đinh Thị Hương")
    command = CorrectMemberRecord(
        member_id=stored.id, version=stored.version, reason="Theo sổ",
        changes={"workplace": '=HYPERLINK("http://x")', "occupation": "-2+3", "residence": "@a", "origin": "+84"},
    )  # fmt: skip
    correct_member_record(command, at(officer))
    fields = ("workplace", "occupation", "residence", "origin")
    rows = [row for row in _rows(_begin(at(officer), *fields), at(officer)) if any(row)]
    text = _written(as_csv, rows).decode("utf-8-sig")
    [_, cells] = csv.reader(io.StringIO(text))
    assert all(cell.startswith("'") for cell in cells)
    sheet = openpyxl.load_workbook(io.BytesIO(_written(as_xlsx, rows))).active
    assert sheet is not None
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}
    assert sorted(str(cell.value) for cell in list(sheet.iter_rows())[1]) == sorted(rows[1])


def test_a_guarded_cell_comes_back_as_it_was(province: Province, at: At, officer: Actor, tmp_path: Path) -> None:
    Member.objects(full_name="Đinh Thị Hương").update_one(set__ethnicity="=Tày")
    rows = _rows(_begin(at(officer), *TO_IMPORT, "ethnicity"), at(officer))
    file = tmp_path / "again.csv"
    file.write_bytes(_written(as_csv, rows))
    assert "'=Tày" in file.read_text(encoding="utf-8")
    assert import_members(file, today=date(2026, 11, 22), new_id=ids.new_id).changed == 0
