"""What the figures were measured on: without it they mean nothing."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = (
    "pika",
    "nameko",
    "kombu",
    "amqp",
    "eventlet",
    "faststream",
    "pymongo",
    "mongoengine",
    "msgspec",
    "starlette",
    "uvicorn",
    "paddleocr",
    "onnxruntime",
    "tesserocr",
    "tantivy",
)


def describe() -> dict[str, Any]:
    return {
        "machine": platform.platform(),
        "cpu": _cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load_before": os.getloadavg(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "rabbitmq": _output("dpkg-query", "-W", "-f", "${Version}", "rabbitmq-server"),
        "commit": _output("git", "rev-parse", "HEAD"),
        "changed_files": len(_output("git", "status", "--porcelain", "--untracked-files=no").splitlines()),
    }


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
