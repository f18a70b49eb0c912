"""The door as a process runs it, on the real broker and mongod, with a real nameko process behind it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pika
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from pymongo import MongoClient

from deploy.local.mongod import Mongod
from deploy.local.rabbitmq import Broker
from services.gateway.app import build
from services.gateway.live.recorder import REACTION
from services.gateway.settings import from_environment
from services.gateway.store import Store
from shared.security import Grant, issue, load_private_key
from shared.security.tokens import write_new_key_pair

ROOT = Path(__file__).resolve().parents[3]
CELL = "ts/x01/c001/"


# Of one module, not of the session: it answers in the names of all services, and would answer in other tests as well.
@pytest.fixture(scope="module")
def neighbour(broker: Broker) -> Iterator[None]:
    with running("neighbour.py", broker):
        yield


@contextmanager
def running(script: str, broker: Broker, *also: str) -> Iterator[None]:
    """A process beside the door, from when it is ready. `also`: services that it stands for only if they are named."""
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name(script)), broker.uri, *also]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield
        finally:
            process.kill()


@pytest.fixture
def store_uri(mongod: Mongod) -> str:
    """The gateway's own database, empty."""
    uri = mongod.uri("gateway")
    with MongoClient[dict[str, Any]](uri) as client:
        database = client.get_default_database()
        for name in ("answers", "live_events", "log_in_attempts"):
            database[name].delete_many({})
    return uri


@pytest.fixture
def with_store(store_uri: str) -> Callable[[Callable[[Store], Any]], Any]:
    """Runs a coroutine function with an open store, and closes it."""

    def run(work: Callable[[Store], Any]) -> Any:
        async def opened() -> Any:
            store = Store(store_uri)
            try:
                await store.ensure_indexes()
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(opened())

    return run


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ed25519PrivateKey, Path]:
    folder = tmp_path_factory.mktemp("keys")
    write_new_key_pair(folder / "private.pem", folder / "public.pem")
    return load_private_key(folder / "private.pem"), folder / "public.pem"


Tokens = Callable[..., str]


@pytest.fixture(scope="session")
def token_of(signing_key: tuple[Ed25519PrivateKey, Path]) -> Tokens:
    def make(member_id: str = "m1", cell_path: str = CELL, *roles: tuple[str, str], hours: float = 1) -> str:
        grants = [Grant("member", cell_path), *(Grant(role, path) for role, path in roles)]
        token, _ = issue(
            signing_key[0], member_id=member_id, cell_path=cell_path, grants=grants, audience="ts",
            lifetime=timedelta(hours=hours),
        )  # fmt: skip
        return token

    return make


class RunningDoor:
    """uvicorn in a thread of its own, on a port of its own."""

    def __init__(self, app: FastAPI, trusted_proxies: str = "127.0.0.1") -> None:
        self.app = app
        config = uvicorn.Config(
            app, host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=3,
            forwarded_allow_ips=trusted_proxies,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def start(self) -> None:
        self._thread.start()
        wait_for(lambda: self._server.started)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        wait_for(lambda: self.app.state.rpc.ready and self.app.state.recorder.ready, 20)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self.app.state.hub.close)  # as the lifespan does: on the door's own loop
        self._server.should_exit = True
        self._thread.join(15)

    def client(self, token: str | None = None, **options: Any) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=f"http://127.0.0.1:{self.port}", headers=headers, timeout=15, **options)


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    done = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        done.wait(0.02)
    raise AssertionError("it did not come to pass in time")


def forget_former_events(broker: Broker) -> None:
    """What other tests' relays published while no door ran waits in its queue, and would be news to this one."""
    no_door_ran_yet = suppress(pika.exceptions.ChannelClosedByBroker)  # so there is no queue
    with closing(pika.BlockingConnection(pika.URLParameters(broker.uri))) as connection, no_door_ran_yet:
        connection.channel().queue_purge(REACTION.name)


@pytest.fixture
def door(
    broker: Broker, mongod: Mongod, neighbour: None, store_uri: str, signing_key: tuple[Ed25519PrivateKey, Path]
) -> Iterator[RunningDoor]:
    forget_former_events(broker)
    settings = from_environment(
        {
            "SOTAY_PROVINCE": "ts",
            "SOTAY_AMQP_URI": broker.uri,
            "SOTAY_MONGO_URI": store_uri,
            "SOTAY_MEDIA_URI": mongod.uri("media", "media_reader"),
            "SOTAY_METRICS_PORT": "0",
            "SOTAY_TOKEN_PUBLIC_KEY_FILE": str(signing_key[1]),
            "SOTAY_FIELD_KEYS_FILE": str(signing_key[1]),
            "SOTAY_RPC_SECONDS": "3",
            "SOTAY_SECURE_COOKIES": "yes",
        }
    )
    running = RunningDoor(build(settings))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def key() -> str:
    return str(uuid.uuid4())
