"""The half-yearly check of cell c0101 as its people do it, in few words."""

from services.identity.queries.list_check_views import ListCheckView
from services.identity.queries.read_list_check import ReadListCheck, read_list_check
from services.identity.usecases.answer_list_check import (
    AnswerListCheck,
    ConfirmRestOfList,
    answer_list_check,
    confirm_rest_of_list,
)
from services.identity.usecases.close_list_check import CloseListCheck, ListCheckClosed, close_list_check
from shared.usecase import Context

CELL, CELL_PATH, HALF, NEXT_HALF = "c0101", "ts/x01/c0101/", "2026-2", "2027-1"
NOTE = "Sổ ghi sinh năm khác"


def view(ctx: Context, half: str | None = None, cell: str = CELL) -> ListCheckView:
    return read_list_check(ReadListCheck(cell_id=cell, half=half), ctx)


def answer(
    ctx: Context, member_id: str, outcome: str = "matches", note: str = "", *, half: str = HALF, cell: str = CELL
) -> int:
    command = AnswerListCheck(cell_id=cell, half=half, member_id=member_id, outcome=outcome, note=note)
    return answer_list_check(command, ctx).answered


def rest(ctx: Context, confirmed: int, half: str = HALF, cell: str = CELL) -> None:
    confirm_rest_of_list(ConfirmRestOfList(cell_id=cell, half=half, confirmed=confirmed), ctx)


def close(ctx: Context, shown: ListCheckView) -> ListCheckClosed:
    ids = [item.id for item in shown.items]
    command = CloseListCheck(cell_id=shown.cell_id, half=shown.half, shown=ids, version=shown.version)
    return close_list_check(command, ctx)


def checked_and_closed(ctx: Context, half: str = HALF, cell: str = CELL) -> ListCheckView:
    """As shown right before it was closed; everybody matches who had no answer."""
    shown = view(ctx, half, cell)
    if shown.unanswered:
        rest(ctx, shown.unanswered, half, cell)
    shown = view(ctx, half, cell)
    close(ctx, shown)
    return shown
