"""The connection's guarantees, and that a dead or silent store ends a request in time (F04)."""

import os
import signal
import socket
import time
from pathlib import Path
from typing import ClassVar

import mongoengine
import pytest
from mongoengine import Document, StringField
from pymongo.errors import PyMongoError

from deploy.local.mongod import Mongod
from shared.store import (
    StoreMisconfigured,
    connect,
    database,
    disconnect,
    ensure_indexes,
    is_outage,
    ping,
    transaction,
)

STORE_ERRORS = (PyMongoError, mongoengine.errors.OperationError)


class Thing(Document):
    meta: ClassVar[dict[str, object]] = {
        "collection": "things",
        "auto_create_index": False,
        "indexes": [{"fields": ["name"], "unique": True}],
    }
    name = StringField()


class Careless(Document):
    meta: ClassVar[dict[str, object]] = {"collection": "careless"}


def test_every_guarantee_is_in_force(store: None) -> None:
    here = database()
    assert here.write_concern.document == {"w": "majority", "j": True}
    assert here.read_concern.level == "majority"
    assert here.codec_options.tz_aware
    ping()


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://127.0.0.1:1/identity",
        "mongodb://127.0.0.1:1/?replicaSet=rs0",
        "redis://127.0.0.1/identity",
        "",
    ],
)
def test_an_address_without_replica_set_or_database_is_refused(uri: str) -> None:
    with pytest.raises(StoreMisconfigured):
        connect(uri)


def test_indexes_are_made_at_the_start_and_not_by_a_save(store: None) -> None:
    Thing(name="one").save()
    assert list(database()["things"].index_information()) == ["_id_"]
    ensure_indexes([Thing])
    ensure_indexes([Thing])
    assert database()["things"].index_information()["name_1"]["unique"]


def test_a_document_that_would_make_indexes_in_requests_is_refused(store: None) -> None:
    with pytest.raises(StoreMisconfigured, match="Careless"):
        ensure_indexes([Careless])


def test_a_service_cannot_read_the_database_of_another(store: None) -> None:
    other = mongoengine.get_connection()["content"]
    with pytest.raises(PyMongoError, match="not authorized"):
        other["articles"].find_one({})


@pytest.fixture
def nothing_listens() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_request_to_a_dead_store_ends_within_five_seconds(
    nothing_listens: int, mongod: Mongod, connected: None
) -> None:
    disconnect()
    connect(f"mongodb://127.0.0.1:{nothing_listens}/identity?replicaSet=rs0")
    started = time.monotonic()
    try:
        with pytest.raises(STORE_ERRORS) as caught, transaction():
            Thing(name="one").save()
    finally:
        disconnect()
        connect(mongod.uri("identity"))
    assert is_outage(caught.value)
    assert time.monotonic() - started < 5


@pytest.mark.slow
def test_a_request_to_a_silent_store_ends_within_five_seconds(mongod: Mongod, store: None) -> None:
    Thing(name="one").save()
    process = _process_of(mongod)
    os.kill(process, signal.SIGSTOP)
    try:
        started = time.monotonic()
        with pytest.raises(STORE_ERRORS) as caught, transaction():
            Thing(name="two").save()
        took = time.monotonic() - started
        with pytest.raises(PyMongoError):
            ping()
    finally:
        os.kill(process, signal.SIGCONT)
    assert is_outage(caught.value)
    assert took < 5
    Thing.objects(name="two").count()
    ping()


def test_an_error_of_the_request_is_no_outage(store: None) -> None:
    ensure_indexes([Thing])
    Thing(name="one").save()
    with pytest.raises(mongoengine.errors.NotUniqueError) as caught:
        Thing(name="one").save()
    assert not is_outage(caught.value)


def _process_of(mongod: Mongod) -> int:
    """The process that listens on the server's port."""
    wanted = f"--port\0{mongod.place.mongod_port}\0"
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and wanted in (entry / "cmdline").read_text(errors="replace"):
            return int(entry.name)
    raise AssertionError("mongod is not running")
