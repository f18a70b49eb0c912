"""A private mongod, a replica set of one, with a database and a user per service.

Owns: data, keyfile and users below the run directory. Promises: authentication on, loopback only, and that
preparing twice changes nothing. Does not: exist in production, where an operator runs MongoDB 7 or 8.
"""

import base64
import secrets
import time
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.keys import passwords
from deploy.local.place import LOOPBACK, SERVICES, Place, write_private
from deploy.local.programs import Program, RunningProgram
from deploy.local.settings import mongod_binary

REPLICA_SET = "rs0"
ADMINISTRATOR = "mongo_administrator"
MEDIA = "media"
MEDIA_READER = "media_reader"
DATABASES = (*SERVICES, "gateway", MEDIA)
BOOT_SECONDS = 60

Client = MongoClient[dict[str, Any]]

_ALREADY_INITIALISED = 23
_USER_EXISTS = 51003


def database_uri(place: Place, database: str, user: str | None = None) -> str:
    name = user or database
    password = passwords(place, [name])[name]
    where = f"{LOOPBACK}:{place.mongod_port}/{database}"
    return f"mongodb://{name}:{password}@{where}?replicaSet={REPLICA_SET}&authSource={database}&w=majority"


def prepare(place: Place) -> None:
    place.make_folders()
    keyfile = _keyfile(place)
    if not keyfile.exists():
        write_private(keyfile, base64.b64encode(secrets.token_bytes(96)).decode("ascii"))


def mongod_program(place: Place) -> Program:
    command = [
        str(mongod_binary()),
        *("--dbpath", str(place.mongod_dir), "--port", str(place.mongod_port)),
        *("--bind_ip", LOOPBACK, "--nounixsocket"),
        *("--replSet", REPLICA_SET, "--keyFile", str(_keyfile(place))),
        *("--oplogSize", "128", "--wiredTigerCacheSizeGB", "0.25"),
        # The server is unpatched; what is switched off cannot be attacked.
        *("--networkMessageCompressors", "disabled"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        *("--setParameter", "ttlMonitorSleepSecs=5"),
        # The log of slow commands repeats them word for word: names searched for, who took part in a poll.
        *("--slowOpSampleRate", "0"),
        # A killed process leaves its transaction open, and with it the rows its successor needs; default 60.
        *("--setParameter", "transactionLifetimeLimitSeconds=10"),
    ]
    return Program("mongod", command, place.run_dir, stop_seconds=20)


def is_ready(place: Place) -> bool:
    """True once the administrator can log in to a writable primary."""
    try:
        with _administrator(place) as client:
            client.admin.command("ping")
            return bool(client.admin.command("hello")["isWritablePrimary"])
    except PyMongoError:
        return False


def initialise(place: Place, seconds: float = BOOT_SECONDS) -> None:
    """Forms the replica set, makes the users that are missing, returns when writes are accepted."""
    deadline = time.monotonic() + seconds
    _wait_for_answer(place, deadline)
    if not _administrator_exists(place):
        _first_start(place, deadline)
    with _administrator(place) as client:
        _wait_for_primary(client, deadline)
        for database in DATABASES:
            _ensure_user(client, place, database, database, "readWrite")
        _ensure_user(client, place, MEDIA, MEDIA_READER, "read")


class Mongod:
    """The server under a test's hand."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._server: RunningProgram | None = None
        self._killed = False

    def uri(self, database: str, user: str | None = None) -> str:
        return database_uri(self.place, database, user)

    def start(self) -> None:
        prepare(self.place)
        self._server = RunningProgram(mongod_program(self.place), self.place.log_dir / "mongod.log")
        initialise(self.place)
        if self._killed:
            self._count_anew()

    def kill(self) -> None:
        if self._server is not None:
            self._killed = True
            self._server.kill()

    def _count_anew(self) -> None:
        """A killed server's counts of whole collections, which mongoengine asks for, may be off until they are made
        anew."""
        with _administrator(self.place) as client:
            for database in DATABASES:
                for name in client[database].list_collection_names():
                    client[database].command("validate", name)
        self._killed = False

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()


def _keyfile(place: Place) -> Path:
    return place.secrets_dir / "mongod.key"


def _client(place: Place, username: str | None = None, password: str | None = None) -> Client:
    return MongoClient(
        LOOPBACK,
        place.mongod_port,
        directConnection=True,
        serverSelectionTimeoutMS=1000,
        username=username,
        password=password,
    )


def _administrator(place: Place) -> Client:
    return _client(place, ADMINISTRATOR, passwords(place, [ADMINISTRATOR])[ADMINISTRATOR])


def _wait_for_answer(place: Place, deadline: float) -> None:
    with _client(place) as client:
        while True:
            try:
                client.admin.command("hello")
            except PyMongoError:
                if time.monotonic() > deadline:
                    raise
            else:
                return


def _administrator_exists(place: Place) -> bool:
    try:
        with _administrator(place) as client:
            client.admin.command("replSetGetStatus")
    except OperationFailure:
        return False
    return True


def _first_start(place: Place, deadline: float) -> None:
    """mongod lets a local client in without a password until the first user exists."""
    with _client(place) as client:
        member = {"_id": 0, "host": f"{LOOPBACK}:{place.mongod_port}"}
        try:
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [member]})
        except OperationFailure as failure:
            if failure.code != _ALREADY_INITIALISED:
                raise
        _wait_for_primary(client, deadline)
        password = passwords(place, [ADMINISTRATOR])[ADMINISTRATOR]
        client.admin.command("createUser", ADMINISTRATOR, pwd=password, roles=["root"])


def _wait_for_primary(client: Client, deadline: float) -> None:
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > deadline:
            raise TimeoutError("mongod did not become primary")
        time.sleep(0.05)


def _ensure_user(client: Client, place: Place, database: str, user: str, role: str) -> None:
    roles = [{"role": role, "db": database}]
    try:
        client[database].command("createUser", user, pwd=passwords(place, [user])[user], roles=roles)
    except OperationFailure as failure:
        if failure.code != _USER_EXISTS:
            raise
