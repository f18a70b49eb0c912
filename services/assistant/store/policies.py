"""The thresholds that the province may answer with, and which of them are in use. The phrases stay in the policy file:
a pattern that came over the desk could keep a process busy for ever.
"""

from __future__ import annotations

from datetime import datetime

import mongoengine as me
import msgspec

from services.assistant.rules.errors import PolicyExists, PolicyNotFound
from services.assistant.rules.policy import Policy, Weights

IN_USE = "in_use"
OWN = ""


class StoredPolicy(me.Document):
    meta = {"collection": "policies", "auto_create_index": False, "indexes": ["-added_at"]}

    id = me.StringField(primary_key=True)
    fitted_on = me.StringField(required=True)
    bigrams = me.FloatField(required=True)
    syllables = me.FloatField(required=True)
    answer_from = me.FloatField(required=True)
    suggest_from = me.FloatField(required=True)
    added_at = me.DateTimeField(required=True)


class PolicyInUse(me.Document):
    """One row; none, or `OWN`, is the policy of the process's file."""

    meta = {"collection": "policy_in_use", "auto_create_index": False}

    id = me.StringField(primary_key=True)
    policy = me.StringField()
    switched_at = me.DateTimeField(required=True)


def add(policy: Policy, at: datetime) -> bool:
    """False: it was added before, unchanged. Under one version two policies never stand. Raises PolicyExists."""
    stored: StoredPolicy | None = StoredPolicy.objects(pk=policy.version).first()
    if stored is None:
        StoredPolicy(
            id=policy.version, fitted_on=policy.fitted_on, bigrams=policy.weights.bigrams,
            syllables=policy.weights.syllables, answer_from=policy.answer_from, suggest_from=policy.suggest_from,
            added_at=at,
        ).save(force_insert=True)  # fmt: skip
    elif _applied(stored, policy) != policy:
        raise PolicyExists
    return stored is None


def listed(limit: int) -> list[StoredPolicy]:
    return list(StoredPolicy.objects.order_by("-added_at").limit(limit))


def in_use() -> str:
    row: PolicyInUse | None = PolicyInUse.objects(pk=IN_USE).first()
    return (row.policy or OWN) if row else OWN


def use(version: str, at: datetime) -> None:
    PolicyInUse(id=IN_USE, policy=version, switched_at=at).save()


def policy_of(version: str, own: Policy) -> Policy:
    """`own` with the numbers of this version; `own` itself under its own version or `OWN`. Raises PolicyNotFound."""
    if version in {OWN, own.version}:
        return own
    stored: StoredPolicy | None = StoredPolicy.objects(pk=version).first()
    if stored is None:
        raise PolicyNotFound
    return _applied(stored, own)


def _applied(stored: StoredPolicy, own: Policy) -> Policy:
    return msgspec.structs.replace(
        own,
        version=stored.id,
        fitted_on=stored.fitted_on,
        weights=Weights(bigrams=stored.bigrams, syllables=stored.syllables),
        answer_from=stored.answer_from,
        suggest_from=stored.suggest_from,
    )
