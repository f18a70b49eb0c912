import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from deploy.local import processes, readiness
from deploy.local.mongod import Mongod
from deploy.local.mongod import is_ready as mongod_is_ready
from deploy.local.place import Place
from deploy.local.rabbitmq import Broker
from deploy.local.rabbitmq import is_ready as broker_is_ready

FAILING = {"ready": False, "checks": {"store": {"state": "failed", "detail": "timeout"}, "broker": {"state": "ok"}}}


@pytest.fixture
def failing_process(tmp_path: Path) -> Iterator[Place]:
    """The first process of the table, answering 503 as shared.observability does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(json.dumps(FAILING).encode())

        def log_message(self, *args: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Place(tmp_path / "run", server.server_port - 10)
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_process_that_is_not_ready_says_which_check_failed(failing_process: Place) -> None:
    first = processes.PROCESSES[0]
    answer = readiness.probes(failing_process)[first.name]()
    assert not answer.ready
    assert answer.detail == "store: timeout"


def test_a_process_that_does_not_listen_is_not_ready(tmp_path: Path) -> None:
    late = readiness.wait_for_all(Place(tmp_path / "run", 1), seconds=0)
    assert {"mongod", "rabbitmq", "prometheus"} <= set(late)


def test_the_servers_are_asked_in_their_own_language(broker: Broker, mongod: Mongod) -> None:
    assert broker_is_ready(broker.place)
    assert mongod_is_ready(mongod.place)
