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
import logging  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
from functools import partial  # noqa: E402
from typing import Any  # noqa: E402

from shared.messaging.bus import Bus  # noqa: E402
from shared.messaging.container import Container  # noqa: E402
from shared.messaging.publisher import BrokerUnavailable  # noqa: E402
from shared.messaging.settings import MessagingSettings  # noqa: E402
from shared.observability import health, log, start_health_server  # noqa: E402
from shared.process import prepare, prepare_store, read_settings  # noqa: E402
from shared.security import load_public_keys, verify  # noqa: E402

MAX_WORKERS = 50


def build(service_class: type[Any], settings: Any) -> Container:
    """The container of a service whose store is prepared."""
    keys = load_public_keys(settings.token_public_key_file)
    config = {
        "messaging": MessagingSettings(settings.amqp_uri),
        "verify_token": partial(verify, keys=keys, audience=settings.province, helpers=True),
        "max_workers": MAX_WORKERS,
    }
    return Container(service_class, config)


def serve(container: Container, settings: Any) -> None:
    """Until SIGTERM or SIGINT: work in hand is finished, what only waits goes back to the broker."""
    # nameko logs every refusal with its traceback, as a fault; we log faults, and count refusals.
    logging.getLogger("nameko.containers").setLevel(logging.CRITICAL)
    health.register("broker", partial(_check_broker, container))
    start_health_server(settings.metrics_port, settings.metrics_host)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn_after(0, container.stop))
    container.start()
    log.info("service_started", method=container.service_name)
    container.wait()
    log.info("service_stopped", method=container.service_name)


def _service_class(module: Any, service: str) -> type[Any]:
    found = [item for item in vars(module).values() if isinstance(item, type) and getattr(item, "name", "") == service]
    if len(found) != 1:
        raise LookupError(f"{module.__name__} must hold exactly one class with name = {service!r}")
    return found[0]


def _check_broker(container: Container) -> None:
    if not container.shared_extensions[Bus].connected:
        raise BrokerUnavailable


def main(service: str) -> int:
    """Raises SettingsError with everything that is missing."""
    settings = read_settings(service)
    prepare(settings, service)
    module = importlib.import_module(f"services.{service}.service")
    prepare_store(settings, service)
    if hasattr(module, "prepare"):
        module.prepare(settings)
    serve(build(_service_class(module, service), settings), settings)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
