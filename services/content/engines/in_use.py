"""What this process was started with: the hosts that webhooks may go to, and whether an article needs two persons."""

from __future__ import annotations

from collections.abc import Collection

_hosts: list[str] = []
_two_persons: list[bool] = [False]


def allow_hosts(hosts: Collection[str]) -> None:
    _hosts[:] = hosts


def allowed_hosts() -> Collection[str]:
    return tuple(_hosts)


def ask_two_persons(asked: bool) -> None:
    _two_persons[:] = [asked]


def two_persons_asked() -> bool:
    return _two_persons[0]
