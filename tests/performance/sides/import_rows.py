"""Runs an import of new members as its worker does, from the sealed file to the last transaction; or writes the very
documents that such a run made by a bare bulk_write."""

import time
from datetime import timedelta

import pymongo

from services.identity.store import import_files
from services.identity.store.import_files import use_files
from services.identity.store.member_imports import MemberImport, as_json
from services.identity.store.members import Member
from services.identity.store.organisations import Organisation
from services.identity.store.role_grants import RoleGrant
from services.identity.usecases.working_through_file import run_file
from shared import clock, ids
from shared.process import prepare_store, read_settings
from shared.store import GridFSBlobStore, database
from tests.performance.sides import register
from tests.performance.sides.report import report, task

FIELDS = (
    "record_number", "card_number", "full_name", "sex", "birth_date", "ethnicity", "cell_code", "status", "admitted_on",
    "official_on", "phone",
)  # fmt: skip
BATCH = 500


def main() -> None:
    told = task()
    settings = read_settings("identity")
    prepare_store(settings, "identity")
    blobs = GridFSBlobStore(settings.mongo_uri)
    use_files(blobs)
    item = _prepared(told["rows"])
    began = time.monotonic()
    run_file(item)
    seconds = time.monotonic() - began
    made = list(database()["members"].find({"_id": {"$ne": item.by}}))
    assert len(made) == told["rows"]
    if told["bare"]:
        database()["members"].delete_many({"_id": {"$ne": item.by}})
        began = time.monotonic()
        for first in range(0, len(made), BATCH):
            part = [pymongo.InsertOne(row) for row in made[first : first + BATCH]]
            database()["members"].bulk_write(part, ordered=False)
        seconds = time.monotonic() - began
    blobs.close()
    report(told["rows"], seconds)


def _prepared(rows: int) -> MemberImport:
    now = clock.now()
    path = register.cell_path(0)
    Organisation(id="ts", code="ts", name="Tỉnh", kind="province_committee", path="ts/").save()
    Organisation(id=path.split("/")[2], code="c", name="Chi bộ", kind="cell", parent_id="ts", path=path).save()
    officer = ids.new_id()
    member = {
        "record_number": "999999TS",
        "birth_date": "1970-01-01",
        "full_name": "Nông Văn Kho",
        "status": "official",
    }
    Member(
        id=officer, record_key="r", cell_id="c", cell_path=path, folded_name="k", sort_key="k", **member
    ).save()  # fmt: skip
    RoleGrant(
        id=ids.new_id(), member_id=officer, role="administrator", organisation_id="ts", organisation_path="ts/",
        valid_from=(now - timedelta(days=2)).date(),
    ).save()  # fmt: skip
    text = "\n".join([",".join(FIELDS), *(_line(number, path.split("/")[2]) for number in range(rows))])
    import_id = ids.new_id()
    import_files.keep(import_id, text.encode())
    return MemberImport(
        id=import_id, organisation_path="ts/", by=officer, file_name="a.csv", state="running", begun_at=now,
        changed_at=now, encoding="utf-8", heading_line=1, head=as_json(FIELDS),
        mapping=as_json(dict(enumerate(FIELDS))),
    ).save()  # fmt: skip


_NAMES = register.names(7)


def _line(number: int, cell: str) -> str:
    day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1950 + number % 50}"
    known = f"{number:06d}TS,{register.card_of(number)},{next(_NAMES)},Nam,{day},Kinh"
    return f"{known},{cell},Chính thức,03/02/2020,03/02/2021,09{number:08d}"


if __name__ == "__main__":
    main()
