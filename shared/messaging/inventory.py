"""Finds the reactions that the code declares, by importing the services; `shared` names none of them itself."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from types import ModuleType
from typing import Any

import services
from shared.broker.topology import Reaction
from shared.messaging.delivery import Delivery


def declared_reactions() -> list[Reaction]:
    """Of every service.py (subscriptions) and every module with a `REACTIONS` tuple (heavy workers, the gateway)."""
    found: list[Reaction] = []
    for service in pkgutil.iter_modules(services.__path__):
        for name in ("service", "worker", "import_worker", "reactions"):
            module = f"services.{service.name}.{name}"
            if service.ispkg and importlib.util.find_spec(module) is not None:
                found += _in_module(importlib.import_module(module))
    return sorted(set(found), key=lambda reaction: reaction.name)


def _in_module(module: ModuleType) -> list[Reaction]:
    found = list(getattr(module, "REACTIONS", ()))
    for item in vars(module).values():
        if isinstance(item, type) and isinstance(getattr(item, "name", None), str):
            found += _of_service(item)
    return found


def _of_service(service: Any) -> list[Reaction]:
    found: list[Reaction] = []
    for method_name, method in vars(service).items():
        for entrypoint in getattr(method, "nameko_entrypoints", ()):
            if isinstance(entrypoint, Delivery):
                types = tuple(item.TYPE for item in entrypoint.event_types)
                found.append(Reaction(f"{service.name}.{method_name}", types))
    return found
