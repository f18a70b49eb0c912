"""Every use case and query of every service: the functions of their files that take a request."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import services
from shared.usecase import Request


def every_use_case() -> Iterator[Callable[..., Any]]:
    for service in pkgutil.iter_modules(services.__path__, "services."):
        for layer in ("usecases", "queries"):
            try:
                package = importlib.import_module(f"{service.name}.{layer}")
            except ModuleNotFoundError:
                continue
            for module in pkgutil.iter_modules(package.__path__):
                yield from _taking_a_request(importlib.import_module(f"{package.__name__}.{module.name}"))


def _taking_a_request(module: Any) -> Iterator[Callable[..., Any]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            first = next(iter(get_type_hints(function).values()), None)
            if inspect.isclass(first) and issubclass(first, Request):
                yield function
