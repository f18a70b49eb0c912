"""Where one stack lives: its folder and its ports. Every other module derives from these values."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_BASE_PORT = 18080
SERVICES = ("identity", "content", "meetings", "feedback", "speech", "assistant")
LOOPBACK = "127.0.0.1"
REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Place:
    run_dir: Path
    base_port: int = DEFAULT_BASE_PORT
    # Tests put the database in memory instead of weakening the write concern.
    database_dir: Path | None = None
    # Settings of the services (SOTAY_…) that this stack has otherwise than the others.
    settings: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def gateway_port(self) -> int:
        return self.base_port

    @property
    def amqp_port(self) -> int:
        return self.base_port + 1

    @property
    def erlang_port(self) -> int:
        return self.base_port + 2

    @property
    def broker_metrics_port(self) -> int:
        return self.base_port + 3

    @property
    def epmd_port(self) -> int:
        return self.base_port + 4

    @property
    def mongod_port(self) -> int:
        return self.base_port + 5

    @property
    def prometheus_port(self) -> int:
        return self.base_port + 6

    def metrics_port(self, number: int) -> int:
        return self.base_port + 10 + number

    @property
    def secrets_dir(self) -> Path:
        return self.run_dir / "secrets"

    @property
    def log_dir(self) -> Path:
        return self.run_dir / "log"

    @property
    def data_dir(self) -> Path:
        return self.run_dir / "data"

    @property
    def mongod_dir(self) -> Path:
        return self.database_dir or self.run_dir / "mongod"

    @property
    def rabbitmq_dir(self) -> Path:
        return self.run_dir / "rabbitmq"

    def make_folders(self) -> None:
        own = (self.secrets_dir, self.log_dir, self.data_dir, self.mongod_dir, self.rabbitmq_dir)
        for folder in (self.run_dir, *own):
            folder.mkdir(parents=True, exist_ok=True)
        self.secrets_dir.chmod(0o700)


def write_private(path: Path, text: str) -> None:
    """Readable by the owner alone from the first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(0o600)
