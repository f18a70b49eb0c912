"""Every Python process of the system, in one table; what has no files yet is not part of the stack."""

import sys
from dataclasses import dataclass

from deploy.local.environment import python_environment
from deploy.local.place import REPOSITORY, SERVICES, Place
from deploy.local.programs import Program

# Longer than a service's own drain, so that a stop is a stop and not a kill.
STOP_SECONDS = 30


@dataclass(frozen=True)
class Process:
    name: str
    service: str
    module: str
    arguments: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        return all((REPOSITORY / file).is_file() for file in self.requires)


def _door(service: str) -> Process:
    files = ("shared/run.py", f"services/{service}/service.py")
    return Process(service, service, "shared.run", (service,), files)


def _relay(service: str) -> Process:
    files = ("shared/outbox/relay.py", f"services/{service}/service.py")
    return Process(f"{service}-relay", service, "shared.outbox.relay", (service,), files)


def _worker(service: str) -> Process:
    module = f"services.{service}.worker"
    return Process(f"{service}-worker", service, module, (), (f"services/{service}/worker.py",))


def _picture_worker(kind: str) -> Process:
    files = ("services/identity/worker.py",)
    return Process(f"identity-{kind}-worker", "identity", "services.identity.worker", (kind,), files)


# The order gives each process its metrics port: add at the end.
PROCESSES: tuple[Process, ...] = (
    *(_door(service) for service in SERVICES),
    *(_relay(service) for service in SERVICES),
    _worker("speech"),
    _worker("assistant"),
    Process("gateway", "gateway", "services.gateway", (), ("services/gateway/__main__.py",)),
    _picture_worker("card"),
    _picture_worker("face"),
    Process(
        "identity-import-worker",
        "identity",
        "services.identity.import_worker",
        (),
        ("services/identity/import_worker.py",),
    ),
    _worker("content"),
)


def present() -> list[Process]:
    return [process for process in PROCESSES if process.exists]


def metrics_port(place: Place, process: Process) -> int:
    return place.metrics_port(PROCESSES.index(process))


def program(place: Place, process: Process) -> Program:
    environment = python_environment(place, process.service, metrics_port(place, process))
    command = [sys.executable, "-m", process.module, *process.arguments]
    return Program(process.name, command, REPOSITORY, environment, STOP_SECONDS)
