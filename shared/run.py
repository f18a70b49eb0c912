"""`python -m shared.run <service>`: one nameko process, from settings to a graceful end.

Order: settings and keys, store and indexes, the service's own preparation, health server, then the bus. A broker or
store that is away does not end the process; it is not ready until they are there.
"""

from __future__ import annotations

import warnings

# eventlet announces its own end at import. It stays because nameko stands on it; what must not be lost is outside it.
warnings.filterwarnings("ignore", category=DeprecationWarning, module="eventlet")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()  # before anything else opens a socket or a lock

import importlib  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from functools import partial  # noqa: E402
from typing import Any  # noqa: E402

import mongoengine as me  # noqa: E402

from shared.messaging.bus import Bus  # noqa: E402
from shared.messaging.container import Container  # noqa: E402
from shared.messaging.publisher import BrokerUnavailable  # noqa: E402
from shared.messaging.settings import MessagingSettings  # noqa: E402
from shared.process import prepare, prepare_store  # noqa: E402
from shared.observability import health, log, start_health_server  # noqa: E402
from shared.security import load_public_keys, verify  # noqa: E402

MAX_WORKERS = 50


def build(service: str) -> tuple[Container, Any]:
    """The container of a service and its settings. Raises SettingsError with everything that is missing."""
    settings = prepare(service)
    module = importlib.import_module(f"services.{service}.service")
    prepare_store(settings, service)
    verify_token = partial(verify, keys=load_public_keys(settings.token_public_key_file), audience=settings.province)
    if hasattr(module, "prepare"):
        module.prepare(settings)
    config = {
        "messaging": MessagingSettings(settings.amqp_uri),
        "verify_token": verify_token,
        "max_workers": MAX_WORKERS,
    }
    return Container(_service_class(module, service), config), settings


def _service_class(module: Any, service: str) -> type[Any]:
    found = [item for item in vars(module).values() if isinstance(item, type) and getattr(item, "name", "") == service]
    if len(found) != 1:
        raise LookupError(f"{module.__name__} must hold exactly one class with name = {service!r}")
    return found[0]


def _check_broker(container: Container) -> None:
    if not container.shared_extensions[Bus].connected:
        raise BrokerUnavailable


def main(service: str) -> int:
    container, settings = build(service)
    health.register("broker", partial(_check_broker, container))
    start_health_server(settings.metrics_port, settings.metrics_host)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn_after(0, container.stop))
    container.start()
    log.info("service_started", method=service)
    container.wait()
    log.info("service_stopped", method=service)
    me.disconnect()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
