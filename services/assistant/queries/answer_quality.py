"""How well the golden set was answered over time, and the thresholds there are, with the ones in use.

Whoever keeps documents anywhere reads it: it names nobody and no question. What is done with it is for the province."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.assistant.engines.evaluation import Figures
from services.assistant.engines.library import library
from services.assistant.rules.permissions import PUT_GOLDEN, READ_QUALITY, SWITCH_POLICY
from services.assistant.rules.policy import Policy
from services.assistant.store import golden, policies
from shared.security import allowed_everywhere, paths_for
from shared.security.errors import NotPermitted
from shared.usecase import Context, Request

SHOWN = 60


class AnswerQuality(Request):
    """Nothing to say: of the whole province."""


class GoldenNow(msgspec.Struct, frozen=True):
    questions: int
    answerable: int
    unknown: int
    put_at: datetime


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    measured_at: datetime
    policy_version: str
    figures: Figures


class PolicyLine(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    fitted_on: str
    answer_from: float
    suggest_from: float
    in_use: bool


class QualityView(msgspec.Struct, frozen=True, kw_only=True):
    golden: GoldenNow | None
    measures: list[Measure]
    policies: list[PolicyLine]
    in_use: str
    may_put: bool
    may_switch: bool


def answer_quality(_query: AnswerQuality, ctx: Context) -> QualityView:
    """`may_put` golden questions, `may_switch` the thresholds: both hold for the whole province."""
    if not paths_for(ctx.actor, READ_QUALITY):
        raise NotPermitted
    own = library().own
    using = policies.in_use() or own.version
    known = [own, *(policies.policy_of(row.id, own) for row in policies.listed(SHOWN))]
    return QualityView(
        golden=_golden(),
        measures=[
            Measure(
                measured_at=each.measured_at,
                policy_version=each.policy_version,
                figures=msgspec.convert(dict(each.figures), Figures),
            )
            for each in golden.measures(SHOWN)
        ],
        policies=[_line(policy, using) for policy in known],
        in_use=using,
        may_put=allowed_everywhere(ctx.actor, PUT_GOLDEN),
        may_switch=allowed_everywhere(ctx.actor, SWITCH_POLICY),
    )


def _golden() -> GoldenNow | None:
    current = golden.current()
    if current is None:
        return None
    questions = golden.questions_of(current)
    answerable = sum(bool(line.relevant) for line in questions)
    return GoldenNow(len(questions), answerable, golden.unknown_labels(questions), current.put_at)


def _line(policy: Policy, using: str) -> PolicyLine:
    return PolicyLine(
        version=policy.version,
        fitted_on=policy.fitted_on,
        answer_from=policy.answer_from,
        suggest_from=policy.suggest_from,
        in_use=policy.version == using,
    )
