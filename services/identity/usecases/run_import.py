"""What the dry run showed is to be done: the good rows are written by the worker, batch after batch."""

from __future__ import annotations

from services.identity.rules.import_flow import Move, Step
from services.identity.usecases.knowing_import import ImportStep, OfImport, ask_worker, to_move
from shared.usecase import Context


class RunImport(OfImport):
    pass


def run_import(command: RunImport, ctx: Context) -> ImportStep:
    """Raises ImportNotFound, NotNow, ChangedByAnother."""
    item = to_move(command, Move.RUN, ctx)
    return ask_worker(item, Step.RUN, ctx, set__counts={"absent": item.counts.get("absent", 0)})
