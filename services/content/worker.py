"""`python -m services.content.worker`: scans of documents, one page of one scan at a time, in a child process.

Its image has the reader of scans; the door's has not.
"""

from __future__ import annotations

import sys
from typing import Any

from services.content.engines.in_use import limit_scans
from services.content.engines.scanning import reader_name
from services.content.store import media
from services.content.store.scan_files import use_files
from services.content.usecases.give_up_scan import give_up_scan
from services.content.usecases.on_scan_sent import on_scan_sent
from shared.broker.topology import Reaction
from shared.contracts.content import ScanSent
from shared.contracts.registry import Received
from shared.heavy import HeavyWorker, Unfinished, run_worker
from shared.observability import log, start_health_server
from shared.process import prepare, prepare_store, read_settings
from shared.store import GridFSBlobStore

ON_SCAN_SENT = Reaction("content.on_scan_sent", (ScanSent.TYPE,))
REACTIONS = (ON_SCAN_SENT,)


def start_child() -> None:
    settings = read_settings("content")
    prepare(settings, "content", "worker")
    prepare_store(settings, "content")
    limit_scans(settings.scan_limits)
    use_files(GridFSBlobStore(settings.mongo_uri))
    media.use_blobs(GridFSBlobStore(settings.media_uri))


def read_scan(received: Received[Any]) -> None:
    if not on_scan_sent(received.data):
        raise Unfinished


def give_up(received: Received[Any]) -> None:
    give_up_scan(received.data)


def main() -> int:
    settings = read_settings("content")
    prepare(settings, "content", "worker")
    limit_scans(settings.scan_limits)
    log.info("engines_started", engines=reader_name())
    worker = HeavyWorker(settings.amqp_uri, ON_SCAN_SENT, read_scan, start_child, give_up=give_up)
    start_health_server(settings.metrics_port, settings.metrics_host)
    run_worker(worker)
    return 0


if __name__ == "__main__":
    sys.exit(main())
