"""What a computation comes to: the sentence, its steps, what was stated, what is assumed, and the rule behind it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

Kind = Literal["dues", "party_age", "badge", "probation", "deadline", "vote"]
Problem = Literal["impossible_date", "future_date", "impossible_amount", "impossible_count", "rule_unconfirmed"]
"""Why nothing was computed although everything was there."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rule's document. Empty strings and None: not known for certain, so not said."""

    number: str
    title: str
    issuer: str
    place: str = ""
    effective_from: date | None = None
    effective_until: date | None = None

    def holds_on(self, day: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_until is None or day <= self.effective_until)


class Computed(msgspec.Struct, frozen=True, kw_only=True):
    """`asks_for` names the one input still missing, `problem` the impossible one; then `steps` is empty.

    `rule`: the rulebook's id of the rule applied; None, with `source`, where the question itself stated the rule."""

    kind: Kind
    sentence: str
    steps: list[str] = []
    inputs: list[str] = []
    assumed: list[str] = []
    asks_for: str | None = None
    problem: Problem | None = None
    rule: str | None = None
    source: Source | None = None

    @property
    def complete(self) -> bool:
        return self.asks_for is None and self.problem is None


def asking(kind: Kind, missing: str, sentence: str, inputs: Iterable[str] = ()) -> Computed:
    return Computed(kind=kind, asks_for=missing, sentence=sentence, inputs=list(inputs))


def impossible(kind: Kind, problem: Problem, sentence: str) -> Computed:
    return Computed(kind=kind, problem=problem, sentence=sentence)


def result(
    kind: Kind,
    conclusion: str,
    *,
    steps: Iterable[str],
    inputs: Iterable[str],
    source: Source | None,
    rule: str | None,
    assumed: Iterable[str] = (),
) -> Computed:
    """The sentence a member reads: the conclusion, how it came about, what it rests on."""
    taken, supposed = list(steps), list(assumed)
    parts = [conclusion, "Cách tính: " + "; ".join(taken) + "."]
    if supposed:
        parts.append("Lưu ý: " + " ".join(supposed))
    if source:
        parts.append(f"Căn cứ: {named(source)}.")
    return Computed(
        kind=kind,
        sentence="\n".join(parts),
        steps=taken,
        inputs=list(inputs),
        assumed=supposed,
        rule=rule,
        source=source,
    )


def named(source: Source) -> str:
    """ "khoản 1 Điều 5 Quy định số 01-QĐ/TW về chế độ đảng phí (Bộ Chính trị, áp dụng từ 03/02/2026)"."""
    words = " ".join(part for part in (source.place, source.title) if part)
    number = f" số {source.number}" if source.number else ""
    known = [source.issuer] if source.issuer else []
    if source.effective_from:
        known.append(f"áp dụng từ {source.effective_from:%d/%m/%Y}")
    if source.effective_until:
        known.append(f"đến hết {source.effective_until:%d/%m/%Y}")
    return f"{words}{number}" + (f" ({', '.join(known)})" if known else "")
