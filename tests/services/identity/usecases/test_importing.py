"""Importing organisations and members: the same way for the demonstration and for a real province."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deploy.demo import generate
from services.identity.rules.import_report import ImportReport
from services.identity.store.member_changes import MemberChange
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.usecases import import_members as importing
from services.identity.usecases.import_members import import_members
from services.identity.usecases.import_organisations import import_organisations
from shared import ids
from shared.store import database
from tests.services.identity.conftest import MEMBERS, ORGANISATIONS, Province

TODAY = date(2026, 11, 22)
Files = tuple[Path, Path]


def _members(file: Path, **options: Any) -> ImportReport:
    return import_members(file, today=TODAY, new_id=ids.new_id, **options)


def _events(collection: str) -> Counter[str]:
    return Counter(event["type"] for row in database()[collection].find() for event in row.get("outbox", []))


def test_the_tree_gets_its_paths_whatever_the_order_of_rows(store: None, tmp_path: Path) -> None:
    head, *rows = ORGANISATIONS.splitlines()
    file = tmp_path / "upside-down.csv"
    file.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    assert import_organisations(file).created == 6
    assert Organisation.objects.get(pk="c0201").path == "ts/x02/c0201/"
    assert _events("organisations") == {"identity.organisation_registered.v1": 6}


def test_every_new_member_tells_ids_and_nothing_personal(province: Province) -> None:
    assert _events("members") == {"identity.member_registered.v1": 8}
    member = province.member("Bùi Thị Uyên")
    [event] = member.outbox
    assert json.loads(event["body"])["data"] == {
        "member_id": member.id,
        "cell_id": "c0101",
        "cell_path": "ts/x01/c0101/",
        "status": "probationary",
    }


def test_numbers_lie_encrypted_in_the_store(province: Province) -> None:
    stored = repr(list(database()["members"].find()))
    for personal in ("99000001", "0950000001", "000001TS", "Tày", "1990-03-02"):
        assert personal not in stored
    member = province.member("Đinh Thị Hương")
    assert (member.card_number, member.phone, member.ethnicity) == ("99000001", "0950000001", "Tày")


def test_a_second_import_changes_nothing(province: Province, files: Files) -> None:
    before = list(database()["members"].find()), list(database()["organisations"].find())
    organisations, members = import_organisations(files[0]), _members(files[1])
    assert (organisations.created, organisations.changed, organisations.unchanged) == (0, 0, 6)
    assert (members.created, members.changed, members.unchanged) == (0, 0, 8)
    assert (list(database()["members"].find()), list(database()["organisations"].find())) == before


def test_a_dry_run_of_both_files_counts_and_writes_nothing(store: None, files: Files) -> None:
    organisations = import_organisations(files[0], dry_run=True)
    members = _members(files[1], dry_run=True, planned_cells=organisations.planned_cells)
    assert (organisations.created, members.created, members.problems) == (6, 8, [])
    assert "chưa ghi gì" in members.lines()[0]
    assert database()["organisations"].count_documents({}) == database()["members"].count_documents({}) == 0


def test_differences_are_counted_by_column_and_written(province: Province, files: Files) -> None:
    files[1].write_text(
        MEMBERS.replace("Đinh Thị Hương", "Đinh Thị Thu Hương").replace("Dự bị", "Chính thức"), encoding="utf-8"
    )
    report = _members(files[1])
    assert (report.created, report.changed, report.unchanged) == (0, 2, 6)
    assert report.differences == {"Họ và tên": 1, "Tình trạng": 1}
    assert province.member("Đinh Thị Thu Hương").folded_name == "dinh thi thu huong"
    assert _events("members")["identity.member_status_changed.v1"] == 1
    assert _members(files[1]).unchanged == 8


def test_a_new_telephone_is_found_again_under_its_new_number(province: Province, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("0950000007", "0950000077"), encoding="utf-8")
    _members(files[1])
    from services.identity.store import members

    found = members.with_phone("0950000077")
    assert found is not None
    assert found.full_name == "Phạm Thị Ân"
    assert members.with_phone("0950000007") is None


def test_an_empty_cell_does_not_wipe_out_what_is_stored(province: Province, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("0950000007", ""), encoding="utf-8")
    assert _members(files[1]).unchanged == 8
    assert province.member("Phạm Thị Ân").phone == "0950000007"


def test_a_transfer_is_not_done_by_a_file(province: Province, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("Kinh,C0201", "Kinh,C0101"), encoding="utf-8")
    report = _members(files[1])
    assert len([remark for remark in report.remarks if "chuyển sinh hoạt" in remark.message]) == 2
    assert province.member("Phạm Thị Ân").cell_id == "c0201"


def test_members_missing_from_the_file_are_counted_and_kept(province: Province, files: Files) -> None:
    files[1].write_text("\n".join(MEMBERS.splitlines()[:-2]), encoding="utf-8")
    assert _members(files[1]).absent == 2
    assert Member.objects.count() == 8


def test_one_bad_row_leaves_everything_unwritten_and_is_named(store: None, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("05/06/1966", "31/06/1966"), encoding="utf-8")
    import_organisations(files[0])
    report = _members(files[1])
    assert [str(problem) for problem in report.problems] == [
        "Dòng 3, cột “Ngày sinh”: Ngày “31/06/1966” không có trong lịch."
    ]
    assert not report.written
    assert Member.objects.count() == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("000002TS", "000001TS", "Trùng với dòng 2"),
        ("99000002", "99000001", "Trùng với dòng 2"),
        ("Kinh,C0102", "Kinh,C0999", "Không có chi bộ mang mã “c0999”"),
        ("Kinh,C0102", "Kinh,X01", "Không có chi bộ mang mã “x01”"),
    ],
)
def test_rows_that_contradict_each_other_are_refused(store: None, files: Files, old: str, new: str, said: str) -> None:
    import_organisations(files[0])
    files[1].write_text(MEMBERS.replace(old, new), encoding="utf-8")
    report = _members(files[1])
    assert said in report.problems[0].message
    assert Member.objects.count() == 0


def test_a_card_that_another_stored_member_has_is_refused(province: Province, files: Files) -> None:
    head, first, *_ = MEMBERS.splitlines()
    files[1].write_text(f"{head}\n{first.replace('000001TS', '000099TS')}", encoding="utf-8")
    assert "hồ sơ khác" in _members(files[1]).problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",x02\n", ",x09\n", "Không tìm thấy tổ chức cấp trên"),
        ("x02,Đảng bộ xã Hai,Đảng bộ xã,ts", "x02,Đảng bộ xã Hai,Đảng bộ xã,c0201", "vòng quanh"),
        ("c0102,Chi bộ thôn Hạ,Chi bộ,x01", "c0102,Chi bộ thôn Hạ,Chi bộ,c0101", "không thể trực thuộc"),
        ("c0102", "c0101", "đã có ở dòng 4"),
    ],
)
def test_a_tree_that_does_not_hold_together_is_refused(
    store: None, files: Files, old: str, new: str, said: str
) -> None:
    files[0].write_text(ORGANISATIONS.replace(old, new), encoding="utf-8")
    report = import_organisations(files[0])
    assert said in report.problems[0].message
    assert Organisation.objects.count() == 0


def test_a_renamed_organisation_is_told_again_and_a_new_parent_only_remarked(province: Province, files: Files) -> None:
    changed = ORGANISATIONS.replace("thôn Hạ,Chi bộ,x01", "thôn Hạ Mới,Chi bộ,x02")
    files[0].write_text(changed, encoding="utf-8")
    report = import_organisations(files[0])
    assert (report.changed, len(report.remarks)) == (1, 1)
    stored = Organisation.objects.get(pk="c0102")
    assert (stored.name, stored.path) == ("Chi bộ thôn Hạ Mới", "ts/x01/c0102/")
    assert json.loads(stored.outbox[-1]["body"])["data"]["name"] == "Chi bộ thôn Hạ Mới"


def test_an_import_that_died_half_way_is_finished_by_the_next(
    store: None, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_organisations(files[0])
    monkeypatch.setattr(importing, "_BATCH", 3)
    given = iter(range(5))

    def dies() -> str:
        next(given)
        return ids.new_id()

    with pytest.raises((StopIteration, RuntimeError)):
        import_members(files[1], today=TODAY, new_id=dies)
    assert 0 < Member.objects.count() < 8
    report = _members(files[1])
    assert (report.created, report.unchanged) == (5, 3)
    assert _events("members") == {"identity.member_registered.v1": 8}


def test_the_fictional_province_goes_in_and_a_second_time_changes_nothing(store: None) -> None:
    folder = Path(generate.__file__).parent
    assert import_organisations(folder / "organisations.csv").created == 52
    report = _members(folder / "members.xlsx")
    assert (report.created, report.problems) == (2000, [])
    assert _events("members") == {"identity.member_registered.v1": 2000}
    again = _members(folder / "members.xlsx")
    assert (again.created, again.changed, again.unchanged, again.absent) == (0, 0, 2000, 0)


def test_the_good_rows_of_a_file_with_bad_ones_go_in_where_that_is_asked_for(store: None, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("05/06/1966", "31/02/1966"), encoding="utf-8")
    import_organisations(files[0])
    report = _members(files[1], skip_bad=True)
    assert [str(problem) for problem in report.problems] == [
        "Dòng 3, cột “Ngày sinh”: Ngày “31/02/1966” không có trong lịch."
    ]
    assert (report.created, Member.objects.count()) == (7, 7)


def test_what_an_import_changes_stands_in_the_history(province: Province, files: Files) -> None:
    files[1].write_text(MEMBERS.replace("Dự bị", "Chính thức"), encoding="utf-8")
    _members(files[1])
    [change] = MemberChange.objects()
    assert (change.member_id, change.source, change.by) == (province.member("Bùi Thị Uyên").id, "import", None)
    assert change.before_and_after()["status"] == ("probationary", "official")


def test_two_rows_about_one_member_by_different_numbers_are_told(province: Province, files: Files) -> None:
    head, first, *_ = MEMBERS.splitlines()
    files[1].write_text(f"{head}\n{first}\n{first.replace('000001TS', '')}", encoding="utf-8")
    assert "Trùng với dòng 2" in _members(files[1]).problems[0].message
