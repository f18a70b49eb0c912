"""The tree changes by decision: at once or on its day, with everybody who belongs to it, never half-way for ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deploy.local.mongod import Mongod
from services.identity.queries.organisation_tree import OrganisationTree, organisation_tree
from services.identity.queries.read_organisation import ReadOrganisation, read_organisation
from services.identity.rules.grants import Role
from services.identity.rules.organisation_changes import Change
from services.identity.rules.organisation_errors import ChangeBegun, ChangeRefused, OrganisationClosed
from services.identity.rules.tree import Kind
from services.identity.store import organisations
from services.identity.store.members import Member
from services.identity.store.organisation_changes import OrganisationChange
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases import carrying_out_change
from services.identity.usecases.carry_out_due_changes import carry_out_due_changes
from services.identity.usecases.change_organisation import (
    ChangeOrganisation,
    PreviewOrganisationChange,
    change_organisation,
    preview_organisation_change,
)
from services.identity.usecases.grant_role import GrantRole, grant_role
from services.identity.usecases.import_organisations import import_organisations
from services.identity.usecases.withdraw_organisation_change import (
    WithdrawOrganisationChange,
    withdraw_organisation_change,
)
from shared import ids
from shared.security import Actor, NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, SERVICE, Province

At = Callable[..., Context]
TODAY = date(2026, 11, 22)
DECISION = {"number": "12-QĐ/TU", "signed_on": date(2026, 11, 20), "issued_by": "Tỉnh ủy Trường Sơn"}


@pytest.fixture
def office(province: Province) -> Actor:
    return province.actor("Lê Đức An", ("administrator", "ts/"))


def wish(change: Change, organisation_id: str, **more: Any) -> dict[str, Any]:
    told = {"change": change, "organisation_id": organisation_id, "effective_on": TODAY, **DECISION}
    return {**told, **more}


def decide(ctx: Context, change: Change, organisation_id: str, **more: Any) -> OrganisationChange:
    made = change_organisation(ChangeOrganisation(**wish(change, organisation_id, **more)), ctx)
    found: OrganisationChange = OrganisationChange.objects.get(pk=made.change_id)
    return found


def paths_of(*names: str) -> list[str]:
    return [Member.objects.get(full_name=name).cell_path for name in names]


def told(kind: str) -> list[dict[str, Any]]:
    rows = [*database()["organisations"].find({}), *database()["members"].find({})]
    return [event for row in rows for event in row.get("outbox", []) if kind in str(event)]


def test_a_new_name_is_told_and_the_old_one_stays_in_the_history(province: Province, office: Actor, at: At) -> None:
    decide(at(office), Change.RENAME, "c0101", name="Chi bộ thôn Thượng Sơn")
    assert organisations.get("c0101").name == "Chi bộ thôn Thượng Sơn"
    shown = read_organisation(ReadOrganisation(organisation_id="c0101"), at(office))
    assert [(item.change, item.name_before, item.number) for item in shown.history] == [
        ("rename", "Chi bộ thôn Thượng", "12-QĐ/TU")
    ]
    before = organisation_tree(OrganisationTree(on=TODAY - timedelta(days=1)), at(office))
    assert {node.id: node.name for node in before.nodes}["c0101"] == "Chi bộ thôn Thượng"


def test_a_file_does_not_write_over_a_decided_name(
    province: Province, office: Actor, at: At, files: tuple[Path, Path]
) -> None:
    decide(at(office), Change.RENAME, "c0101", name="Chi bộ thôn Thượng Sơn")
    report = import_organisations(files[0])
    assert report.written
    assert [remark.message for remark in report.remarks] == [
        "Tên theo quyết định là “Chi bộ thôn Thượng Sơn”; tệp không đổi được."
    ]
    assert organisations.get("c0101").name == "Chi bộ thôn Thượng Sơn"


def test_a_cell_moves_below_another_committee_with_members_and_roles(province: Province, office: Actor, at: At) -> None:
    _grant(province, "Hoàng Văn Thuận", "c0101", "ts/x01/c0101/")
    done = decide(at(office), Change.MOVE, "c0101", other_id="x02")
    assert done.state == "done"
    assert set(paths_of("Đinh Thị Hương", "Nông Văn Điền")) == {"ts/x02/c0101/"}
    assert RoleGrant.objects.get(organisation_id="c0101").organisation_path == "ts/x02/c0101/"
    assert len(told("identity.organisation_moved.v1")) == 1
    yesterday = organisation_tree(OrganisationTree(on=TODAY - timedelta(days=1)), at(office))
    assert {node.id: node.parent_id for node in yesterday.nodes}["c0101"] == "x01"


def test_two_committees_merge_and_what_stood_below_the_one_stands_below_the_other(
    province: Province, office: Actor, at: At
) -> None:
    _grant(province, "Hoàng Văn Thuận", "x01", "ts/x01/")
    decide(at(office), Change.MERGE, "x01", other_id="x02")
    assert set(paths_of("Đinh Thị Hương", "Lê Đức An")) == {"ts/x02/c0101/", "ts/x02/c0102/"}
    gone = organisations.get("x01")
    assert (gone.effective_until, gone.successor_id) == (TODAY, "x02")
    assert [one.id for one in organisations.at_or_below("ts/")] == ["ts", "x02", "c0101", "c0102", "c0201"]
    assert RoleGrant.objects.get(organisation_id="x01").ended_at is not None
    then = organisation_tree(OrganisationTree(on=TODAY - timedelta(days=1)), at(office))
    assert {node.id: node.parent_id for node in then.nodes if node.parent_id == "x01"} == {
        "c0101": "x01",
        "c0102": "x01",
    }


def test_two_cells_merge_and_the_members_belong_to_the_one_that_stays(
    province: Province, office: Actor, at: At
) -> None:
    decide(at(office), Change.MERGE, "c0102", other_id="c0101")
    member = Member.objects.get(full_name="Lê Đức An")
    assert (member.cell_id, member.cell_path) == ("c0101", "ts/x01/c0101/")
    assert Member.objects(cell_path="ts/x01/c0102/").count() == 0


def test_a_cell_is_split_and_only_those_who_were_named_go(province: Province, office: Actor, at: At) -> None:
    who = [Member.objects.get(full_name=name).id for name in ("Hoàng Văn Thuận", "Bùi Thị Uyên")]
    asked = wish(Change.SPLIT, "c0103", other_id="c0101", name="Chi bộ thôn Giữa", member_ids=who)
    shown = preview_organisation_change(PreviewOrganisationChange(**asked), at(office))
    assert shown.members == 2
    assert [line.partition(" sẽ")[0] for line in shown.warnings] == ["Chi bộ thôn Giữa", "Chi bộ thôn Thượng"]
    change_organisation(ChangeOrganisation(**asked), at(office))
    assert paths_of("Hoàng Văn Thuận", "Bùi Thị Uyên", "Đinh Thị Hương") == [
        "ts/x01/c0103/",
        "ts/x01/c0103/",
        "ts/x01/c0101/",
    ]


def test_a_new_organisation_is_founded_and_an_empty_one_dissolved(province: Province, office: Actor, at: At) -> None:
    decide(at(office), Change.FOUND, "c0202", other_id="x02", name="Chi bộ Trường học", kind=Kind.CELL)
    assert organisations.get("c0202").path == "ts/x02/c0202/"
    decide(at(office), Change.DISSOLVE, "c0202")
    assert "c0202" not in {one.id for one in organisations.at_or_below("ts/")}
    with pytest.raises(OrganisationClosed):
        grant_role(
            GrantRole(member_id=province.member("Phạm Thị Ân").id, role=Role.CELL_SECRETARY, organisation_id="c0202"),
            at(office),
        )
    with pytest.raises(ChangeRefused, match="Còn 2 đảng viên"):
        decide(at(office), Change.DISSOLVE, "c0201")
    with pytest.raises(ChangeRefused):
        decide(at(office), Change.FOUND, "c0202", other_id="x02", name="Chi bộ khác", kind=Kind.CELL)


@pytest.mark.parametrize(
    ("change", "organisation_id", "more"),
    [
        (Change.RENAME, "c0101", {"name": "Chi bộ thôn Thượng"}),
        (Change.RENAME, "khong-co", {"name": "Chi bộ"}),
        (Change.MOVE, "ts", {"other_id": "x01"}),
        (Change.MOVE, "x01", {"other_id": "c0101"}),
        (Change.MOVE, "c0101", {"other_id": "x01"}),
        (Change.MOVE, "c0101", {"other_id": "c0102"}),
        (Change.MERGE, "x01", {"other_id": "c0201"}),
        (Change.MERGE, "c0101", {"other_id": "c0101"}),
        (Change.FOUND, "C 99", {"other_id": "x01", "name": "Chi bộ", "kind": Kind.CELL}),
        (Change.FOUND, "c99", {"other_id": "c0101", "name": "Chi bộ", "kind": Kind.CELL}),
        (Change.SPLIT, "c99", {"other_id": "c0101", "name": "Chi bộ"}),
        (Change.SPLIT, "c99", {"other_id": "x01", "name": "Chi bộ", "member_ids": ["m"]}),
        (Change.RENAME, "c0101", {"name": "Chi bộ", "effective_on": TODAY + timedelta(days=400)}),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_changes_nothing(
    office: Actor, at: At, change: Change, organisation_id: str, more: dict[str, Any]
) -> None:
    with pytest.raises(ChangeRefused) as refused:
        decide(at(office), change, organisation_id, **more)
    assert len(refused.value.details) == 1
    assert OrganisationChange.objects.count() == 0


def test_a_planned_change_waits_for_its_day_and_can_be_withdrawn_before(
    province: Province, office: Actor, at: At
) -> None:
    later = TODAY + timedelta(days=10)
    first = decide(at(office), Change.RENAME, "c0101", name="Chi bộ Một", effective_on=later)
    second = decide(at(office), Change.RENAME, "c0102", name="Chi bộ Hai", effective_on=later)
    assert first.state == "planned"
    withdraw_organisation_change(WithdrawOrganisationChange(change_id=second.id), at(office))
    assert carry_out_due_changes(NOW + timedelta(days=9)) == 0
    assert carry_out_due_changes(NOW + timedelta(days=10)) == 1
    assert (organisations.get("c0101").name, organisations.get("c0102").name) == ("Chi bộ Một", "Chi bộ thôn Hạ")
    with pytest.raises(ChangeBegun):
        withdraw_organisation_change(WithdrawOrganisationChange(change_id=first.id), at(office))


def test_what_is_not_possible_any_more_on_its_day_is_noted_and_holds_up_nothing(
    province: Province, office: Actor, at: At
) -> None:
    later = TODAY + timedelta(days=5)
    planned = decide(at(office), Change.MOVE, "c0102", other_id="x02", effective_on=later)
    rename = decide(at(office), Change.RENAME, "c0101", name="Chi bộ Một", effective_on=later)
    decide(at(office), Change.MERGE, "c0102", other_id="c0101")
    assert carry_out_due_changes(NOW + timedelta(days=5)) == 1
    planned.reload()
    rename.reload()
    assert ("kết thúc" in planned.failed, rename.state) == (True, "done")
    assert carry_out_due_changes(NOW + timedelta(days=5)) == 0


def test_only_the_office_above_decides_and_for_a_move_of_both_places(province: Province, at: At) -> None:
    here = at(province.actor("Lê Đức An", ("administrator", "ts/x01/")))
    decide(here, Change.RENAME, "c0101", name="Chi bộ Một")
    for change, organisation_id, more in (
        (Change.RENAME, "x01", {"name": "Đảng bộ khác"}),
        (Change.MOVE, "c0101", {"other_id": "x02"}),
        (Change.MERGE, "c0201", {"other_id": "c0101"}),
        (Change.FOUND, "c0299", {"other_id": "x02", "name": "Chi bộ", "kind": Kind.CELL}),
    ):
        with pytest.raises(NotPermitted):
            decide(here, change, organisation_id, **more)
    secretary = at(province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/")))
    with pytest.raises(NotPermitted):
        decide(secretary, Change.RENAME, "c0101", name="Chi bộ khác")


KILLED = """
import os, signal, sys
from services.identity.usecases import carrying_out_change
from services.identity.store import organisation_changes
from shared.store import connect, use_keys
from shared.store.keys import KeyRing
from datetime import UTC, datetime

