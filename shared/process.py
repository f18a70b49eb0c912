"""What every process of a service does first, whether it runs on eventlet, as a heavy worker or as a command."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable
from typing import Any

import mongoengine as me

from shared import store
from shared.errors import AppError
from shared.observability import configure_logging, health, log
from shared.outbox import configure_source
from shared.security import audit
from shared.settings import load


def read_settings(service: str) -> Any:
    """Raises SettingsError with everything that is missing."""
    return load(importlib.import_module(f"services.{service}.settings").Settings)


def prepare(settings: Any, service: str, role: str = "") -> None:
    """Logging, and the name under which this process speaks."""
    configure_logging(f"{service}-{role}" if role else service, settings.log_level)
    configure_source(settings.province, service)


def prepare_store(settings: Any, service: str) -> None:
    """Keys, connection and indexes. Waits for a store that is away: indexes must exist before the first write."""
    store.use_keys(store.KeyRing.load(settings.field_keys_file, service))
    store.connect(settings.mongo_uri, service)
    health.register("store", store.ping)
    while True:
        try:
            store.ensure_indexes(_documents(me.Document))
            return audit.ensure_index()
        except Exception as error:
            if not store.is_outage(error):
                raise
            log.warning("store_away", error=type(error).__name__)
            time.sleep(1)


def run_command(service: str, work: Callable[[Any], int]) -> int:
    """A command at the machine itself: `work` is given the service's settings, its answer is the exit code; a refusal
    is said and is 1."""
    settings = read_settings(service)
    prepare(settings, service, "command")
    prepare_store(settings, service)
    try:
        return work(settings)
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    finally:
        store.disconnect()


def _documents(base: type[Any]) -> list[type[Any]]:
    """Every concrete document class that this process has imported."""
    found: list[type[Any]] = []
    for kind in base.__subclasses__():
        if kind._meta.get("collection") and not kind._meta.get("abstract"):
            found.append(kind)
        found += _documents(kind)
    return found
