"""The audit trail against the real store: nothing can be changed, added or removed unnoticed."""

import json
import os
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deploy.local.mongod import Mongod
from shared.security import Actor, audit
from shared.store import database, in_transaction, transaction
from tests.shared.security.conftest import NOW

PATH = "ts/x03/c0312/"
FIELDS = ["at", "actor", "action", "subject", "path", "about", "details", "previous", "hash"]


def write(count: int, actor: Actor | None = None) -> None:
    for number in range(count):
        audit.record(
            "identity.member_read",
            actor=actor,
            subject=f"member-{number}",
            path=PATH,
            details={"meeting_id": f"m{number}", "count": number, "late": False},
            at=NOW + timedelta(seconds=number),
        )


def entries() -> list[dict[str, Any]]:
    return list(database()["audit_entries"].find({}).sort("_id", 1))


@pytest.mark.usefixtures("trail")
class TestChain:
    def test_entries_are_numbered_and_the_chain_holds(self, secretary: Actor) -> None:
        assert audit.verify_chain() is None
        write(3, secretary)
        assert [entry["_id"] for entry in entries()] == [1, 2, 3]
        assert entries()[0]["actor"] == "member-1"
        assert audit.verify_chain() is None

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(place=st.integers(1, 5), field=st.sampled_from(FIELDS), text=st.text("abcdef019", min_size=1, max_size=6))
    def test_any_change_of_any_entry_is_found(self, place: int, field: str, text: str) -> None:
        database()["audit_entries"].delete_many({})
        write(5)
        changed: Any = {"details": {"meeting_id": text}, "at": NOW + timedelta(days=len(text), hours=1)}
        database()["audit_entries"].update_one({"_id": place}, {"$set": {field: changed.get(field, text)}})
        broken = audit.verify_chain()
        assert broken is not None
        assert broken.sequence == place

    @pytest.mark.parametrize("place", [1, 2, 4])
    def test_a_removed_entry_is_found(self, place: int) -> None:
        write(5)
        database()["audit_entries"].delete_one({"_id": place})
        broken = audit.verify_chain()
        assert broken is not None
        assert broken.sequence == place

    def test_an_added_field_is_found(self) -> None:
        write(2)
        database()["audit_entries"].update_one({"_id": 2}, {"$set": {"note": "x"}})
        assert audit.verify_chain() == audit.Broken(2, "has other fields than an entry")

    def test_swapped_entries_are_found(self) -> None:
        write(3)
        second, third = entries()[1:]
        for entry, number in ((second, 3), (third, 2)):
            database()["audit_entries"].replace_one({"_id": number}, {**entry, "_id": number}, upsert=True)
        broken = audit.verify_chain()
        assert broken is not None
        assert broken.sequence == 2

    def test_a_rewritten_or_shortened_chain_is_found_by_an_anchor_kept_elsewhere(self) -> None:
        write(3)
        anchor = audit.head()
        assert anchor is not None
        assert audit.verify_chain(anchor) is None
        database()["audit_entries"].delete_one({"_id": 3})
        assert audit.verify_chain() is None  # the chain alone cannot know
        assert audit.verify_chain(anchor) is not None
        audit.record("identity.member_read", actor=None, subject="another", path=PATH)
        assert audit.verify_chain(anchor) == audit.Broken(3, "is not the entry that was anchored")

    def test_racing_writers_leave_no_gap(self) -> None:
        threads = [threading.Thread(target=write, args=(10,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(entries()) == 60
        assert audit.verify_chain() is None

    def test_an_entry_shares_the_fate_of_its_transaction(self) -> None:
        with pytest.raises(RuntimeError), transaction():  # noqa: PT012
            write(1)
            raise RuntimeError
        assert entries() == []
        with transaction():
            write(2)
        assert len(entries()) == 2
        assert audit.verify_chain() is None

    def test_racing_transactions_leave_no_gap(self) -> None:
        def work() -> None:
            for _ in range(4):
                in_transaction(lambda: write(1))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(entries()) == 16
        assert audit.verify_chain() is None

    @pytest.mark.parametrize(
        ("details", "error"),
        [
            ({"full_name": "a"}, ValueError),
            ({"phone": "1"}, ValueError),
            ({"note_id": "x" * 201}, ValueError),
            ({"ids": ["a"]}, TypeError),
        ],
    )
    def test_details_that_could_be_personal_are_refused(self, details: Any, error: type[Exception]) -> None:
        with pytest.raises(error):
            audit.record("x", actor=None, subject="s", path=PATH, details=details)
        assert entries() == []

    def test_the_export_ends_with_the_anchor(self) -> None:
        write(2)
        lines = [json.loads(line) for line in audit.export()]
        assert [line["subject"] for line in lines] == ["member-0", "member-1"]
        assert audit.head() == audit.Anchor(lines[-1]["_id"], lines[-1]["hash"])

    def test_the_command_verifies_and_exports(self, mongod: Mongod) -> None:
        write(2)
        anchor = audit.head()
        assert anchor is not None
        shown = command(mongod, "verify")
        assert (shown.returncode, f"2:{anchor.hash}" in shown.stdout) == (0, True), shown.stderr
        assert len(command(mongod, "export").stdout.splitlines()) == 2
        database()["audit_entries"].update_one({"_id": 1}, {"$set": {"actor": "somebody"}})
        broken = command(mongod, "verify", f"2:{anchor.hash}")
        assert (broken.returncode, broken.stdout.strip()) == (1, "entry 1 is not what was written")


def command(mongod: Mongod, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = {
        "PROVINCE": "ts",
        "AMQP_URI": "amqp://",
        "MONGO_URI": mongod.uri("meetings"),
        "METRICS_PORT": "0",
        "TOKEN_PUBLIC_KEY_FILE": "x",
        "FIELD_KEYS_FILE": "x",
    }
    environment = {**os.environ, **{f"SOTAY_{name}": value for name, value in given.items()}}
    program = [sys.executable, "-m", "shared.security.audit", *arguments]
    return subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.usefixtures("trail")
def test_one_who_read_more_members_than_an_entry_names_leaves_as_many_entries_as_it_takes(secretary: Actor) -> None:
    people = [f"m{number}" for number in range(audit.MAX_ABOUT + 3)]
    audit.record_reading("identity.list_check_read", people, actor=secretary, subject="c1", path=PATH, at=NOW)
    assert len(entries()) == 2
    for member in (people[0], people[-1]):
        assert len(audit.entries_about(member, since=NOW, limit=10)) == 1
    assert audit.verify_chain() is None
