"""supervisord as the stack's process manager: it restarts what dies and keeps a log file per process.

Owns: supervisord.conf, its socket and process id below the run directory.
Promises: infrastructure starts at once, the application group when told; stopping waits for every process.
"""

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xmlrpc.client import Error as RpcError
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from deploy.local.place import Place, write_private
from deploy.local.programs import NotReadyError, Program
from deploy.local.settings import inherited_environment

INFRASTRUCTURE = "infrastructure"
APPLICATION = "application"
START_SECONDS = 10
STOP_SECONDS = 60
# A Unix socket's path may have 107 characters.
LONGEST_SOCKET_PATH = 107


class Manager:
    def __init__(self, place: Place) -> None:
        self._place = place
        self._socket = place.run_dir / "supervisor.sock"
        self._configuration = place.run_dir / "supervisord.conf"
        self._pid_file = place.run_dir / "supervisord.pid"

    @property
    def running(self) -> bool:
        try:
            return bool(self._ask("getState")["statename"] == "RUNNING")
        except (OSError, RpcError):
            return False

    def configure(self, infrastructure: Iterable[Program], application: Iterable[Program]) -> None:
        if len(str(self._socket)) > LONGEST_SOCKET_PATH:
            raise ValueError(f"the path of the run directory is too long for a socket: {self._socket}")
        groups = {INFRASTRUCTURE: list(infrastructure), APPLICATION: list(application)}
        parts = [self._head()]
        for group, programs in groups.items():
            if programs:
                parts += [self._section(program, starts_alone=group == INFRASTRUCTURE) for program in programs]
                parts.append(_group(group, programs))
        write_private(self._configuration, "\n".join(parts))

    def start(self) -> None:
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self._configuration)]
        subprocess.run(command, check=True, env=inherited_environment(), stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not self.running:
            if time.monotonic() > deadline:
                raise NotReadyError(f"supervisord did not start; see {self._place.log_dir}/supervisord.log")
            time.sleep(0.05)

    def start_group(self, group: str) -> None:
        self._ask("startProcessGroup", group, False)

    def processes(self) -> list[dict[str, Any]]:
        """supervisord's own words: name, statename, pid, start, now."""
        return list(self._ask("getAllProcessInfo"))

    def stop(self) -> None:
        pid = int(self._pid_file.read_text())
        self._ask("shutdown")
        deadline = time.monotonic() + STOP_SECONDS
        while _exists(pid):
            if time.monotonic() > deadline:
                raise NotReadyError(f"supervisord ({pid}) does not stop")
            time.sleep(0.05)

    def _ask(self, method: str, *arguments: object) -> Any:
        transport = SupervisorTransport("", "", f"unix://{self._socket}")
        try:
            return getattr(ServerProxy("http://127.0.0.1", transport=transport).supervisor, method)(*arguments)
        finally:
            transport.close()

    def _head(self) -> str:
        log = self._place.log_dir / "supervisord.log"
        # The group that stops first is the one with the higher priority number.
        return (
            f"[unix_http_server]\nfile={_escaped(self._socket)}\nchmod=0600\n"
            f"[supervisord]\nlogfile={_escaped(log)}\npidfile={_escaped(self._pid_file)}\n"
            f"directory={_escaped(self._place.run_dir)}\nminfds=4096\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
        )

    def _section(self, program: Program, starts_alone: bool) -> str:
        log = self._place.log_dir / f"{program.name}.log"
        lines = {
            "command": shlex.join(program.guarded_command),
            "directory": program.directory,
            "environment": ",".join(f'{name}="{value}"' for name, value in program.environment.items()),
            "autostart": "true" if starts_alone else "false",
            "autorestart": "true",
            # Each failed start waits a second longer; giving up would need a person at night.
            "startretries": 100000,
            "startsecs": 1,
            "stopwaitsecs": program.stop_seconds,
            "killasgroup": "true",
            "stdout_logfile": log,
            "stdout_logfile_maxbytes": "20MB",
            "stdout_logfile_backups": 2,
            "redirect_stderr": "true",
        }
        text = "".join(f"{name}={_escaped(value)}\n" for name, value in lines.items() if value != "")
        return f"[program:{program.name}]\n{text}"


def remove(place: Place) -> None:
    """Forgets the province: data, keys, logs. Refuses a folder that no stack was ever configured in."""
    if place.run_dir.exists() and not (place.run_dir / "supervisord.conf").exists():
        raise ValueError(f"{place.run_dir} is not the folder of a stack")
    shutil.rmtree(place.run_dir, ignore_errors=True)


def _group(name: str, programs: list[Program]) -> str:
    priority = 10 if name == INFRASTRUCTURE else 20
    names = ",".join(program.name for program in programs)
    return f"[group:{name}]\nprograms={names}\npriority={priority}\n"


def _escaped(value: object) -> str:
    return str(value).replace("%", "%%")


def _exists(pid: int) -> bool:
    """A zombie counts as gone: whoever started supervisord may never ask after it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
