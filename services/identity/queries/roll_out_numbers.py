"""How far the roll-out has come in an organisation and in each one directly below it: numbers, no person."""

from __future__ import annotations

from datetime import date

import msgspec

from services.identity.rules.permissions import ADMINISTER, RUN_ROLL_OUT, SEE_NUMBERS
from services.identity.rules.roll_out import Numbers, Rule, add, numbers
from services.identity.rules.roll_out_rates import Rates, rates, unsaid
from services.identity.rules.roll_out_stage import Stage, stage_at
from services.identity.store import organisations, roll_out_cells, roll_out_settings
from services.identity.store.organisations import Organisation
from shared.security import Actor, allowed, authorise, paths
from shared.usecase import Context, Path, Request


class RollOutNumbers(Request):
    organisation_path: Path


class RollOutView(msgspec.Struct, frozen=True):
    id: str
    name: str
    kind: str
    path: str
    stage: Stage
    numbers: Numbers
    rates: Rates


class UpperView(msgspec.Struct, frozen=True):
    path: str
    name: str


class RollOutPage(msgspec.Struct, frozen=True):
    """`activity_counted_on`: until when "active" was counted; None before the first count. `names_too`: the caller may
    open the lists with names."""

    organisation: RollOutView
    below: list[RollOutView]
    above: list[UpperView]
    rule: Rule
    activity_counted_on: date | None
    names_too: bool
    may_administer: bool


def roll_out_numbers(query: RollOutNumbers, ctx: Context) -> RollOutPage:
    actor, path = ctx.actor, query.organisation_path
    authorise(actor, SEE_NUMBERS, path)
    place = organisations.at(path)
    rule = roll_out_settings.rule_of(path)
    children = organisations.directly_below(path)
    totals = roll_out_cells.totals(path)
    names_too = allowed(actor, RUN_ROLL_OUT, path)
    whole = numbers(add(totals.values()), rule)
    parts = [numbers(totals.get(child.id, {}), rule) for child in children]
    if not names_too:
        [whole] = unsaid([whole])
        parts = unsaid(parts)
    stages = roll_out_settings.stages_on([*paths.ancestors(path), *(child.path for child in children)])
    return RollOutPage(
        organisation=_view(place, whole, rule, stages),
        below=[_view(child, part, rule, stages) for child, part in zip(children, parts, strict=True)],
        above=_above(path, actor),
        rule=rule,
        activity_counted_on=roll_out_cells.counted_until(),
        names_too=names_too,
        may_administer=allowed(actor, ADMINISTER, path),
    )


def _above(path: str, actor: Actor) -> list[UpperView]:
    names = organisations.names_of(paths.ancestors(path)[:-1])
    return [UpperView(upper, names[upper]) for upper in sorted(names) if allowed(actor, SEE_NUMBERS, upper)]


def _view(place: Organisation, found: Numbers, rule: Rule, stages: dict[str, Stage]) -> RollOutView:
    stage = stage_at(place.path, stages)
    return RollOutView(place.id, place.name, place.kind, place.path, stage, found, rates(found, rule))
