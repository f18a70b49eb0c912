"""The same transactions in a monkey-patched process, where a leaked session would mix two people's work."""

import subprocess
import sys

from deploy.local.mongod import Mongod

PROGRAM = """
import eventlet
eventlet.monkey_patch()
import sys
from mongoengine import Document, IntField, StringField
from shared.store import connect, current_session, database, transaction

class Row(Document):
    meta = {"collection": "greenlets", "auto_create_index": False}
    name = StringField(primary_key=True)
    number = IntField()

connect(sys.argv[1])
database()["greenlets"].drop()
database().create_collection("greenlets")
sessions, inside = {}, []

def writer(number):
    try:
        with transaction() as session:
            inside.append(number)
            Row(name=f"a{number}", number=number).save()
            eventlet.sleep(0.02)                      # everybody is inside at the same time
            assert current_session() is session
            assert len(inside) > 1
            sessions[number] = number, bytes(session.session_id["id"])
            mine = {row.name for row in Row.objects}
            assert mine == {f"a{number}"}, mine       # nobody else's uncommitted work
            spawned = eventlet.spawn(current_session).wait()
            assert spawned is None                    # a new greenlet begins outside
            Row(name=f"b{number}", number=number).save()
            eventlet.sleep(0.02)
            if number % 2:
                raise RuntimeError("undo")
    except RuntimeError:
        pass
    assert current_session() is None

pile = eventlet.GreenPool(20)
list(pile.imap(writer, range(20)))
assert len({key for _, key in sessions.values()}) == 20
names = {row["_id"] for row in database()["greenlets"].find({})}
assert names == {f"{letter}{number}" for letter in "ab" for number in range(0, 20, 2)}, names
print("isolated")
"""


def test_twenty_greenlets_inside_at_once_share_no_session(mongod: Mongod) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, mongod.uri("identity")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "isolated", done.stderr[-3000:]
