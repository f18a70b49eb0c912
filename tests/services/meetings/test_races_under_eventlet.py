"""The same races in a monkey-patched process, which is how the service runs: a hundred greenlets on one hub."""

import os
import subprocess
import sys

import pytest

from deploy.local.mongod import Mongod
from deploy.local.place import REPOSITORY

pytestmark = pytest.mark.slow

PROGRAM = """
import eventlet
eventlet.monkey_patch()
import sys
from services.meetings.rules.errors import AlreadyVoted, VoteClosed
from services.meetings.store import DOCUMENTS, roster
from services.meetings.usecases.cast_vote import cast_vote
from services.meetings.usecases.check_in import check_in
from services.meetings.usecases.close_vote import close_vote
from services.meetings.usecases.open_vote import open_vote
from shared.store import connect, database, ensure_indexes
from shared.usecase import perform
from tests.services.meetings.helpers import as_member, as_secretary, opened, standing
from tests.shared.helpers import empty_store

connect(sys.argv[1])
empty_store(DOCUMENTS)
people = [f"v{number}" for number in range(400)]
roster.keep([standing(member) for member in people])
meeting = opened()
vote = perform(open_vote, {"meeting_id": meeting["id"], "question": "?"}, as_secretary())

def tap(member):
    perform(check_in, {"meeting_id": meeting["id"]}, as_member(member))

def cast(member):
    try:
        perform(cast_vote, {"vote_id": vote["vote_id"], "choice": "agree"}, as_member(member))
    except AlreadyVoted:
        return "again"
    except VoteClosed:
        return "closed"
    return "cast"

pile = eventlet.GreenPool(100)
list(pile.imap(tap, people + people[:100]))
assert database()["attendance"].count_documents({"event_sequence": 1}) == 400
racing = list(pile.imap(cast, ["v0"] * 50))
assert racing.count("cast") == 1 and racing.count("again") == 49, racing

closing = None
def storm(step):
    global closing
    if step == "close":
        closing = perform(close_vote, {"vote_id": vote["vote_id"], "version": 1}, as_secretary())
        return "end"
    return cast(step)

outcomes = list(pile.imap(storm, people[1:150] + ["close"] + people[150:]))
stored = database()["ballots"].count_documents({"choice": "agree"})
assert 0 < outcomes.count("cast") < 399, outcomes.count("cast")
assert closing["agree"] == stored == outcomes.count("cast") + 1
print("counted")
"""


def test_a_hundred_greenlets_check_in_vote_and_close_without_a_lost_or_invented_ballot(mongod: Mongod) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM, mongod.uri("meetings")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
    )
    assert done.stdout.strip() == "counted", done.stderr[-3000:]
