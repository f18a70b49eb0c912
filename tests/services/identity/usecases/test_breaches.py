"""The register of breaches on the real store: entered, noted, reported, closed; nothing that was entered changes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.identity.queries.list_breaches import ListBreaches, list_breaches
from services.identity.queries.read_breach import ReadBreach, read_breach
from services.identity.rules.breaches import DataKind
from services.identity.rules.rights_errors import BreachEnded, BreachNotReported, DetectedInFuture
from services.identity.store.breaches import Breach
from services.identity.usecases.close_breach import CloseBreach, close_breach
from services.identity.usecases.note_on_breach import NoteOnBreach, note_on_breach
from services.identity.usecases.record_breach import RecordBreach, record_breach
from services.identity.usecases.report_breach import ReportBreach, report_breach
from shared.security import Actor, NotPermitted
from shared.security.audit import ensure_index
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province

At = Callable[..., Context]
WHAT = "Mất một máy tính có danh sách đảng viên."


@pytest.fixture
def office(province: Province) -> Actor:
    ensure_index()
    return province.actor("Lê Đức An", ("administrator", "ts/x01/"))


def _recorded(office: Actor, at: At, *, hours_ago: int = 10) -> str:
    command = RecordBreach(
        path="ts/x01/",
        detected_at=NOW - timedelta(hours=hours_ago),
        what_happened=WHAT,
        data_kinds=[DataKind.NUMBERS],
    )
    return record_breach(command, at(office)).id


def test_the_hours_count_from_detection_and_the_text_lies_encrypted(office: Actor, at: At) -> None:
    breach_id = _recorded(office, at)
    row = list_breaches(ListBreaches(), at(office)).items[0]
    assert (row.hours_left, row.persons_affected) == (62, None)
    stored = Breach._get_collection().find_one({"_id": breach_id})
    assert "máy tính" not in str(stored)
    assert stored["outbox"][0]["type"] == "identity.breach_recorded.v1"


def test_notes_are_added_with_who_and_when_and_the_draft_carries_them(office: Actor, at: At) -> None:
    breach_id = _recorded(office, at)
    note_on_breach(NoteOnBreach(breach_id=breach_id, text="Đã đổi mật khẩu.", persons_affected=45), at(office))
    view = read_breach(ReadBreach(breach_id=breach_id), at(office))
    assert [(note.text, note.by) for note in view.notes] == [("Đã đổi mật khẩu.", "Lê Đức An")]
    assert view.head.persons_affected == 45
    assert WHAT in view.draft
    assert "Đã đổi mật khẩu." in view.draft
    assert "Đảng bộ xã Một" in view.draft


def test_it_is_reported_then_closed_then_shut(office: Actor, at: At) -> None:
    breach_id = _recorded(office, at, hours_ago=80)
    assert list_breaches(ListBreaches(), at(office)).items[0].hours_left == -8
    with pytest.raises(BreachNotReported):
        close_breach(CloseBreach(breach_id=breach_id), at(office))
    report_breach(ReportBreach(breach_id=breach_id, needed=True, reference="12-CV/ĐU"), at(office))
    assert list_breaches(ListBreaches(), at(office)).items[0].hours_left is None
    close_breach(CloseBreach(breach_id=breach_id), at(office))
    with pytest.raises(BreachEnded):
        note_on_breach(NoteOnBreach(breach_id=breach_id, text="Thêm."), at(office))


def test_an_administrator_elsewhere_neither_enters_nor_reads(office: Actor, at: At, province: Province) -> None:
    breach_id = _recorded(office, at)
    elsewhere = province.actor("Phạm Thị Ân", ("administrator", "ts/x02/"))
    with pytest.raises(NotPermitted):
        read_breach(ReadBreach(breach_id=breach_id), at(elsewhere))
    with pytest.raises(NotPermitted):
        _recorded(elsewhere, at)
    assert list_breaches(ListBreaches(), at(elsewhere)).items == []


def test_a_breach_is_not_noticed_tomorrow(office: Actor, at: At) -> None:
    with pytest.raises(DetectedInFuture):
        _recorded(office, at, hours_ago=-1)
