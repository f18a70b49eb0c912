"""The rates of a roll-out in words and numbers, and which small numbers stay unsaid."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from services.identity.rules.roll_out import SMALL_GROUP, Counting, Numbers, Rule


class Rate(msgspec.Struct, frozen=True):
    """Two numbers; whoever shows them divides. Nothing is capped, and nothing is divided by nobody."""

    numerator: int
    denominator: int

    @property
    def is_over(self) -> bool:
        return 0 < self.denominator < self.numerator


class Rates(msgspec.Struct, frozen=True):
    """`chosen`: as the province counts; `explanation` is there where that number asks for one."""

    chosen: Rate
    eligible: Rate
    excluded: Rate
    everybody: Rate
    active: Rate
    explanation: str | None


def rates(found: Numbers, rule: Rule) -> Rates:
    eligible = Rate(found.registered_eligible, found.eligible)
    everybody = Rate(found.registered, found.members)
    chosen = {
        Counting.SAME_PEOPLE: eligible,
        Counting.ALL_OVER_ELIGIBLE: Rate(found.registered, found.eligible),
        Counting.ALL_OVER_MEMBERS: everybody,
    }[rule.counting]
    return Rates(
        chosen=chosen,
        eligible=eligible,
        excluded=Rate(found.registered_excluded, found.excluded),
        everybody=everybody,
        active=Rate(found.active_eligible + found.active_excluded, found.registered),
        explanation=_explanation(chosen, found),
    )


def _explanation(chosen: Rate, found: Numbers) -> str | None:
    if chosen.denominator == 0 and chosen.numerator:
        return (
            f"Chưa tính được tỷ lệ vì không có đảng viên nào thuộc diện tính; {chosen.numerator} đảng viên "
            "ngoài diện tính đã có tài khoản."
        )
    if not chosen.is_over:
        return None
    return (
        f"Tỷ lệ trên 100% vì tử số gồm cả {found.registered_excluded} đảng viên ngoài diện tính đã có tài khoản, "
        f"còn mẫu số chỉ gồm {found.eligible} đảng viên thuộc diện tính. Trong số thuộc diện tính, "
        f"{found.registered_eligible} đồng chí đã có tài khoản, {found.eligible - found.registered_eligible} chưa có."
    )


def is_small(found: Numbers) -> bool:
    return found.reasons is not None and any(0 < number < SMALL_GROUP for number in found.reasons.values())


def unsaid(siblings: Sequence[Numbers]) -> list[Numbers]:
    """Reasons of small groups left out. One alone left out could be had by subtraction from the whole, so the smallest
    of its siblings is left out with it."""
    hidden = {place for place, found in enumerate(siblings) if is_small(found)}
    others = [place for place in range(len(siblings)) if place not in hidden and siblings[place].excluded]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda place: siblings[place].excluded))
    return [
        msgspec.structs.replace(found, reasons=None) if place in hidden else found
        for place, found in enumerate(siblings)
    ]
