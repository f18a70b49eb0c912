"""Importing members on the desk, with the worker's job run here and in a process of its own."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from services.identity.queries.refused_rows_file import RefusedRowsFile, refused_rows_file
from services.identity.rules.encodings import Encoding
from services.identity.rules.grants import Role
from services.identity.rules.import_errors import (
    MappingWrong,
)
from services.identity.store.member_changes import MemberChange
from services.identity.store.members import Member
from services.identity.usecases.choose_import_encoding import ChooseImportEncoding, choose_import_encoding
from services.identity.usecases.map_import import MapImport, map_import
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import MEMBERS, Province
from tests.services.identity.desk import COMMUNE, HEAD, ROWS, Desk, audited, holder, new_row, word, work
from tests.services.identity.old_encodings import as_bytes

At = Callable[..., Context]


def test_the_file_is_looked_at_and_its_columns_are_proposed(desk: Desk) -> None:
    shown = desk.view(desk.send(f"DANH SÁCH ĐẢNG VIÊN\n\n{HEAD},Ghi chú,Noi o hien nay\n{ROWS[0]},x,thôn Thượng\n"))
    assert (shown.state, shown.encoding, shown.guessed, shown.rows_total) == ("mapping", "utf-8", True, 1)
    fields = {column.label: column.field for column in shown.columns}
    assert fields["Số lý lịch"] == "record_number"
    assert fields["Noi o hien nay"] == "present_address"
    assert fields["Ghi chú"] == ""
    assert shown.columns[0].examples == ["000001TS"]


def test_a_dry_run_says_row_by_row_what_would_happen_and_writes_nothing(desk: Desk) -> None:
    before = list(database()["members"].find())
    rows = [ROWS[0].replace("Tày", "Nùng"), ROWS[1], new_row(101), new_row(102, born="31/02/1990"), ROWS[7]]
    shown = desk.check(desk.send("\n".join([HEAD, *rows])))
    assert shown.state == "checked"
    expected = {"rows": 5, "created": 1, "changed": 1, "unchanged": 1, "refused": 2, "absent": 4}
    assert {name: shown.counts[name] for name in expected} == expected
    assert [(row.line, row.told) for row in desk.rows(shown.id, "changed")] == [(2, [["Dân tộc", "Tày", "Nùng"]])]
    refused = desk.rows(shown.id, "refused")
    assert [row.line for row in refused] == [5, 6]
    assert refused[0].told == [["Ngày sinh", "Ngày “31/02/1990” không có trong lịch."]]
    assert "không thuộc tổ chức đảng" in refused[1].told[0][1]
    assert [row.told[0][0] for row in desk.rows(shown.id, "absent")] == [
        "Lê Đức An", "Đỗ Văn An", "Nông Văn Điền", "Bùi Thị Uyên",
    ]  # fmt: skip
    assert list(database()["members"].find()) == before
    [compared] = audited("identity.import_compared")
    [read] = audited("identity.import_rows_read")[:1]
    assert compared["about"] == read["about"] == [Member.objects.get(full_name="Đinh Thị Hương").id]


def test_the_run_writes_the_good_rows_with_events_history_and_trail(desk: Desk, province: Province) -> None:
    uyen = province.member("Bùi Thị Uyên")
    done = desk.whole_way("\n".join([HEAD, ROWS[3].replace("Dự bị", "Chính thức"), new_row(101), "x" + ROWS[1]]))
    assert (done.state, done.ended) == ("done", True)
    assert (done.counts["created"], done.counts["changed"], done.counts["refused"]) == (1, 1, 1)
    made = Member.objects.get(full_name=f"Lò Văn {word(101)}")
    assert (made.cell_path, [event["type"] for event in made.outbox]) == (
        "ts/x01/c0101/", ["identity.member_registered.v1"],
    )  # fmt: skip
    uyen.reload()
    assert (uyen.status, uyen.outbox[-1]["type"]) == ("official", "identity.member_status_changed.v1")
    [change] = MemberChange.objects()
    assert (change.source, change.source_id, change.by) == ("import", done.id, desk.ctx.actor.member_id)
    [entry] = audited("identity.members_imported")
    assert (entry["subject"], entry["details"]["created"]) == (done.id, 1)
    assert audited("identity.record_imported")[0]["about"] == [uyen.id]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    text = "\n".join([HEAD, *(new_row(number) for number in range(100, 120))])
    assert desk.whole_way(text).counts["created"] == 20
    before = list(database()["members"].find())
    again = desk.whole_way(text)
    assert (again.counts["created"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 20)
    assert list(database()["members"].find()) == before


def test_fields_without_a_column_are_imported_and_an_empty_cell_wipes_nothing_out(
    desk: Desk, province: Province
) -> None:
    text = "Số thẻ đảng viên;Đơn vị công tác;Nghề nghiệp;Điện thoại\n99000001;Trạm y tế xã;Y sĩ;\n"
    done = desk.whole_way(text)
    assert (done.counts["changed"], done.counts["refused"]) == (1, 0)
    member = province.member("Đinh Thị Hương")
    assert "Trạm y tế xã" in member.details
    assert member.phone == "0950000001"


def test_refused_rows_come_back_as_a_workbook_that_can_be_mended_and_sent_again(desk: Desk) -> None:
    done = desk.whole_way("\n".join([HEAD, new_row(101), new_row(102, born="31/02/1990"), new_row(103, "c9")]))
    assert done.has_refused_file
    content = refused_rows_file(RefusedRowsFile(import_id=done.id), desk.ctx).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert head[-2:] == ["Dòng trong tệp gốc", "Lỗi cần sửa"]
    assert [row[-2:] for row in rows] == [
        ["3", "Ngày sinh: Ngày “31/02/1990” không có trong lịch."],
        ["4", "Mã chi bộ: Không có chi bộ mang mã “c9” trong phạm vi đồng chí phụ trách."],
    ]
    sheet.cell(2, head.index("Ngày sinh") + 1).value = "28/02/1990"
    sheet.cell(3, head.index("Mã chi bộ") + 1).value = "c0102"
    mended = io.BytesIO()
    sheet.parent.save(mended)
    assert desk.whole_way(mended.getvalue()).counts["created"] == 2


def test_a_garbled_guess_is_replaced_by_what_the_person_chooses(desk: Desk) -> None:
    text = "\n".join([HEAD, new_row(101)])
    import_id = desk.send(as_bytes(text, Encoding.VNI))
    assert desk.view(import_id).encoding == "vni"
    for chosen in (Encoding.TCVN3, Encoding.VNI):
        version = desk.view(import_id).version
        choose_import_encoding(ChooseImportEncoding(import_id=import_id, version=version, encoding=chosen), desk.ctx)
        work(import_id)
        shown = desk.view(import_id)
        assert (shown.encoding, shown.guessed, shown.state) == (str(chosen), False, "mapping")
    desk.check(import_id)
    assert desk.run(import_id).counts["created"] == 1


@pytest.mark.parametrize(
    ("mapping", "field"),
    [({"0": "full_name"}, "mapping"), ({"0": "phone", "1": "phone"}, "1"), ({"99": "phone"}, "99")],
)
def test_a_mapping_that_cannot_work_is_told_column_by_column(desk: Desk, mapping: dict[str, str], field: str) -> None:
    import_id = desk.send(MEMBERS)
    with pytest.raises(MappingWrong) as wrong:
        map_import(MapImport(import_id=import_id, version=desk.view(import_id).version, mapping=mapping), desk.ctx)
    assert field in wrong.value.details


def test_telephone_and_card_of_one_who_holds_a_role_above_are_refused_as_in_a_correction(
    desk: Desk, province: Province
) -> None:
    holder(province, "Hoàng Văn Thuận", "ts/", Role.ADMINISTRATOR)
    rows = [ROWS[1].replace("0950000002", "0950999999"), ROWS[2].replace("0950000003", "0950888888")]
    done = desk.whole_way("\n".join([HEAD, *rows]))
    assert (done.counts["changed"], done.counts["refused"]) == (1, 1)
    assert province.member("Hoàng Văn Thuận").phone == "0950000002"
    assert "quản trị viên" in desk.rows(done.id, "refused")[0].told[0][1]


def test_nobody_imports_into_the_own_record(province: Province, at: At) -> None:
    desk = Desk(at(holder(province, "Đinh Thị Hương", COMMUNE)))
    done = desk.whole_way("\n".join([HEAD, ROWS[0].replace("Tày", "Nùng")]))
    assert "chính mình" in desk.rows(done.id, "refused")[0].told[0][1]
