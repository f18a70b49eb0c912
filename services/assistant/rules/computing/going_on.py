"""A computation over several messages: what was asked back is answered by the next one, or was told by an earlier one.

Only what the member himself wrote in the same conversation is used, and a number from an earlier message is said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from services.assistant.rules.computing.compute import compute_line, lines_of
from services.assistant.rules.computing.computed import Computed
from services.assistant.rules.computing.inputs import ASKED, Input, Unread, read_input, strange_words
from services.assistant.rules.computing.lines import word_set
from services.assistant.rules.computing.rulebook import Rulebook
from services.assistant.rules.computing.votes import counts_of, names_its_subject
from services.assistant.rules.computing.writing import with_counts, written_into

UNREAD = "Trợ lý chưa đọc được số liệu đồng chí vừa nêu. "
_TAKEN = "Số liệu lấy từ câu trước của đồng chí trong cuộc trò chuyện này."
_WHOLE_CELL = ("total", "official", "probationary", "exempt", "suspended")
# One for each kind of input that says by itself what it is.
_EACH = ("official_members", "admission_date", "income", "days")
# "Còn 14 người tán thành thì sao?": numbers of a vote and nothing else.
_OF_A_VOTE = word_set(
    "dang vien dong chi nguoi chinh thuc dv dc du bi mien sinh hoat dinh tan thanh y phieu khong nhat tri ung ho thuan "
    "phan doi the vay thi sao neu ra nao nhu thong qua chua phai gio tay mat vang"
)


@dataclass(frozen=True)
class GoneOn:
    """`question`: the message that asked for the computation."""

    question: str
    computed: Computed


@dataclass(frozen=True)
class _State:
    """A computation as far as it got. `asked`: what was last asked back."""

    question: str
    line: str
    found: Computed
    asked: str | None


def go_on(told: Callable[[], Sequence[str]], message: str, today: date, book: Rulebook) -> GoneOn | None:
    """`told`: the member's messages before this one, the oldest first; looked up only where this one may go on from
    them. None: this one is computed by itself, or not at all."""
    began = _begun(message, today, book)
    if (began.found.asks_for not in ASKED) if began else not _may_go_on(message, today):
        return None
    earlier = told()
    state: _State | None = None
    for text in earlier:
        state = _after(state, text, today, book)
    if began is None:
        now = _answered(state, message, today, book) or _asked_of_another_number(state, message, today, book)
        return GoneOn(now.question, now.found) if now else None
    known = _told_before(began, state, earlier, today, book)
    return GoneOn(message, known) if known else None


def _may_go_on(message: str, today: date) -> bool:
    return any(
        _numbers_of_a_vote(line) or any(read_input(asked, line, today) for asked in ASKED) for line in lines_of(message)
    )


def _numbers_of_a_vote(line: str) -> dict[str, int]:
    """Empty where the line says anything else, or leaves open whose number it is."""
    counts = counts_of(line)
    clear = not counts.unclear and "total" not in counts.values and not strange_words(line, _OF_A_VOTE)
    return counts.values if clear else {}


def _after(state: _State | None, text: str, today: date, book: Rulebook) -> _State | None:
    """Another subject ends a computation."""
    return _begun(text, today, book) or _answered(state, text, today, book) or _asked_of_another_number(
        state, text, today, book
    )  # fmt: skip


def _begun(text: str, today: date, book: Rulebook) -> _State | None:
    for line in lines_of(text):
        if found := compute_line(line, today, book):
            return _State(text, line, found, found.asks_for)
    return None


def _answered(state: _State | None, text: str, today: date, book: Rulebook) -> _State | None:
    if state is None or state.asked not in ASKED:
        return None
    for line in lines_of(text):
        given = read_input(state.asked, line, today)
        if isinstance(given, Unread):
            return _State(state.question, state.line, _asked_again(state, today, book), state.asked)
        if given is not None:
            whole = written_into(state.line, state.asked, given, today)
            if found := compute_line(whole, today, book):
                # What cannot be is not kept: the next answer takes its place.
                kept = state.line if found.problem else whole
                return _State(state.question, kept, found, found.asks_for or state.asked)
    return None


def _asked_again(state: _State, today: date, book: Rulebook) -> Computed:
    before = compute_line(state.line, today, book)
    asked = before if before and before.asks_for else state.found
    return msgspec.structs.replace(
        asked, asks_for=state.asked, problem=None, steps=[], sentence=f"{UNREAD}{asked.sentence}"
    )


def _asked_of_another_number(state: _State | None, text: str, today: date, book: Rulebook) -> _State | None:
    if state is None or state.found.kind != "vote" or not state.found.complete:
        return None
    for line in lines_of(text):
        if given := _numbers_of_a_vote(line):
            whole = with_counts(state.line, given)
            if found := compute_line(whole, today, book):
                return _State(state.question, whole, found, found.asks_for)
    return None


def _told_before(
    began: _State, state: _State | None, earlier: Sequence[str], today: date, book: Rulebook
) -> Computed | None:
    asks_for = began.found.asks_for or ""
    for line in _wholes(began, asks_for, state, earlier, today):
        found = compute_line(line, today, book)
        if found and found.complete:
            sentence = f"{found.sentence}\n{_TAKEN}"
            return msgspec.structs.replace(found, sentence=sentence, assumed=[*found.assumed, _TAKEN])
    return None


def _wholes(began: _State, asks_for: str, state: _State | None, earlier: Sequence[str], today: date) -> list[str]:
    """What this question may be together with what was told before, the likeliest first."""
    found = []
    if asks_for == "official_members" and state and state.found.kind == "vote" and state.found.complete:
        before, now = counts_of(state.line).values, counts_of(began.line).values
        members = {role: value for role, value in before.items() if role in _WHOLE_CELL}
        if names_its_subject(began.line):
            found.append(with_counts(began.line, members))
        else:
            found.append(with_counts(state.line, now))
    for text in reversed(earlier):
        for line in lines_of(text):
            given = read_input(asks_for, line, today)
            if isinstance(given, Input) and given.named:
                found.append(written_into(began.line, asks_for, given, today))
    return found


def holds_only_an_input(message: str, today: date) -> bool:
    """It asks nothing by itself, so nothing goes on from it."""
    return any(isinstance(read_input(asked, line, today), Input) for line in lines_of(message) for asked in _EACH)
