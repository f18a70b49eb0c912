"""Every use case and query of every service, as their files name them."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import services


def every_use_case() -> Iterator[Callable[..., Any]]:
    for service in pkgutil.iter_modules(services.__path__, "services."):
        for layer in ("usecases", "queries"):
            try:
                package = importlib.import_module(f"{service.name}.{layer}")
            except ModuleNotFoundError:
                continue
            for module in pkgutil.iter_modules(package.__path__):
                found = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), module.name, None)
                if callable(found):
                    yield found
