"""This process answers with the thresholds that the store says are in use."""

from __future__ import annotations

from services.assistant.engines.library import answer_with, library
from services.assistant.rules.errors import PolicyNotFound
from services.assistant.store import policies
from shared.observability import log


def follow_policy() -> None:
    opened = library()
    try:
        wanted = policies.policy_of(policies.in_use(), opened.own)
    except PolicyNotFound:
        log.warning("policy_not_found")
        wanted = opened.own
    if wanted != opened.policy:
        answer_with(wanted)
        log.info("policy_followed", version=wanted.version)
