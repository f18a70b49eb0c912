"""Where a test's servers may stand: a free range of ports, and a folder in memory for a database."""

import random
import socket
from pathlib import Path

from deploy.local.place import LOOPBACK

PORTS_OF_A_STACK = 60
MEMORY = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it


def free_base_port() -> int:
    """A base port whose whole range is free. Below the ports that the kernel hands to clients: a load test leaves
    thousands of those waiting for their end."""
    for _ in range(100):
        base = random.randrange(20_000, 32_000)
        if all(_is_free(base + step) for step in range(PORTS_OF_A_STACK)):
            return base
    raise RuntimeError("no free range of ports")


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        try:
            attempt.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
