"""Importing members on the desk, with the worker's job run here and in a process of its own."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from deploy.local.mongod import Mongod
from services.identity.queries.list_import_rows import ImportRowView, ListImportRows, list_import_rows
from services.identity.queries.list_imports import ListImports, list_imports
from services.identity.queries.read_import import ImportView, ReadImport, read_import
from services.identity.queries.refused_rows_file import RefusedRowsFile, refused_rows_file
from services.identity.rules.encodings import Encoding
from services.identity.rules.grants import Role
from services.identity.rules.import_errors import (
    ImportNotFound,
    MappingWrong,
    NotNow,
    OldWorkbook,
    TooManyImports,
)
from services.identity.store import import_files, member_imports
from services.identity.store.import_files import BlobNotFound
from services.identity.store.member_changes import MemberChange
from services.identity.store.member_import_rows import MemberImportRow
from services.identity.store.member_imports import MemberImport
from services.identity.store.members import Member
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases import working_through_file
from services.identity.usecases.begin_import import BeginImport, begin_import
from services.identity.usecases.cancel_import import CancelImport, cancel_import
from services.identity.usecases.choose_import_encoding import ChooseImportEncoding, choose_import_encoding
from services.identity.usecases.forget_old_imports import forget_old_imports
from services.identity.usecases.map_import import MapImport, map_import
from services.identity.usecases.on_member_import_asked import on_member_import_asked
from services.identity.usecases.run_import import RunImport, run_import
from shared import clock, ids
from shared.contracts.identity import MemberImportAsked
from shared.outbox import ChangedByAnother
from shared.security import Actor, NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import MEMBERS, SERVICE, Province
from tests.services.identity.old_encodings import as_bytes
from tests.shared.helpers import wait_for

At = Callable[..., Context]
COMMUNE = "ts/x01/"
HEAD, *ROWS = MEMBERS.splitlines()


@pytest.fixture
def officer(province: Province) -> Actor:
    """Over the commune x01; a member of another."""
    return _holder(province, "Tạ Quang Khải", COMMUNE)


def _holder(province: Province, name: str, path: str, role: Role = Role.COMMITTEE_OFFICER) -> Actor:
    member = province.member(name)
    RoleGrant(
        id=ids.new_id(), member_id=member.id, role=str(role), organisation_id=path.rstrip("/").rpartition("/")[2],
        organisation_path=path, valid_from=(clock.now() - timedelta(days=400)).date(),
    ).save()  # fmt: skip
    return province.actor(name, (str(role), path))


def _work(import_id: str) -> None:
    """What waits for the worker, done: the last event of the import."""
    item = member_imports.get(import_id)
    step = {"looking": "look", "checking": "check", "running": "run"}[item.state]
    on_member_import_asked(MemberImportAsked(import_id=import_id, step=step, round=item.round))  # type: ignore[arg-type]


class Desk:
    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def send(self, text: str | bytes, path: str = COMMUNE, name: str = "dang-vien.csv") -> str:
        content = text if isinstance(text, bytes) else text.encode()
        begun = begin_import(BeginImport(organisation_path=path, file_name=name, content=content), self.ctx)
        _work(begun.id)
        return begun.id

    def view(self, import_id: str) -> ImportView:
        return read_import(ReadImport(import_id=import_id), self.ctx)

    def check(self, import_id: str, **changed: str) -> ImportView:
        shown = self.view(import_id)
        mapping = {str(column.position): column.field for column in shown.columns if column.field} | changed
        map_import(MapImport(import_id=import_id, version=shown.version, mapping=mapping), self.ctx)
        _work(import_id)
        return self.view(import_id)

    def ask_run(self, import_id: str) -> None:
        run_import(RunImport(import_id=import_id, version=self.view(import_id).version), self.ctx)

    def run(self, import_id: str) -> ImportView:
        self.ask_run(import_id)
        _work(import_id)
        return self.view(import_id)

    def rows(self, import_id: str, kind: Any) -> list[ImportRowView]:
        return list_import_rows(ListImportRows(import_id=import_id, kind=kind), self.ctx).items

    def whole_way(self, text: str | bytes) -> ImportView:
        import_id = self.send(text)
        self.check(import_id)
        return self.run(import_id)


@pytest.fixture
def desk(officer: Actor, at: At) -> Desk:
    return Desk(at(officer))


def _audited(action: str) -> list[dict[str, Any]]:
    return list(database()["audit_entries"].find({"action": action}).sort("_id", 1))


def _new_row(number: int, cell: str = "c0101", born: str = "01/02/1990") -> str:
    known = f"{number:06d}TS,{88_000_000 + number:08d},Lò Văn {_word(number)}"
    return f"{known},Nam,{born},Thái,{cell},Chính thức,03/02/2015,03/02/2016,"


def _word(number: int) -> str:
    return "".join("abcdeghikl"[int(digit)] for digit in str(number)).capitalize()


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
    rows = [ROWS[0].replace("Tày", "Nùng"), ROWS[1], _new_row(101), _new_row(102, born="31/02/1990"), ROWS[7]]
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
    [compared] = _audited("identity.import_compared")
    [read] = _audited("identity.import_rows_read")[:1]
    assert compared["about"] == read["about"] == [Member.objects.get(full_name="Đinh Thị Hương").id]


def test_the_run_writes_the_good_rows_with_events_history_and_trail(desk: Desk, province: Province) -> None:
    uyen = province.member("Bùi Thị Uyên")
    done = desk.whole_way("\n".join([HEAD, ROWS[3].replace("Dự bị", "Chính thức"), _new_row(101), "x" + ROWS[1]]))
    assert (done.state, done.ended) == ("done", True)
    assert (done.counts["created"], done.counts["changed"], done.counts["refused"]) == (1, 1, 1)
    made = Member.objects.get(full_name=f"Lò Văn {_word(101)}")
    assert (made.cell_path, [event["type"] for event in made.outbox]) == (
        "ts/x01/c0101/", ["identity.member_registered.v1"],
    )  # fmt: skip
    uyen.reload()
    assert (uyen.status, uyen.outbox[-1]["type"]) == ("official", "identity.member_status_changed.v1")
    [change] = MemberChange.objects()
    assert (change.source, change.source_id, change.by) == ("import", done.id, desk.ctx.actor.member_id)
    [entry] = _audited("identity.members_imported")
    assert (entry["subject"], entry["details"]["created"]) == (done.id, 1)
    assert _audited("identity.record_imported")[0]["about"] == [uyen.id]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    text = "\n".join([HEAD, *(_new_row(number) for number in range(100, 120))])
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
    done = desk.whole_way("\n".join([HEAD, _new_row(101), _new_row(102, born="31/02/1990"), _new_row(103, "c9")]))
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
    text = "\n".join([HEAD, _new_row(101)])
    import_id = desk.send(as_bytes(text, Encoding.VNI))
    assert desk.view(import_id).encoding == "vni"
    for chosen in (Encoding.TCVN3, Encoding.VNI):
        version = desk.view(import_id).version
        choose_import_encoding(ChooseImportEncoding(import_id=import_id, version=version, encoding=chosen), desk.ctx)
        _work(import_id)
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
    _holder(province, "Hoàng Văn Thuận", "ts/", Role.ADMINISTRATOR)
    rows = [ROWS[1].replace("0950000002", "0950999999"), ROWS[2].replace("0950000003", "0950888888")]
    done = desk.whole_way("\n".join([HEAD, *rows]))
    assert (done.counts["changed"], done.counts["refused"]) == (1, 1)
    assert province.member("Hoàng Văn Thuận").phone == "0950000002"
    assert "quản trị viên" in desk.rows(done.id, "refused")[0].told[0][1]


def test_nobody_imports_into_the_own_record(province: Province, at: At) -> None:
    desk = Desk(at(_holder(province, "Đinh Thị Hương", COMMUNE)))
    done = desk.whole_way("\n".join([HEAD, ROWS[0].replace("Tày", "Nùng")]))
    assert "chính mình" in desk.rows(done.id, "refused")[0].told[0][1]


def test_a_role_that_ended_meanwhile_ends_the_import(desk: Desk) -> None:
    import_id = desk.send(f"{HEAD}\n{_new_row(101)}")
    desk.check(import_id)
    desk.ask_run(import_id)
    RoleGrant.objects.delete()
    _work(import_id)
    assert MemberImport.objects.get(pk=import_id).state == "failed"
    assert Member.objects.count() == 8


def test_a_text_with_a_mark_of_secrecy_ends_the_import_and_its_file(desk: Desk) -> None:
    import_id = desk.send("Số lý lịch;Kỷ luật\n000001TS;TUYỆT MẬT\n")
    shown = desk.check(import_id)
    assert (shown.state, "độ mật" in shown.told, shown.columns) == ("failed", True, [])
    with pytest.raises(BlobNotFound):
        import_files.read(import_id)
    assert MemberImportRow.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", "Số lý lịch;Họ tên\n".encode(), b'"a;b\n'])
def test_a_file_that_cannot_be_read_is_told_and_not_kept(desk: Desk, content: bytes) -> None:
    shown = desk.view(desk.send(content or b" "))
    assert (shown.state, bool(shown.told)) == ("failed", True)


def test_an_old_workbook_and_a_sixth_open_import_are_refused(desk: Desk) -> None:
    with pytest.raises(OldWorkbook):
        desk.send(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    for _ in range(5):
        desk.send(MEMBERS)
    with pytest.raises(TooManyImports):
        desk.send(MEMBERS)


def test_an_import_of_another_organisation_is_not_there(desk: Desk, province: Province, at: At) -> None:
    import_id = desk.send(MEMBERS)
    stranger = at(_holder(province, "Phạm Thị Ân", "ts/x02/"))
    with pytest.raises(ImportNotFound):
        read_import(ReadImport(import_id=import_id), stranger)
    with pytest.raises(NotPermitted):
        list_imports(ListImports(organisation_path=COMMUNE), stranger)
    above = at(_holder(province, "Lê Đức An", "ts/", Role.ADMINISTRATOR))
    assert [row.id for row in list_imports(ListImports(organisation_path="ts/"), above).items] == [import_id]


def test_a_step_is_done_once_and_by_the_one_who_saw_what_it_is_about(desk: Desk) -> None:
    import_id = desk.send(MEMBERS)
    with pytest.raises(NotNow):
        desk.ask_run(import_id)
    version = desk.view(import_id).version
    desk.check(import_id)
    with pytest.raises(ChangedByAnother):
        run_import(RunImport(import_id=import_id, version=version), desk.ctx)


def test_an_old_round_of_the_worker_does_nothing(desk: Desk) -> None:
    import_id = desk.send(f"{HEAD}\n{_new_row(101)}")
    desk.check(import_id)
    desk.ask_run(import_id)
    on_member_import_asked(MemberImportAsked(import_id=import_id, step="run", round=1))
    on_member_import_asked(MemberImportAsked(import_id=import_id, step="check", round=3))
    on_member_import_asked(MemberImportAsked(import_id="gone", step="run", round=1))
    assert Member.objects.count() == 8


def test_a_cancelled_run_keeps_what_is_written_and_deletes_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_through_file, "BATCH", 3)
    import_id = desk.send("\n".join([HEAD, *(_new_row(number) for number in range(100, 110))]))
    desk.check(import_id)
    desk.ask_run(import_id)
    written = working_through_file.write

    def and_then_cancelled(*given: Any, **options: Any) -> list[str]:
        made = written(*given, **options)
        cancel_import(CancelImport(import_id=import_id), desk.ctx)
        return made

    monkeypatch.setattr(working_through_file, "write", and_then_cancelled)
    _work(import_id)
    shown = desk.view(import_id)
    assert (shown.state, shown.counts["created"], Member.objects.count()) == ("cancelled", 3, 11)
    with pytest.raises(BlobNotFound):
        import_files.read(import_id)
    assert cancel_import(CancelImport(import_id=import_id), desk.ctx).state == "cancelled"


def test_a_number_that_somebody_takes_during_the_run_is_refused_and_the_rest_goes_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = desk.send("\n".join([HEAD, _new_row(101), _new_row(102)]))
    desk.check(import_id)
    desk.ask_run(import_id)
    written, waiting = working_through_file.write, [True]

    def after_somebody_else(*given: Any, **options: Any) -> list[str]:
        if waiting:
            waiting.clear()
            Member.objects(full_name="Lê Đức An").update_one(set__card_key=given[0].new[0][0] and _card_key(101))
        return written(*given, **options)

    monkeypatch.setattr(working_through_file, "write", after_somebody_else)
    _work(import_id)
    shown = desk.view(import_id)
    assert (shown.counts["created"], shown.counts["refused"]) == (1, 1)
    assert Member.objects.count() == 9


def _card_key(number: int) -> str:
    from services.identity.store.members import CARD, key_of

    return str(key_of(f"{88_000_000 + number:08d}", CARD))


def test_files_go_a_week_after_the_last_step_and_an_unfinished_import_with_them(desk: Desk) -> None:
    import_id = desk.send(MEMBERS)
    assert forget_old_imports(desk.ctx.now + timedelta(days=6)) == 0
    assert forget_old_imports(clock.now() + timedelta(days=8)) == 1
    shown = desk.view(import_id)
    assert (shown.state, shown.columns) == ("cancelled", [])
    assert forget_old_imports(clock.now() + timedelta(days=8)) == 0


@pytest.mark.slow
def test_of_a_hundred_thousand_rows_the_good_go_in_and_every_bad_one_is_listed(desk: Desk) -> None:
    rows = [
        _new_row(number, born="31/02/1990" if number % 100 == 0 else "01/02/1990") for number in range(100_000, 200_000)
    ]
    import_id = desk.send("\n".join([HEAD, *rows]))
    assert desk.check(import_id).counts["created"] == 99_000
    done = desk.run(import_id)
    assert (done.state, done.counts["created"], done.counts["refused"]) == ("done", 99_000, 1_000)
    assert Member.objects.count() == 99_008
    assert MemberImportRow.objects(import_id=import_id, kind="refused").count() == 1_000


_CHILD = """
import sys
from services.identity.store.import_files import use_files
from services.identity.usecases.on_member_import_asked import on_member_import_asked
from shared.contracts.identity import MemberImportAsked
from shared.store import GridFSBlobStore, connect, use_keys
from shared.store.keys import KeyRing
uri, import_id, number = sys.argv[1:]
use_keys(KeyRing("identity", "k1", {"k1": b"1" * 32}, b"b" * 32))
connect(uri)
use_files(GridFSBlobStore(uri))
on_member_import_asked(MemberImportAsked(import_id=import_id, step="run", round=int(number)))
"""


@pytest.mark.slow
def test_a_run_killed_in_the_middle_goes_on_and_nobody_is_there_twice(desk: Desk, mongod: Mongod) -> None:
    rows = [_new_row(number, born="31/02/1990" if number % 100 == 0 else "01/02/1990") for number in range(1000, 7000)]
    import_id = desk.send("\n".join([HEAD, *rows]))
    desk.check(import_id)
    desk.ask_run(import_id)
    number = str(member_imports.get(import_id).round)
    for killed_at in (500, 2500):
        child = subprocess.Popen([sys.executable, "-c", _CHILD, mongod.uri(SERVICE), import_id, number])
        wait_for(lambda killed_at=killed_at: member_imports.get(import_id).counts.get("rows", 0) >= killed_at)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    between = member_imports.get(import_id)
    assert between.state == "running"
    assert 2500 <= between.counts["rows"] < 6000
    assert Member.objects.count() == 8 + between.counts["created"]
    _work(import_id)
    shown = desk.view(import_id)
    assert (shown.state, shown.counts["created"], shown.counts["refused"]) == ("done", 5940, 60)
    assert Member.objects.count() == 8 + 5940
    assert {len(member.outbox) for member in Member.objects(full_name__startswith="Lò Văn")} == {1}
    content = refused_rows_file(RefusedRowsFile(import_id=import_id), desk.ctx).content
    assert sum(1 for _ in load_workbook(io.BytesIO(content), read_only=True).worksheets[0].rows) == 61
