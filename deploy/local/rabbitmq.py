"""A private RabbitMQ node from Debian's package; the system's own service is never touched.

Owns: node name, ports, data, cookie and epmd of its own, all below the run directory, all on loopback.
Promises: may run as root; one user, one virtual host; metrics on a loopback port.
"""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pika
from pika.exceptions import AMQPError

from deploy.local.keys import passwords
from deploy.local.place import LOOPBACK, Place, write_private
from deploy.local.programs import Program, RunningProgram

# The script behind Debian's wrapper: the wrapper switches user and forgets the environment.
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
USER = "sotay"
VIRTUAL_HOST = "sotay"
CONTROL = Path("/usr/lib/rabbitmq/bin/rabbitmqctl")
ELECT = (
    "[ra:trigger_election(amqqueue:get_pid(Q)) || Q <- rabbit_amqqueue:list_by_type(quorum), "
    "ra_leaderboard:lookup_leader(element(1, amqqueue:get_pid(Q))) =:= undefined]."
)
BOOT_SECONDS = 90


def amqp_uri(place: Place) -> str:
    return f"amqp://{USER}:{_password(place)}@{LOOPBACK}:{place.amqp_port}/{VIRTUAL_HOST}"


def prepare(place: Place) -> None:
    """Writes the node's configuration; its data is left as it is."""
    place.make_folders()
    home = place.rabbitmq_dir
    write_private(home / "rabbitmq.conf", _configuration(place))
    (home / "enabled_plugins").write_text("[rabbitmq_prometheus].\n", encoding="ascii")
    cookie = home / ".erlang.cookie"
    if not cookie.exists():
        write_private(cookie, passwords(place, ["erlang_cookie"])["erlang_cookie"])
        cookie.chmod(0o400)


def epmd_program(place: Place) -> Program:
    """Started by us and before the node: the node would leave a daemon behind."""
    command = [shutil.which("epmd") or "epmd", "-port", str(place.epmd_port), "-address", LOOPBACK]
    return Program("epmd", command, place.rabbitmq_dir, stop_seconds=3)


def broker_program(place: Place) -> Program:
    home = place.rabbitmq_dir
    environment = {
        **_node(place),
        "RABBITMQ_DIST_PORT": str(place.erlang_port),
        "RABBITMQ_MNESIA_BASE": str(home / "data"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
        # The script then becomes the node instead of watching over it: one process id, honest signals.
        "RUNNING_UNDER_SYSTEMD": "1",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
            "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
        ),
    }
    return Program("rabbitmq", [str(SERVER)], home, environment, stop_seconds=20)


def is_ready(place: Place) -> bool:
    """True once a client may log in."""
    try:
        socket.create_connection((LOOPBACK, place.amqp_port), timeout=1).close()
    except OSError:
        return False
    parameters = pika.URLParameters(amqp_uri(place))
    parameters.socket_timeout = 2
    try:
        pika.BlockingConnection(parameters).close()
    except (AMQPError, OSError):
        return False
    return True


def elect_leaders(place: Place) -> None:
    """A killed node comes back, now and then, with a quorum queue that has no leader and never elects one
    (rabbitmq-server issue 10070, seen with 3.10.8 here): its consumers wait for ever. A single node has nobody else
    who would ask for an election."""
    environment = {**os.environ, **_node(place)}
    subprocess.run(
        [str(CONTROL), "--quiet", "eval", ELECT], env=environment, check=True, capture_output=True, timeout=60
    )


def _node(place: Place) -> dict[str, str]:
    return {
        "HOME": str(place.rabbitmq_dir),
        "ERL_EPMD_PORT": str(place.epmd_port),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        "RABBITMQ_NODENAME": f"sotay{place.base_port}@localhost",
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
    }


class Broker:
    """The node under a test's hand."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._epmd: RunningProgram | None = None
        self._node: RunningProgram | None = None

    @property
    def uri(self) -> str:
        return amqp_uri(self.place)

    def start(self, wait: bool = True) -> None:
        prepare(self.place)
        log = self.place.log_dir / "rabbitmq.log"
        if self._epmd is None or not self._epmd.alive:
            self._epmd = RunningProgram(epmd_program(self.place), log)
        again = self._node is not None
        self._node = RunningProgram(broker_program(self.place), log)
        if wait:
            self.wait_ready()
            if again:
                elect_leaders(self.place)

    def wait_ready(self, seconds: float = BOOT_SECONDS) -> None:
        if self._node is None:
            raise RuntimeError("the broker was never started")
        self._node.wait_until(lambda: is_ready(self.place), seconds)

    def kill(self) -> None:
        if self._node is not None:
            self._node.kill()

    def stop(self) -> None:
        for program in (self._node, self._epmd):
            if program is not None:
                program.stop()

    def discard(self) -> None:
        """Ends a node whose data nobody wants: a graceful stop takes six seconds."""
        for program in (self._node, self._epmd):
            if program is not None:
                program.kill()


def _password(place: Place) -> str:
    return passwords(place, [USER])[USER]


def _configuration(place: Place) -> str:
    settings = {
        "listeners.tcp.1": f"{LOOPBACK}:{place.amqp_port}",
        "prometheus.tcp.ip": LOOPBACK,
        "prometheus.tcp.port": place.broker_metrics_port,
        "default_user": USER,
        "default_pass": _password(place),
        "default_vhost": VIRTUAL_HOST,
        "default_permissions.configure": ".*",
        "default_permissions.read": ".*",
        "default_permissions.write": ".*",
        "disk_free_limit.absolute": "200MB",
        "vm_memory_high_watermark.absolute": "1GB",
        "log.file": "false",
        "log.console": "true",
        "log.console.level": "info",
    }
    return "".join(f"{name} = {value}\n" for name, value in settings.items())
