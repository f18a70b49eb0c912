"""The way of an import from a file, as one table.

looking ─ mapping ─ checking ─ checked ─ running ─ done
   └ failed  └ looking  └ failed   └ mapping └ failed
cancelled (from everywhere before the end)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.identity.rules.headers import MEMBER_FIELDS
from services.identity.rules.import_errors import MappingWrong, NotNow
from services.identity.rules.rows import KEYS


class State(StrEnum):
    LOOKING = "looking"
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Step(StrEnum):
    """What the worker is asked for."""

    LOOK = "look"
    CHECK = "check"
    RUN = "run"


class Move(StrEnum):
    CHOOSE_ENCODING = "choose_encoding"
    MAP = "map"
    RUN = "run"
    CANCEL = "cancel"


WORKING: Mapping[Step, State] = {Step.LOOK: State.LOOKING, Step.CHECK: State.CHECKING, Step.RUN: State.RUNNING}
ENDED = frozenset({State.DONE, State.CANCELLED, State.FAILED})
OPEN = frozenset(State) - ENDED
_ALLOWED: Mapping[Move, frozenset[State]] = {
    Move.CHOOSE_ENCODING: frozenset({State.MAPPING, State.CHECKED}),
    Move.MAP: frozenset({State.MAPPING, State.CHECKED}),
    Move.RUN: frozenset({State.CHECKED}),
    Move.CANCEL: OPEN,
}


def check_move(state: str, move: Move) -> None:
    if State(state) not in _ALLOWED[move]:
        raise NotNow


def check_mapping(mapping: Mapping[int, str], columns: int) -> None:
    """`mapping`: {position of the column: field}; what is not in it is left out. Raises MappingWrong."""
    problems: dict[str, str] = {}
    taken: dict[str, int] = {}
    for position, name in sorted(mapping.items()):
        if not 0 <= position < columns or name not in MEMBER_FIELDS:
            problems[str(position)] = "Mục này không có trong hồ sơ."
        elif name in taken:
            problems[str(position)] = f"Mục này đã ghép với cột {taken[name] + 1}."
        taken.setdefault(name, position)
    if not problems and not KEYS & taken.keys():
        problems["mapping"] = "Cần ghép cột Số lý lịch hoặc cột Số thẻ đảng viên để nhận ra đảng viên."
    if problems:
        raise MappingWrong(details=problems)
