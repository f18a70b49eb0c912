"""An order to make the index anew, as each process carries it out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from services.assistant.engines.library import Library
from services.assistant.engines.order_mark import OrderMark
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.knowledge import Entry
from services.assistant.store.index_orders import IndexOrder
from services.assistant.usecases.bring_index_up_to_date import bring_index_up_to_date
from services.assistant.usecases.on_document_published import on_document_published
from shared.inbox import react

pytestmark = pytest.mark.slow
Published = Callable[..., Any]


class Counted:
    """The real retriever; counts its rebuilds, and may fail in the middle of one."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever, self.rebuilds, self.fails = retriever, 0, False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._retriever, name)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        self.rebuilds += 1
        if self.fails:
            raise MemoryError
        self._retriever.rebuild(entries)


def beside(work: Callable[..., Any], *arguments: Any) -> Any:
    return work(*arguments)


@pytest.fixture
def index(store: None, library: Library, published: Published) -> Counted:
    react(on_document_published, published("d1", "1. Đảng phí nộp hằng tháng."))
    return Counted(library.retriever)


@pytest.fixture
def mark(tmp_path: Path) -> OrderMark:
    return OrderMark.beside(tmp_path / "index")


def test_without_an_order_nothing_is_made_anew(index: Counted, mark: OrderMark) -> None:
    assert bring_index_up_to_date(index, beside, mark) == 1
    assert index.rebuilds == 0


def test_an_order_is_carried_out_once(index: Counted, mark: OrderMark) -> None:
    bring_index_up_to_date(index, beside, mark)
    IndexOrder.give()
    for _ in range(3):
        bring_index_up_to_date(index, beside, mark)
    assert index.rebuilds == 1
    assert index.versions() == {"d1": 1}


def test_two_orders_at_once_are_one_rebuild(index: Counted, mark: OrderMark) -> None:
    assert IndexOrder.give() + 1 == IndexOrder.give()
    bring_index_up_to_date(index, beside, mark)
    bring_index_up_to_date(index, beside, mark)
    assert index.rebuilds == 1


def test_an_order_that_was_not_carried_out_to_its_end_is_carried_out_again(index: Counted, mark: OrderMark) -> None:
    bring_index_up_to_date(index, beside, mark)
    IndexOrder.give()
    index.fails = True
    with pytest.raises(MemoryError):
        bring_index_up_to_date(index, beside, mark)
    assert index.versions() == {"d1": 1}
    index.fails = False
    bring_index_up_to_date(index, beside, mark)
    assert (index.rebuilds, mark.number()) == (2, 1)


def test_a_mark_that_was_half_written_costs_one_rebuild(index: Counted, mark: OrderMark, tmp_path: Path) -> None:
    IndexOrder.give()
    bring_index_up_to_date(index, beside, mark)
    (tmp_path / "index.order").write_text("", encoding="ascii")
    bring_index_up_to_date(index, beside, mark)
    bring_index_up_to_date(index, beside, mark)
    assert index.rebuilds == 2


def test_what_was_published_during_a_rebuild_is_searchable_after_the_next_look(
    index: Counted, mark: OrderMark, published: Published
) -> None:
    IndexOrder.give()

    def while_rebuilding(work: Callable[..., Any], *arguments: Any) -> Any:
        react(on_document_published, published("d2", "1. Chi bộ họp ngày mồng ba."))
        return work(*arguments)

    bring_index_up_to_date(index, while_rebuilding, mark)
    bring_index_up_to_date(index, beside, mark)
    assert index.versions() == {"d1": 1, "d2": 1}
