"""Categories are the province's own: a first set, changed at the desk of its administrator."""

from __future__ import annotations

from typing import Any

import pytest

from services.content.queries.list_categories import list_categories
from services.content.queries.list_desk_categories import list_desk_categories
from services.content.rules.category_errors import CategoryNameTaken, CategoryNotFound, NameWithoutWords
from services.content.store.categories import Category
from services.content.store.first_set import load_first_set
from services.content.usecases.add_category import add_category
from services.content.usecases.change_category import change_category
from services.content.usecases.move_category import move_category
from services.content.usecases.retire_category import retire_category
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted, audit
from shared.security.refusing import SecretMark
from shared.usecase import Context, perform
from tests.services.content.conftest import NOW, editor, member
from tests.services.content.partners import administrator

pytestmark = pytest.mark.slow


def listed(ctx: Context | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = perform(list_categories, {}, ctx or member())["items"]
    return found


def names() -> list[str]:
    return [each["name"] for each in listed() if not each["retired"]]


def added(name: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = perform(add_category, {"name": name, **more}, administrator(key=key))
    return made


def seen(category_id: str) -> dict[str, Any]:
    return {"category_id": category_id, "version": int(Category.objects.get(pk=category_id).version)}


@pytest.fixture
def first(store: None) -> None:
    load_first_set()


def test_a_new_installation_has_a_category_for_each_function_and_one_that_stands_out(first: None) -> None:
    assert len(listed()) == 11
    assert [each["id"] for each in listed() if "home" in each["uses"]] == ["lanh-dao-cap-uy"]
    assert [each["id"] for each in listed() if "office" in each["uses"]] == ["nghiep-vu-cong-tac-dang"]


def test_loading_the_first_set_again_overwrites_nothing_of_the_provinces_own(first: None) -> None:
    perform(change_category, {**seen("quoc-te"), "name": "Thế giới", "uses": []}, administrator())
    perform(retire_category, {**seen("thoi-su"), "retired": True}, administrator())
    load_first_set()
    rows = {each["id"]: each for each in listed()}
    assert (rows["quoc-te"]["name"], rows["quoc-te"]["uses"], rows["thoi-su"]["retired"]) == ("Thế giới", [], True)
    assert len(rows) == 11


def test_what_an_administrator_adds_stands_last_and_is_in_the_trail(first: None) -> None:
    made = added("Gương sáng đảng viên", uses=["menu"])
    assert made == {"id": "guong-sang-dang-vien", "version": 1}
    assert names()[-1] == "Gương sáng đảng viên"
    trail = "".join(audit.export())
    assert "content.category_added" in trail
    assert made["id"] in trail


def test_adding_again_with_the_same_key_is_the_same_category(store: None) -> None:
    assert added("Gương sáng", key="k1") == added("Gương sáng", key="k1")
    assert names() == ["Gương sáng"]


@pytest.mark.parametrize("name", ["Thời sự", "thoi su", "THỜI  SỰ"])
def test_a_name_that_another_has_is_refused_however_it_is_typed(first: None, name: str) -> None:
    with pytest.raises(CategoryNameTaken):
        added(name)
    with pytest.raises(CategoryNameTaken):
        perform(change_category, {**seen("quoc-te"), "name": name}, administrator())
    assert names().count("Thời sự") == 1


def test_a_retired_ones_name_stays_taken_and_a_name_has_words(first: None) -> None:
    perform(retire_category, {**seen("thoi-su"), "retired": True}, administrator())
    with pytest.raises(CategoryNameTaken):
        added("Thời sự")
    with pytest.raises(NameWithoutWords):
        added("– –")


def test_a_text_with_a_mark_of_secrecy_is_refused_before_it_is_stored(first: None) -> None:
    with pytest.raises(SecretMark):
        added("Mục riêng", summary="TUYỆT MẬT")
    assert "Mục riêng" not in names()


def test_a_new_name_keeps_the_address_and_says_who_changed_it_when(first: None) -> None:
    perform(change_category, {**seen("quoc-te"), "name": "Thế giới", "summary": "Tin xa"}, administrator())
    rows = {each["id"]: each for each in perform(list_desk_categories, {}, administrator())["items"]}
    changed = rows["quoc-te"]
    assert (changed["name"], changed["summary"], changed["version"]) == ("Thế giới", "Tin xa", 2)
    assert (changed["changed_by"], changed["changed_at"]) == ("a1", NOW.isoformat().replace("+00:00", "Z"))
    assert rows["thoi-su"]["changed_by"] == ""


def test_what_was_renamed_leaves_its_old_name_to_another_with_an_address_of_its_own(first: None) -> None:
    perform(change_category, {**seen("quoc-te"), "name": "Thế giới"}, administrator())
    assert added("Quốc tế")["id"] == "quoc-te-2"


def test_up_and_down_move_one_place_and_the_ends_hold(first: None) -> None:
    before = names()
    perform(move_category, {**seen("thoi-su"), "to": "up"}, administrator())
    assert names() == [before[1], before[0], *before[2:]]
    perform(move_category, {**seen("thoi-su"), "to": "up"}, administrator())
    assert names()[0] == before[1]
    perform(move_category, {**seen("thoi-su"), "to": "down"}, administrator())
    assert names() == before


def test_moving_passes_over_retired_ones(first: None) -> None:
    perform(retire_category, {**seen("thoi-su"), "retired": True}, administrator())
    perform(move_category, {**seen("kinh-te-xa-hoi"), "to": "up"}, administrator())
    assert names()[:2] == ["Kinh tế – xã hội", "Lãnh đạo và hoạt động cấp ủy"]


def test_what_another_changed_meanwhile_is_a_conflict(first: None) -> None:
    old = seen("quoc-te")
    perform(change_category, {**old, "name": "Thế giới"}, administrator())
    for usecase, more in (
        (change_category, {"name": "Đối ngoại"}),
        (retire_category, {"retired": True}),
        (move_category, {"to": "up"}),
    ):
        with pytest.raises(ChangedByAnother):
            perform(usecase, {**old, **more}, administrator())


def test_a_retired_one_is_taken_up_again(first: None) -> None:
    perform(retire_category, {**seen("thoi-su"), "retired": True}, administrator())
    assert "Thời sự" not in names()
    perform(retire_category, {**seen("thoi-su"), "retired": False}, administrator())
    assert names()[1] == "Thời sự"


def test_only_an_administrator_of_the_whole_province_keeps_them(first: None) -> None:
    for ctx in (editor(), member(), administrator("ts/x03/")):
        with pytest.raises(NotPermitted):
            perform(add_category, {"name": "Mục riêng"}, ctx)
        with pytest.raises(NotPermitted):
            perform(change_category, {**seen("quoc-te"), "name": "Mục riêng"}, ctx)
        with pytest.raises(NotPermitted):
            perform(retire_category, {**seen("quoc-te"), "retired": True}, ctx)
        with pytest.raises(NotPermitted):
            perform(move_category, {**seen("quoc-te"), "to": "up"}, ctx)
        with pytest.raises(NotPermitted):
            perform(list_desk_categories, {}, ctx)
    with pytest.raises(CategoryNotFound):
        perform(change_category, {"category_id": "khong-co", "version": 1, "name": "Một"}, administrator())
