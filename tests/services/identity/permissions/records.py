"""Payloads about a member's record, its papers and problems: what is asked about is made anew for every attempt."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

from services.identity.rules.closed_lists import ClosedList
from services.identity.store import import_files, list_checks, members, paper_files
from services.identity.store import list_check_paper_people as paper_people
from services.identity.store.corrections import Correction
from services.identity.store.list_check_paper_people import Told
from services.identity.store.list_checks import ListAnswer, ListCheck, Said
from services.identity.store.member_exports import MemberExport
from services.identity.store.member_imports import MemberImport
from services.identity.store.member_papers import MemberPaper, PaperVersion
from services.identity.store.members import Member
from services.identity.store.record_problems import RecordProblem
from shared import ids
from shared.store import in_transaction
from tests.services.identity.conftest import NOW
from tests.services.identity.papers import A_PICTURE
from tests.services.identity.permissions.world import CELL, target

Payload = Mapping[str, Any]
SENT = {"file_name": "a.png", "content": base64.b64encode(A_PICTURE).decode(), "looked_at": True}


def new_address() -> Payload:
    version = members.get(target().id).version
    return {
        "member_id": target().id,
        "version": version,
        "changes": {"residence": f"thôn {ids.new_id()}"},
        "reason": "Chuyển nhà",
    }


def wish() -> Payload:
    Correction.objects.delete()
    return {"changes": {"residence": f"thôn {ids.new_id()}"}, "reason": "Chuyển nhà"}


def correction() -> Payload:
    correction_id = ids.new_id()
    Correction(
        id=correction_id, member_id=target().id, cell_path=CELL, changed='{"residence": ["", "thôn Hạ"]}',
        reason="Chuyển nhà", made_at=NOW,
    ).save()  # fmt: skip
    return {"correction_id": correction_id, "accept": False}


def _paper() -> str:
    paper_id = ids.new_id()
    file = PaperVersion(
        number=1, file_id=paper_id, kind="png", file_name="a.png", size=3, by=target().id, at=NOW
    )  # fmt: skip
    MemberPaper(
        id=paper_id, member_id=target().id, paper_type="self_review", title="2025", versions=[file]
    ).save()  # fmt: skip
    paper_files.put(paper_id, b"abc", NOW)
    return paper_id


def about_paper(**more: Any) -> Callable[[], Payload]:
    return lambda: {"paper_id": _paper(), **more}


def new_paper() -> Payload:
    MemberPaper.objects.delete()
    return {"member_id": target().id, **SENT, "paper_type": "self_review", "title": "Năm 2025"}


def export_of_another() -> Payload:
    """Only who began it takes its rows (test_exporting)."""
    export_id = ids.new_id()
    MemberExport(
        id=export_id, by=target().id, path=CELL, fields=["full_name"], purpose="Kiểm tra", count=4, at=NOW
    ).save()  # fmt: skip
    return {"export_id": export_id}


def problem(decision: str, **more: Any) -> Callable[[], Payload]:
    def build() -> Payload:
        """Kept by the cell: its secretary may decide it as well."""
        RecordProblem.objects.delete()
        Member.objects(pk=target().id).update_one(unset__details=1)
        row = RecordProblem(id=ids.new_id(), member_id=target().id, cell_path=CELL, code="missing_residence",
                            kind="missing", basis="b").save()  # fmt: skip
        version = members.get(target().id).version
        return {"problem_id": row.id, "decision": decision, "version": version, "reason": "Theo sổ", **more}

    return build


def asked_of_another() -> Payload:
    """Nobody answers in somebody else's place (test_problems)."""
    row = problem("ask")()["problem_id"]
    RecordProblem.objects(pk=row).update_one(set__state="asked", set__decided_at=NOW)
    return {"problem_id": row, "answer": "Đúng"}


def _import(state: str = "mapping") -> str:
    """Into the target's cell: an office above it handles it, and nobody of the cell."""
    import_id = ids.new_id()
    MemberImport(
        id=import_id, organisation_path=CELL, by=target().id, file_name="a.csv", state=state, begun_at=NOW,
        changed_at=NOW, head='["Số lý lịch"]', refused_file=import_id,
    ).save()  # fmt: skip
    import_files.keep(import_id, "Số lý lịch\n".encode())
    return import_id


def about_import(state: str = "mapping", **more: Any) -> Callable[[], Payload]:
    return lambda: {"import_id": _import(state), **more}


def member_file() -> Payload:
    MemberImport.objects.delete()
    content = base64.b64encode("Số lý lịch\n".encode()).decode()
    return {"organisation_path": CELL, "file_name": "a.csv", "content": content}


_LIST = {"cell_id": "c0101", "half": "2026-2"}


def list_answer() -> Payload:
    ListCheck.objects.delete()
    return {**_LIST, "member_id": target().id, "outcome": "matches"}


def rest_of_list() -> Payload:
    ListCheck.objects.delete()
    ListAnswer.objects.delete()
    return {**_LIST, "confirmed": len(members.of_cell(CELL, 100))}


def answered_list() -> Payload:
    ListCheck.objects.delete()
    ListAnswer.objects.delete()
    shown = [item.id for item in members.of_cell(CELL, 100)]
    list_checks.begin("c0101", CELL, "2026-2", shown, NOW)
    list_checks.keep(list_checks.id_of("c0101", "2026-2"), shown, Said("matches", target().id, NOW))
    return {**_LIST, "shown": shown, "version": 1}


def paper_person() -> Payload:
    ListCheck.objects.delete()
    return {**_LIST, "full_name": "Vi Văn Sổ"}


def paper_person_to_remove() -> Payload:
    ListCheck.objects.delete()
    check_id, person_id = list_checks.id_of("c0101", "2026-2"), ids.new_id()
    list_checks.begin("c0101", CELL, "2026-2", [], NOW)
    in_transaction(lambda: paper_people.keep(person_id, check_id, Told("Vi Văn Sổ", "", ""), target().id, NOW))
    return {**_LIST, "person_id": person_id}


def closed_list() -> Payload:
    ListCheck.objects.delete()
    list_checks.begin("c0101", CELL, "2026-2", [], NOW)
    check = list_checks.find("c0101", "2026-2")
    assert check is not None
    list_checks.close(check, ClosedList("Chi bộ", "Ai đó", [], [], []), {}, target().id, NOW)
    return {**_LIST, "correction": "Ghi lại", "reason": "Ghi nhầm"}
