"""A program of the stack and how it is started outside the process manager (tests do that).

Promises: a started program dies with the process that started it, so a killed test run leaves nothing behind.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.settings import inherited_environment


class NotReadyError(RuntimeError):
    """A program died or did not become ready in time."""


# The kernel's guard ends a program with the *thread* that started it. A test that restarts a broker from a passing
# thread would lose it a moment later, so all are started from one that lives as long as the process.
_STARTER = ThreadPoolExecutor(1, thread_name_prefix="starter")


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_seconds: int = 30

    @property
    def guarded_command(self) -> list[str]:
        """The kernel kills the program when whoever started it is gone: no orphan holds a port."""
        return ["setpriv", "--pdeathsig", "KILL", "--", *self.command]


class RunningProgram:
    def __init__(self, program: Program, log: Path) -> None:
        self.program = program
        self.log = log
        with log.open("ab") as output:
            self._process = _STARTER.submit(
                subprocess.Popen,
                program.guarded_command,
                cwd=program.directory,
                env=inherited_environment() | dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ).result()

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.alive:
                raise NotReadyError(f"{self.program.name} ended ({self._process.returncode}); see {self.log}")
            if time.monotonic() > deadline:
                raise NotReadyError(f"{self.program.name} is not ready after {seconds} s; see {self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Politely first; by force when the program takes longer than it may."""
        if self.alive:
            self._process.terminate()
            try:
                self._process.wait(self.program.stop_seconds)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """As a power cut does: the whole process group, no goodbye."""
        if self.alive:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
