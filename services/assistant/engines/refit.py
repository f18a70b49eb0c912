"""New thresholds for a policy from labelled questions: fitted on one half, measured on the other, refused when the
other half misses the floors. The phrases of the policy stay as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from services.assistant.engines.evaluation import Figures
from services.assistant.engines.golden import NEAR, Setting, figures_of, judged
from services.assistant.engines.reading import QuestionLine
from services.assistant.rules.fitting import Floors, Sample, answer_from, halves, suggest_from
from services.assistant.rules.policy import Policy, Weights

# In each half. With fewer, one question more or less moves every figure.
FEWEST_ANSWERABLE = 10
FEWEST_UNANSWERABLE = 5
RATIOS = (1.0, 0.5, 1.5, 2.0)


class RefitRefusedError(Exception):
    """No thresholds that could be answered for; the message says why, with the figures."""


@dataclass(frozen=True)
class Refit:
    policy: Policy
    fitted: Figures
    measured: Figures


def refit(questions: Sequence[QuestionLine], setting: Setting, base: Policy, floors: Floors, source: str) -> Refit:
    """`source`: name of the questions, for the record. Raises RefitRefusedError."""
    fit, rest = halves((line.id, bool(line.relevant), line) for line in questions)
    for half in (fit, rest):
        _check_size(half)
    weights, best_answer, best_suggest = thresholds(fit, setting, base, floors)
    policy = msgspec.structs.replace(base, weights=weights, answer_from=best_answer, suggest_from=best_suggest)
    fitted, measured = (figures_of(judged(half, setting, policy)) for half in (fit, rest))
    _check_floors(measured, floors)
    named = msgspec.structs.replace(
        policy,
        version=f"{setting.as_of.isoformat()}.{_digest(questions, policy)}",
        # Read by administrators at the desk.
        fitted_on=f"{source}: khớp trên {len(fit)} trong {len(questions)} câu, đo trên {len(rest)} câu còn lại: "
        f"dẫn đúng {_percent(measured.answered_precision)}, trả lời ngay {_percent(measured.answered_share)}, "
        f"dẫn nhầm {measured.wrong_answers_to_unanswerable} trong {measured.unanswerable} câu không có quy định; "
        f"từ bộ {base.version}",
    )
    return Refit(named, fitted, measured)


def thresholds(
    fit: Sequence[QuestionLine], setting: Setting, base: Policy, floors: Floors
) -> tuple[Weights, float, float]:
    """Weights, `answer_from` and `suggest_from`. The weights of the base first: others must quote more answers rightly
    to take their place. Raises RefitRefusedError."""
    best: tuple[int, Weights, float, float] | None = None
    for weights in (base.weights, *(Weights(bigrams=ratio, syllables=1.0) for ratio in RATIOS)):
        samples = _samples(fit, setting, msgspec.structs.replace(base, weights=weights))
        chosen = answer_from(samples, floors)
        if chosen and (best is None or chosen[1] > best[0]):
            best = (chosen[1], weights, chosen[0], suggest_from(samples, chosen[0]))
    if best is None:
        raise RefitRefusedError(f"no threshold reaches a precision of {floors.precision} on the fitted half")
    return best[1:]


def _samples(fit: Sequence[QuestionLine], setting: Setting, policy: Policy) -> list[Sample]:
    """With both thresholds at 0 every question is answered that no rule hands to a person."""
    everything = msgspec.structs.replace(policy, answer_from=0.0, suggest_from=0.0)
    return [
        Sample(
            coverage=each.coverage,
            answerable=each.answerable,
            right=each.right,
            near=0 < each.rank <= NEAR,
            may_answer=each.tier == "answer",
        )
        for each in judged(fit, setting, everything)
    ]


def _check_size(half: Sequence[QuestionLine]) -> None:
    answerable = sum(bool(line.relevant) for line in half)
    if answerable < FEWEST_ANSWERABLE or len(half) - answerable < FEWEST_UNANSWERABLE:
        raise RefitRefusedError(
            f"too few questions: needs {2 * FEWEST_ANSWERABLE} that a document answers "
            f"and {2 * FEWEST_UNANSWERABLE} that none does"
        )


def _check_floors(measured: Figures, floors: Floors) -> None:
    wrong = measured.wrong_answers_to_unanswerable / measured.unanswerable
    if measured.answered_precision < floors.precision or wrong > floors.wrong_share:
        raise RefitRefusedError(
            f"on the measured half precision is {measured.answered_precision} (floor {floors.precision}), "
            f"unanswerable questions quoted {wrong:.4f} (at most {floors.wrong_share}): the old policy stays"
        )


def _digest(questions: Sequence[QuestionLine], policy: Policy) -> str:
    content = [sorted(msgspec.json.encode(line) for line in questions), msgspec.json.encode(policy)]
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")
