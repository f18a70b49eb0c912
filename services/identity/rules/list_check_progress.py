"""How far the cells of an organisation are with the check of their lists: sums of cells, no verdict on anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.identity.rules.list_checks import Progress


@dataclass(frozen=True)
class CellProgress:
    """`progress`: of the half that is looked at; `behind`: the half before is not closed though it was due.
    `differing`: answers other than "matches"."""

    progress: Progress
    behind: bool
    differing: int


@dataclass(frozen=True)
class Tally:
    """Cells, but `differing`: answers. `overdue` beside the others: a cell that is behind with the half before may be
    under way with this one; of a half that is over, all that are not done."""

    cells: int
    done: int
    under_way: int
    not_begun: int
    overdue: int
    differing: int


def tally(cells: Iterable[CellProgress]) -> Tally:
    cells = list(cells)
    of = [item.progress for item in cells]
    return Tally(
        cells=len(cells),
        done=of.count(Progress.DONE),
        under_way=of.count(Progress.UNDER_WAY),
        not_begun=of.count(Progress.NOT_BEGUN),
        overdue=sum(item.behind or item.progress is Progress.OVERDUE for item in cells),
        differing=sum(item.differing for item in cells),
    )
