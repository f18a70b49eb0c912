"""Thresholds that a refit wrote are laid beside those in use. Nothing changes until somebody switches.

Takes the numbers only: the phrases in the file must be those of this installation.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.assistant.engines.library import library
from services.assistant.rules.errors import PolicyExists, PolicyUnreadable
from services.assistant.rules.permissions import SWITCH_POLICY
from services.assistant.rules.policy import Policy, decode_policy
from services.assistant.store import policies
from shared.security import audit, authorise_everywhere
from shared.store import in_transaction
from shared.usecase import Context, Request

LONGEST_NAME = 60


class AddPolicy(Request):
    content: Annotated[str, msgspec.Meta(min_length=2, max_length=200_000)]


class PolicyAdded(msgspec.Struct, frozen=True):
    version: str


def add_policy(command: AddPolicy, ctx: Context) -> PolicyAdded:
    root = authorise_everywhere(ctx.actor, SWITCH_POLICY)
    own = library().own
    policy = _read(command.content, own)
    if policy.version == own.version:
        raise PolicyExists

    def add() -> None:
        if policies.add(policy, ctx.now):
            audit.record("assistant.policy_added", actor=ctx.actor, subject=policy.version, path=root, at=ctx.now)

    in_transaction(add)
    return PolicyAdded(policy.version)


def _read(content: str, own: Policy) -> Policy:
    try:
        policy = decode_policy(content)
    except msgspec.DecodeError:
        raise PolicyUnreadable(details={"content": "Không đọc được tệp."}) from None
    same = msgspec.structs.replace(
        own,
        version=policy.version,
        fitted_on=policy.fitted_on,
        weights=policy.weights,
        answer_from=policy.answer_from,
        suggest_from=policy.suggest_from,
    )
    if same != policy:
        raise PolicyUnreadable(details={"content": "Tệp này không lập từ bộ ngưỡng của hệ thống đang dùng."})
    weights = policy.weights
    sound = 0 <= policy.suggest_from <= policy.answer_from <= 1 and policy.answer_from > 0
    if not sound or min(weights.bigrams, weights.syllables) < 0 or weights.bigrams + weights.syllables <= 0:
        raise PolicyUnreadable(details={"content": "Ngưỡng phải nằm từ 0 đến 1, ngưỡng gợi ý không cao hơn."})
    if not 0 < len(policy.version) <= LONGEST_NAME or not policy.fitted_on:
        raise PolicyUnreadable(details={"content": "Thiếu phiên bản hoặc ghi chú lập từ câu hỏi nào."})
    return policy
