"""`python -m services.identity.import_worker`: files of members, one step of one import at a time, in a child process.

It needs no engine but the reading of spreadsheets, so it runs in the image of the door and not in that of the pictures.
"""

from __future__ import annotations

import sys
from typing import Any

from services.identity.store.import_files import use_files
from services.identity.usecases.on_member_import_asked import give_up_import, on_member_import_asked
from shared.broker.topology import Reaction
from shared.contracts.identity import MemberImportAsked
from shared.contracts.registry import Received
from shared.heavy import HeavyWorker, run_worker
from shared.observability import start_health_server
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore

ON_MEMBER_IMPORT_ASKED = Reaction("identity.on_member_import_asked", (MemberImportAsked.TYPE,))
REACTIONS = (ON_MEMBER_IMPORT_ASKED,)


def start_child() -> None:
    settings = read_settings("identity")
    prepare(settings, "identity", "import-worker")
    prepare_store(settings, "identity")
    use_files(GridFSBlobStore(settings.mongo_uri))


def do_import(received: Received[Any]) -> None:
    on_member_import_asked(received.data)


def give_up(received: Received[Any]) -> None:
    give_up_import(received.data)


def main() -> int:
    settings = read_settings("identity")
    prepare(settings, "identity", "import-worker")
    worker = HeavyWorker(settings.amqp_uri, ON_MEMBER_IMPORT_ASKED, do_import, start_child, give_up=give_up)
    start_health_server(settings.metrics_port, settings.metrics_host)
    run_worker(worker)
    return 0


if __name__ == "__main__":
    sys.exit(main())