connect(sys.argv[1])
use_keys(KeyRing("identity", "k1", {"k1": b"1" * 32}, b"b" * 32))
carrying_out_change.BATCH = 2
real = carrying_out_change._members_follow
batches = []

def follow(item):
    batches.append(1)
    if len(batches) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(item)

carrying_out_change._members_follow = follow
item = organisation_changes.get(sys.argv[2])
carrying_out_change.carry_out(item, datetime.fromisoformat(sys.argv[3]))
"""


def test_killed_between_two_batches_it_goes_on_and_ends_the_same(
    province: Province, office: Actor, at: At, mongod: Mongod, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = TODAY + timedelta(days=1)
    planned = decide(at(office), Change.MERGE, "x01", other_id="x02", effective_on=later)
    tomorrow = NOW + timedelta(days=1)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, mongod.uri(SERVICE), planned.id, tomorrow.isoformat()],
        env={**os.environ},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    planned.reload()
    assert planned.state == "running"
    moved = Member.objects(cell_path__startswith="ts/x02/c01").count()
    assert moved == 2
    monkeypatch.setattr(carrying_out_change, "BATCH", 2)
    assert carry_out_due_changes(tomorrow) == 1
    planned.reload()
    assert planned.state == "done"
    assert Member.objects(cell_path__startswith="ts/x01/").count() == 0
    # One event for the registration, one for the way: nobody is told twice.
    assert all(len(row["outbox"]) == 2 for row in database()["members"].find({"cell_path": {"$regex": "^ts/x02/c01"}}))


def _grant(province: Province, name: str, organisation_id: str, path: str) -> None:
    RoleGrant(
        id=ids.new_id(),
        member_id=province.member(name).id,
        role="committee_officer" if organisation_id.startswith("x") else "cell_secretary",
        organisation_id=organisation_id,
        organisation_path=path,
        valid_from=date(2026, 1, 1),
    ).save()
