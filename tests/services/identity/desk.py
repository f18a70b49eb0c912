"""The desk and the worker of imports as a test drives them: `Desk`, and rows of a file."""

from datetime import timedelta
from typing import Any

from services.identity.queries.list_import_rows import ImportRowView, ListImportRows, list_import_rows
from services.identity.queries.read_import import ImportView, ReadImport, read_import
from services.identity.rules.grants import Role
from services.identity.store import member_imports
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases.begin_import import BeginImport, begin_import
from services.identity.usecases.map_import import MapImport, map_import
from services.identity.usecases.on_member_import_asked import on_member_import_asked
from services.identity.usecases.run_import import RunImport, run_import
from shared import clock, ids
from shared.contracts.identity import MemberImportAsked
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import MEMBERS, Province

COMMUNE = "ts/x01/"
HEAD, *ROWS = MEMBERS.splitlines()


def holder(province: Province, name: str, path: str, role: Role = Role.COMMITTEE_OFFICER) -> Actor:
    member = province.member(name)
    RoleGrant(
        id=ids.new_id(), member_id=member.id, role=str(role), organisation_id=path.rstrip("/").rpartition("/")[2],
        organisation_path=path, valid_from=(clock.now() - timedelta(days=400)).date(),
    ).save()  # fmt: skip
    return province.actor(name, (str(role), path))


def work(import_id: str) -> None:
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
        work(begun.id)
        return begun.id

    def view(self, import_id: str) -> ImportView:
        return read_import(ReadImport(import_id=import_id), self.ctx)

    def check(self, import_id: str, **changed: str) -> ImportView:
        shown = self.view(import_id)
        mapping = {str(column.position): column.field for column in shown.columns if column.field} | changed
        map_import(MapImport(import_id=import_id, version=shown.version, mapping=mapping), self.ctx)
        work(import_id)
        return self.view(import_id)

    def ask_run(self, import_id: str) -> None:
        run_import(RunImport(import_id=import_id, version=self.view(import_id).version), self.ctx)

    def run(self, import_id: str) -> ImportView:
        self.ask_run(import_id)
        work(import_id)
        return self.view(import_id)

    def rows(self, import_id: str, kind: Any) -> list[ImportRowView]:
        return list_import_rows(ListImportRows(import_id=import_id, kind=kind), self.ctx).items

    def whole_way(self, text: str | bytes) -> ImportView:
        import_id = self.send(text)
        self.check(import_id)
        return self.run(import_id)


def audited(action: str) -> list[dict[str, Any]]:
    return list(database()["audit_entries"].find({"action": action}).sort("_id", 1))


def new_row(number: int, cell: str = "c0101", born: str = "01/02/1990") -> str:
    known = f"{number:06d}TS,{88_000_000 + number:08d},Lò Văn {word(number)}"
    return f"{known},Nam,{born},Thái,{cell},Chính thức,03/02/2015,03/02/2016,"


def word(number: int) -> str:
    return "".join("abcdeghikl"[int(digit)] for digit in str(number)).capitalize()
