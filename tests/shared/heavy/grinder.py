"""A heavy worker for its tests: what the job does is written in the event's `audience`."""

import os
import sys
import time
from pathlib import Path

from pymongo.errors import AutoReconnect

from shared import store
from shared.broker.policy import RetryPolicy
from shared.broker.topology import Reaction
from shared.contracts import Received
from shared.contracts.content import ArticleWithdrawn
from shared.heavy import HeavyWorker, Unfinished, run_worker
from shared.inbox import react
from shared.observability import configure_logging
from shared.settings import load_value
from tests.shared.documents import Reading

REACTION = Reaction("grinder.on_article_withdrawn", ("content.article_withdrawn.v1",))
RETRY = RetryPolicy(delays=(0.2, 0.4))


def initialise() -> None:
    store.connect(load_value("MONGO_URI"))


def job(received: Received[ArticleWithdrawn]) -> None:
    what, _, seconds = received.data.audience.partition(" ")
    with Path(load_value("TRIES")).open("a") as tries:
        tries.write(f"{received.id} {os.getpid()}\n")
    time.sleep(float(seconds) if seconds.isdecimal() else 0)
    if what == "slice" and Path(load_value("TRIES")).read_text().count(received.id) < 3:
        raise Unfinished
    if what == "fail":
        raise RuntimeError("no")
    if what == "outage" and not Path(load_value("TRIES") + ".healed").exists():
        raise AutoReconnect("the store is away")
    react(note, received)


def give_up(received: Received[ArticleWithdrawn]) -> None:
    if received.data.audience == "fail outage" and not Path(load_value("TRIES") + ".healed").exists():
        raise AutoReconnect("the store is away")
    with Path(load_value("TRIES") + ".given_up").open("a") as given_up:
        given_up.write(f"{received.id}\n")


def note(received: Received[ArticleWithdrawn], ctx: object) -> None:
    Reading.objects(pk=received.id).update_one(upsert=True, inc__times=1)


if __name__ == "__main__":
    configure_logging("grinder", "INFO")
    run_worker(
        HeavyWorker(
            load_value("AMQP_URI"), REACTION, job, initialise, RETRY, int(sys.argv[1]), job_seconds=12, give_up=give_up
        )
    )
