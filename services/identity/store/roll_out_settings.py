"""How a province counts its roll-out, and which organisations it has come to."""

from __future__ import annotations

from collections.abc import Iterable

import mongoengine as me

from services.identity.rules.roll_out import Counting, Reason, Rule
from services.identity.rules.roll_out_stage import Stage
from shared.outbox import Aggregate
from shared.store import below


class RollOutRule(Aggregate):
    """The id is the root organisation's: one rule for a province, or the sums of its parts would not be the whole's."""

    meta = {"collection": "roll_out_rules", "auto_create_index": False}

    excluded = me.ListField(me.StringField())
    counting = me.StringField(required=True)


class RollOutStage(Aggregate):
    """The id is the organisation's."""

    meta = {"collection": "roll_out_stages", "auto_create_index": False, "indexes": ["path"]}

    path = me.StringField(required=True)
    stage = me.StringField(required=True)


def rule_of(path: str) -> Rule:
    """The rule of the province in which `path` lies."""
    found = RollOutRule.objects(pk=path.partition("/")[0]).first()
    return Rule(tuple(Reason(item) for item in found.excluded), Counting(found.counting)) if found else Rule()


def stages_on(paths: Iterable[str]) -> dict[str, Stage]:
    return {item.path: Stage(item.stage) for item in RollOutStage.objects(path__in=list(paths))}


def stages_below(path: str) -> dict[str, Stage]:
    return {item.path: Stage(item.stage) for item in RollOutStage.objects(**below("path", path))}
