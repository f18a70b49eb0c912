"""Who is on paper only stands beside the list and is closed with it; what was wrong is told beside what was closed."""

from collections.abc import Callable

import pytest

from services.identity.rules.list_check_errors import (
    CheckClosed,
    InTheSystem,
    ListChanged,
    NotClosedYet,
    NotOnThisList,
)
from services.identity.store.list_check_paper_people import PaperPerson
from services.identity.store.members import Member
from services.identity.usecases.correct_closed_list import CorrectClosedList, correct_closed_list
from services.identity.usecases.note_paper_person import (
    NotePaperPerson,
    RemovePaperPerson,
    note_paper_person,
    remove_paper_person,
)
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.desk import audited
from tests.services.identity.list_checks import CELL, CELL_PATH, HALF, checked_and_closed, close, rest, view

At = Callable[..., Context]


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL_PATH))


def _note(ctx: Context, name: str = "Vi Văn Sổ", card: str = "", note: str = "") -> str:
    return note_paper_person(
        NotePaperPerson(cell_id=CELL, half=HALF, full_name=name, card_number=card, note=note), ctx
    ).id


def _remove(ctx: Context, person_id: str) -> None:
    remove_paper_person(RemovePaperPerson(cell_id=CELL, half=HALF, person_id=person_id), ctx)


def _correct(ctx: Context, member_id: str | None = None) -> None:
    words = {"correction": "Đã bổ sung giấy tờ", "reason": "Tìm thấy ở cấp trên"}
    correct_closed_list(CorrectClosedList(cell_id=CELL, half=HALF, member_id=member_id, **words), ctx)


def test_who_is_on_paper_only_is_kept_encrypted_and_closed_with_the_list(at: At, secretary: Actor) -> None:
    _note(at(secretary), "Vi Văn Sổ", "12.345.678", "Sổ năm 2019")
    wrong = _note(at(secretary), "Lộc Thị Nhầm")
    _remove(at(secretary), wrong)
    shown = view(at(secretary))
    assert [(one.full_name, one.card_number, one.note) for one in shown.on_paper] == [
        ("Vi Văn Sổ", "12.345.678", "Sổ năm 2019")
    ]
    assert "Sổ" not in repr(list(database()["list_check_paper_people"].find()))
    checked_and_closed(at(secretary))
    after = view(at(secretary))
    assert [(one.id, one.full_name, one.note) for one in after.on_paper] == [("", "Vi Văn Sổ", "Sổ năm 2019")]
    assert PaperPerson.objects.count() == 0
    assert "Văn Sổ" not in repr(list(database()["list_checks"].find()))
    assert Member.objects(full_name="Vi Văn Sổ").count() == 0
    for refused in (lambda: _note(at(secretary)), lambda: _remove(at(secretary), wrong)):
        with pytest.raises(CheckClosed):
            refused()


def test_the_same_command_notes_one_person_once(secretary: Actor) -> None:
    again = Context(secretary, NOW, "correlation", lambda: "the-same")
    assert _note(again) == _note(again) == "the-same"
    assert len(view(again).on_paper) == 1
    assert len(audited("identity.list_paper_person_noted")) == 1


def test_whoever_is_on_the_list_by_the_card_is_not_on_paper_only(at: At, secretary: Actor) -> None:
    with pytest.raises(InTheSystem):
        _note(at(secretary), card="990 00 001")
    with pytest.raises(NotOnThisList):
        _remove(at(secretary), "nobody")


def test_who_was_noted_after_the_page_was_shown_is_not_closed_unseen(at: At, secretary: Actor) -> None:
    rest(at(secretary), len(view(at(secretary)).items))
    shown = view(at(secretary))
    _note(at(secretary))
    with pytest.raises(ListChanged):
        close(at(secretary), shown)
    close(at(secretary), view(at(secretary)))


def test_a_correction_stands_beside_the_closed_list_and_changes_nothing_of_it(
    province: Province, at: At, secretary: Actor
) -> None:
    huong = province.member("Đinh Thị Hương").id
    rest(at(secretary), len(view(at(secretary)).items))
    with pytest.raises(NotClosedYet):
        _correct(at(secretary))
    checked_and_closed(at(secretary))
    before, stored = view(at(secretary)), database()["list_checks"].find_one()
    _correct(at(secretary), huong)
    again = Context(secretary, NOW, "correlation", lambda: "the-same")
    _correct(again)
    _correct(again)
    after = view(at(secretary))
    assert [(one.about, one.correction, one.reason, one.by) for one in after.corrections] == [
        ("Đinh Thị Hương", "Đã bổ sung giấy tờ", "Tìm thấy ở cấp trên", "Hoàng Văn Thuận"),
        ("", "Đã bổ sung giấy tờ", "Tìm thấy ở cấp trên", "Hoàng Văn Thuận"),
    ]
    assert (after.items, after.counts) == (before.items, before.counts)
    assert database()["list_checks"].find_one() == stored
    assert "giấy tờ" not in repr(list(database()["list_check_corrections"].find()))
    assert audited("identity.list_check_corrected")[0]["about"] == [huong]
    with pytest.raises(NotOnThisList):
        _correct(at(secretary), province.member("Lê Đức An").id)
