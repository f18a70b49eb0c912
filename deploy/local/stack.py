"""Brings the whole province up on this machine, and down again."""

import socket
import time
from collections.abc import Callable

from deploy.local import manager, mongod, processes, prometheus, rabbitmq, readiness, seeds
from deploy.local.keys import make_keys
from deploy.local.manager import APPLICATION, Manager
from deploy.local.place import LOOPBACK, Place
from deploy.local.programs import NotReadyError

READY_SECONDS = 120

Report = Callable[[str], None]


class PortTakenError(RuntimeError):
    """Another program listens where the stack wants to."""


def up(place: Place, report: Report) -> None:
    """Returns when every process is ready. A stack that is up already is only asked."""
    started = time.monotonic()
    manager_ = Manager(place)
    if not manager_.running:
        _prepare(place, manager_)
        manager_.start()
    mongod.initialise(place)
    if seeds.seed_when_empty(place):
        report(f"demonstration province written ({time.monotonic() - started:.1f} s)")
    # Processes wait for the broker by themselves, so nobody waits for it here.
    manager_.start_group(APPLICATION)
    late = readiness.wait_for_all(place, READY_SECONDS)
    if late:
        lines = [f"  {name}: {answer.detail}; see {place.log_dir}/{name}.log" for name, answer in late.items()]
        raise NotReadyError("not ready:\n" + "\n".join(lines))
    report(f"everything is ready ({time.monotonic() - started:.1f} s)")


def down(place: Place) -> bool:
    """True when there was something to stop."""
    running = Manager(place)
    if not running.running:
        return False
    running.stop()
    return True


def reset(place: Place) -> None:
    down(place)
    manager.remove(place)


def _prepare(place: Place, manager_: Manager) -> None:
    place.make_folders()
    make_keys(place)
    rabbitmq.prepare(place)
    mongod.prepare(place)
    prometheus.prepare(place)
    refuse_taken_ports(place)
    infrastructure = (
        rabbitmq.epmd_program(place),
        rabbitmq.broker_program(place),
        mongod.mongod_program(place),
        prometheus.prometheus_program(place),
    )
    application = [processes.program(place, process) for process in processes.present()]
    manager_.configure(infrastructure, application)


def refuse_taken_ports(place: Place) -> None:
    own = {
        "gateway": place.gateway_port,
        "rabbitmq": place.amqp_port,
        "erlang": place.erlang_port,
        "rabbitmq metrics": place.broker_metrics_port,
        "epmd": place.epmd_port,
        "mongod": place.mongod_port,
        "prometheus": place.prometheus_port,
    }
    own |= {process.name: processes.metrics_port(place, process) for process in processes.present()}
    taken = [f"{name} {port}" for name, port in own.items() if _is_taken(port)]
    if taken:
        raise PortTakenError(f"ports in use: {', '.join(taken)}; choose others with SOTAY_BASE_PORT")


def _is_taken(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((LOOPBACK, port))
        except OSError:
            return True
        return False
