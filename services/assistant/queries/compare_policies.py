"""What would change for the golden set with other thresholds: the figures of both, and each question that changes."""

from __future__ import annotations

import msgspec

from services.assistant.engines.golden import Comparison, Setting, compared
from services.assistant.engines.library import library
from services.assistant.rules.errors import GoldenMissing
from services.assistant.rules.permissions import SWITCH_POLICY
from services.assistant.store import golden, policies
from services.assistant.usecases.switch_policy import VersionName
from shared import clock
from shared.beside_hub import beside_hub
from shared.security import authorise_everywhere
from shared.usecase import Context, Request


class ComparePolicies(Request):
    version: VersionName


class PolicyComparison(msgspec.Struct, frozen=True, kw_only=True):
    was: str
    version: str
    comparison: Comparison
    texts: dict[str, str]
    """Of the golden questions that change, by id."""


def compare_policies(query: ComparePolicies, ctx: Context) -> PolicyComparison:
    """Raises PolicyNotFound, GoldenMissing."""
    authorise_everywhere(ctx.actor, SWITCH_POLICY)
    opened = library()
    before = policies.policy_of(policies.in_use(), opened.own)
    after = policies.policy_of(query.version, opened.own)
    current = golden.current()
    if current is None:
        raise GoldenMissing
    questions = golden.questions_of(current)
    setting = Setting(opened.retriever, golden.roots(), clock.local_date(ctx.now))
    found = beside_hub(lambda: compared(questions, setting, before, after))
    changed = {change.id for change in found.changes}
    texts = {line.id: line.question for line in questions if line.id in changed}
    return PolicyComparison(was=before.version, version=after.version, comparison=found, texts=texts)
