"""What this process was started with: the hosts that webhooks may go to."""

from __future__ import annotations

from collections.abc import Collection

_hosts: list[str] = []


def allow_hosts(hosts: Collection[str]) -> None:
    _hosts[:] = hosts


def allowed_hosts() -> Collection[str]:
    return tuple(_hosts)
