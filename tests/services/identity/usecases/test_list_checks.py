"""The half-yearly check of a cell's list: every answer kept at once, closed once, on the list that was shown."""

from collections.abc import Callable

import pytest

from services.identity.rules.list_check_errors import (
    CheckClosed,
    ConfirmTheNumber,
    HalfOver,
    ListChanged,
    NotBegun,
    NotOnThisList,
    StillUnanswered,
)
from services.identity.store import members
from services.identity.store.members import Member
from services.identity.store.record_problems import RecordProblem
from services.identity.usecases.check_records import check_record
from shared.security import Actor
from shared.security.errors import NotPermitted
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.desk import audited
from tests.services.identity.list_checks import CELL_PATH, HALF, NOTE, answer, close, rest, view

At = Callable[..., Context]


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", CELL_PATH))


def test_nothing_is_answered_beforehand_and_each_answer_is_kept(at: At, secretary: Actor) -> None:
    before = view(at(secretary))
    assert (before.progress, before.unanswered, before.half) == ("not_begun", len(before.items), HALF)
    assert "Hồ sơ chưa có mục" in before.items[0].lacks[0]
    assert answer(at(secretary), before.items[0].id, "field_wrong", NOTE) == 1
    after = view(at(secretary))
    assert (after.progress, after.unanswered) == ("under_way", len(before.items) - 1)
    assert (after.items[0].outcome, after.items[0].note) == ("field_wrong", NOTE)
    assert NOTE not in repr(list(database()["list_check_answers"].find()))
    assert set(audited("identity.list_check_read")[0]["about"]) == {item.id for item in before.items}


def test_what_was_set_aside_is_not_asked_again_and_a_doubled_record_is(
    province: Province, at: At, secretary: Actor
) -> None:
    huong, an = province.member("Đinh Thị Hương"), province.member("Lê Đức An")
    Member.objects(pk=an.id).update_one(
        set__full_name=huong.full_name, set__birth_date=huong.birth_date, set__birth_key=huong.birth_key
    )
    check_record(members.get(huong.id), NOW)

    def lacking() -> list[str]:
        return next(item.lacks for item in view(at(secretary)).items if item.id == huong.id)

    lacks = lacking()
    assert "Trùng họ tên và ngày sinh với một hồ sơ khác." in lacks
    RecordProblem.objects(member_id=huong.id, code__in=["same_person", "missing_residence"]).update(
        set__state="set_aside"
    )
    after = lacking()
    assert len(lacks) - len(after) == 2
    assert not any("Trùng" in reason or "thường trú" in reason for reason in after)
    RecordProblem.objects(member_id=huong.id, code="missing_residence").update(set__basis="of other values")
    assert len(lacking()) == len(after) + 1, "set aside for what the record was then"


def test_the_rest_matches_only_by_the_number_and_leaves_answers_alone(at: At, secretary: Actor) -> None:
    shown = view(at(secretary))
    answer(at(secretary), shown.items[0].id, "paper_missing")
    with pytest.raises(ConfirmTheNumber):
        rest(at(secretary), len(shown.items))
    rest(at(secretary), len(shown.items) - 1)
    assert [item.outcome for item in view(at(secretary)).items] == ["paper_missing"] + ["matches"] * (
        len(shown.items) - 1
    )


def test_a_closed_check_changes_no_more_and_names_who_closed_it(province: Province, at: At, secretary: Actor) -> None:
    with pytest.raises(NotBegun):
        close(at(secretary), view(at(secretary)))
    answer(at(secretary), view(at(secretary)).items[0].id)
    shown = view(at(secretary))
    with pytest.raises(StillUnanswered):
        close(at(secretary), shown)
    rest(at(secretary), shown.unanswered)
    with pytest.raises(ListChanged):
        close(at(secretary), shown)
    shown = view(at(secretary))
    closed = close(at(secretary), shown)
    assert closed.counts == {"matches": len(shown.items)}
    assert close(at(secretary), shown) == closed, "the same tap again"
    deputy = province.actor("Đinh Thị Hương", ("cell_secretary", CELL_PATH))
    for again in (lambda: close(at(deputy), shown), lambda: answer(at(deputy), shown.items[0].id)):
        with pytest.raises(CheckClosed, match="Hoàng Văn Thuận"):
            again()
    after = view(at(deputy))
    assert (after.progress, after.closed_by, after.may_check) == ("done", "Hoàng Văn Thuận", False)
    assert len(audited("identity.list_check_closed")) == 1


def test_who_left_meanwhile_is_shown_before_closing(at: At, secretary: Actor) -> None:
    rest(at(secretary), len(view(at(secretary)).items))
    shown = view(at(secretary))
    left = shown.items[-1]
    Member.objects(pk=left.id).update_one(set__status="left")
    with pytest.raises(ListChanged):
        close(at(secretary), shown)
    now_shown = view(at(secretary))
    assert now_shown.gone == [left.full_name]
    assert close(at(secretary), now_shown).gone == 1


def test_only_the_cell_answers_and_only_about_its_own(province: Province, at: At, secretary: Actor) -> None:
    administrator = province.actor("Phạm Thị Ân", ("administrator", "ts/"))
    shown = view(at(administrator))
    assert not shown.may_check
    with pytest.raises(NotPermitted):
        answer(at(administrator), shown.items[0].id)
    with pytest.raises(NotOnThisList):
        answer(at(secretary), province.member("Tạ Quang Khải").id)
    with pytest.raises(HalfOver):
        answer(at(secretary), shown.items[0].id, half="2026-1")
