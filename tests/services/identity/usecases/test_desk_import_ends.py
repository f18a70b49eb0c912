"""Imports on the desk that end otherwise than planned: refused, cancelled, killed, too many."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from deploy.local.mongod import Mongod
from services.identity.queries.list_imports import ListImports, list_imports
from services.identity.queries.read_import import ReadImport, read_import
from services.identity.queries.refused_rows_file import RefusedRowsFile, refused_rows_file
from services.identity.rules.grants import Role
from services.identity.rules.import_errors import (
    ImportGivenUp,
    ImportNotFound,
    NotNow,
    OldWorkbook,
    TooManyImports,
)
from services.identity.store import import_files, member_imports
from services.identity.store.import_files import BlobNotFound
from services.identity.store.member_import_rows import MemberImportRow
from services.identity.store.member_imports import MemberImport
from services.identity.store.members import Member
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases import on_member_import_asked as on_member_import_asked_module
from services.identity.usecases import working_through_file
from services.identity.usecases.cancel_import import CancelImport, cancel_import
from services.identity.usecases.forget_old_imports import forget_old_imports
from services.identity.usecases.on_member_import_asked import give_up_import, on_member_import_asked
from services.identity.usecases.run_import import RunImport, run_import
from shared import clock
from shared.contracts.identity import MemberImportAsked
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.usecase import Context
from tests.services.identity.conftest import MEMBERS, SERVICE, Province
from tests.services.identity.desk import COMMUNE, HEAD, Desk, holder, new_row, work
from tests.shared.helpers import wait_for

At = Callable[..., Context]


def test_a_role_that_ended_meanwhile_ends_the_import(desk: Desk) -> None:
    import_id = desk.send(f"{HEAD}\n{new_row(101)}")
    desk.check(import_id)
    desk.ask_run(import_id)
    RoleGrant.objects.delete()
    work(import_id)
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
    stranger = at(holder(province, "Phạm Thị Ân", "ts/x02/"))
    with pytest.raises(ImportNotFound):
        read_import(ReadImport(import_id=import_id), stranger)
    with pytest.raises(NotPermitted):
        list_imports(ListImports(organisation_path=COMMUNE), stranger)
    above = at(holder(province, "Lê Đức An", "ts/", Role.ADMINISTRATOR))
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
    import_id = desk.send(f"{HEAD}\n{new_row(101)}")
    desk.check(import_id)
    desk.ask_run(import_id)
    on_member_import_asked(MemberImportAsked(import_id=import_id, step="run", round=1))
    on_member_import_asked(MemberImportAsked(import_id=import_id, step="check", round=3))
    on_member_import_asked(MemberImportAsked(import_id="gone", step="run", round=1))
    assert Member.objects.count() == 8


def test_an_import_that_no_try_could_do_is_told_failed_and_an_old_round_of_it_is_not(desk: Desk) -> None:
    import_id = desk.send(f"{HEAD}\n{new_row(101)}")
    desk.check(import_id)
    desk.ask_run(import_id)
    told = MemberImportAsked(import_id=import_id, step="run", round=MemberImport.objects.get(pk=import_id).round)
    give_up_import(MemberImportAsked(import_id=import_id, step="run", round=told.round - 1))
    assert desk.view(import_id).state == "running"
    give_up_import(told)
    give_up_import(told)
    assert (desk.view(import_id).state, desk.view(import_id).told) == ("failed", ImportGivenUp.message)
    on_member_import_asked(told)
    assert Member.objects.count() == 8


def test_a_cancelled_run_keeps_what_is_written_and_deletes_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working_through_file, "BATCH", 3)
    import_id = desk.send("\n".join([HEAD, *(new_row(number) for number in range(100, 110))]))
    desk.check(import_id)
    desk.ask_run(import_id)
    written = working_through_file.write

    def and_then_cancelled(*given: Any, **options: Any) -> list[str]:
        made = written(*given, **options)
        cancel_import(CancelImport(import_id=import_id), desk.ctx)
        return made

    monkeypatch.setattr(working_through_file, "write", and_then_cancelled)
    work(import_id)
    shown = desk.view(import_id)
    assert (shown.state, shown.counts["created"], Member.objects.count()) == ("cancelled", 3, 11)
    with pytest.raises(BlobNotFound):
        import_files.read(import_id)
    assert cancel_import(CancelImport(import_id=import_id), desk.ctx).state == "cancelled"


def test_a_number_that_somebody_takes_during_the_run_is_refused_and_the_rest_goes_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = desk.send("\n".join([HEAD, new_row(101), new_row(102)]))
    desk.check(import_id)
    desk.ask_run(import_id)
    written, waiting = working_through_file.write, [True]

    def after_somebody_else(*given: Any, **options: Any) -> list[str]:
        if waiting:
            waiting.clear()
            Member.objects(full_name="Lê Đức An").update_one(set__card_key=given[0].new[0][0] and _card_key(101))
        return written(*given, **options)

    monkeypatch.setattr(working_through_file, "write", after_somebody_else)
    work(import_id)
    shown = desk.view(import_id)
    assert (shown.counts["created"], shown.counts["refused"]) == (1, 1)
    assert Member.objects.count() == 9


def _card_key(number: int) -> str:
    from services.identity.store.members import CARD, key_of

    return str(key_of(f"{88_000_000 + number:08d}", CARD))


def test_two_workers_with_one_import_write_each_row_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working_through_file, "BATCH", 20)
    monkeypatch.setattr(on_member_import_asked_module, "SECONDS_BETWEEN_TRIES", 0.02)
    import_id = desk.send("\n".join([HEAD, *(new_row(number) for number in range(1000, 1400))]))
    desk.check(import_id)
    desk.ask_run(import_id)
    workers = [threading.Thread(target=work, args=(import_id,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    shown = desk.view(import_id)
    assert (shown.state, shown.counts["created"], shown.counts["refused"]) == ("done", 400, 0)
    assert Member.objects.count() == 408


def test_files_go_a_week_after_the_last_step_and_an_unfinished_import_with_them(desk: Desk) -> None:
    import_id = desk.send(MEMBERS)
    assert forget_old_imports(desk.ctx.now + timedelta(days=6)) == 0
    assert forget_old_imports(clock.now() + timedelta(days=8)) == 1
    shown = desk.view(import_id)
    assert (shown.state, shown.columns) == ("cancelled", [])
    assert forget_old_imports(clock.now() + timedelta(days=8)) == 0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_of_a_hundred_thousand_rows_the_good_go_in_and_every_bad_one_is_listed(desk: Desk) -> None:
    rows = [
        new_row(number, born="31/02/1990" if number % 100 == 0 else "01/02/1990") for number in range(100_000, 200_000)
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
    rows = [new_row(number, born="31/02/1990" if number % 100 == 0 else "01/02/1990") for number in range(1000, 7000)]
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
    work(import_id)
    shown = desk.view(import_id)
    assert (shown.state, shown.counts["created"], shown.counts["refused"]) == ("done", 5940, 60)
    assert Member.objects.count() == 8 + 5940
    assert {len(member.outbox) for member in Member.objects(full_name__startswith="Lò Văn")} == {1}
    content = refused_rows_file(RefusedRowsFile(import_id=import_id), desk.ctx).content
    assert sum(1 for _ in load_workbook(io.BytesIO(content), read_only=True).worksheets[0].rows) == 61


def test_a_file_that_a_kill_left_to_no_import_goes_and_the_others_stay(desk: Desk) -> None:
    kept = desk.send(MEMBERS)
    import_files.keep("left-behind", b"of nobody")
    soon = clock.now() + timedelta(hours=2)  # the store stamps files with its own clock
    assert forget_old_imports(soon) == 1
    with pytest.raises(BlobNotFound):
        import_files.read("left-behind")
    assert import_files.read(kept)
