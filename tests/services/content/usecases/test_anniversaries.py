"""The calendar of holidays and anniversaries: a first set, kept by the administrator, read by members."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.content.queries.anniversaries_of_month import anniversaries_of_month
from services.content.queries.coming_anniversaries import coming_anniversaries
from services.content.queries.list_desk_anniversaries import list_desk_anniversaries
from services.content.rules.category_errors import AnniversaryNameTaken, AnniversaryNotFound, NoSuchDay
from services.content.store.anniversaries import Anniversary
from services.content.store.first_set import load_first_set
from services.content.usecases.add_anniversary import add_anniversary
from services.content.usecases.change_anniversary import change_anniversary
from shared.outbox import ChangedByAnother
from shared.security import NotPermitted
from shared.security.refusing import SecretMark
from shared.usecase import perform
from tests.services.content.conftest import editor, member, person
from tests.services.content.partners import administrator

pytestmark = pytest.mark.slow
DAY = {"name": "Ngày thành lập Đảng bộ tỉnh", "calendar": "solar", "day": 15, "month": 12, "since": 1945}


@pytest.fixture(autouse=True)
def first(store: None) -> None:
    load_first_set()


def coming(year: int, month: int, day: int) -> list[tuple[str, str]]:
    ctx = person("m1", "ts/x03/c0312/", now=datetime(year, month, day, 3, tzinfo=UTC))
    return [(each["name"], each["on"]) for each in perform(coming_anniversaries, {}, ctx)["items"]]


def of_month(year: int, month: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = perform(anniversaries_of_month, {"year": year, "month": month}, member())["items"]
    return found


def test_the_next_thirty_days_are_told_in_order_over_the_turn_of_the_year() -> None:
    assert coming(2027, 1, 10) == [("Ngày thành lập Đảng Cộng sản Việt Nam", "2027-02-03")]
    assert [on for _, on in coming(2026, 4, 20)] == [
        "2026-04-26",
        "2026-04-30",
        "2026-05-01",
        "2026-05-15",
        "2026-05-19",
    ]
    assert coming(2026, 12, 23) == []


def test_a_month_has_its_days_with_the_years_since_and_what_to_speak_of() -> None:
    september = of_month(2026, 9)
    assert [(each["on"], each["years"]) for each in september] == [("2026-09-02", 81)]
    assert september[0]["suggestion"]
    assert [each["on"] for each in of_month(2027, 4)] == ["2027-04-16", "2027-04-30"]
    assert [each["on"] for each in of_month(2040, 4)] == ["2040-04-30"]


def test_every_day_of_the_first_set_says_whom_it_concerns_and_what_to_speak_of() -> None:
    rows = perform(list_desk_anniversaries, {}, administrator())["items"]
    assert len(rows) == 20
    assert all(each["concerns"] and each["suggestion"] and each["next"] for each in rows)


def test_an_administrator_adds_a_day_of_the_province_once() -> None:
    twice = [perform(add_anniversary, DAY, administrator(key="k1")) for _ in range(2)]
    assert twice[0] == twice[1]
    assert of_month(2026, 12)[0]["name"] == DAY["name"]
    with pytest.raises(AnniversaryNameTaken):
        perform(add_anniversary, DAY, administrator())
    with pytest.raises(SecretMark):
        perform(add_anniversary, {**DAY, "name": "Khác", "suggestion": "TỐI MẬT"}, administrator())
    with pytest.raises(NoSuchDay):
        perform(add_anniversary, {**DAY, "name": "Khác", "day": 31, "month": 11}, administrator())


def test_a_day_is_changed_retired_and_not_shown_any_more() -> None:
    made = perform(add_anniversary, DAY, administrator())
    seen = {"anniversary_id": made["id"], "version": made["version"]}
    perform(change_anniversary, {**DAY, **seen, "day": 16}, administrator())
    assert of_month(2026, 12)[0]["on"] == "2026-12-16"
    with pytest.raises(ChangedByAnother):
        perform(change_anniversary, {**DAY, **seen}, administrator())
    perform(change_anniversary, {**DAY, **seen, "version": 2, "retired": True}, administrator())
    assert DAY["name"] not in [each["name"] for each in of_month(2026, 12)]


def test_the_solar_days_of_a_lunar_one_are_given_year_by_year() -> None:
    row = Anniversary.objects.get(pk="gio-to-hung-vuong")
    fields = {"name": row.name, "calendar": "lunar", "day": 10, "month": 3, "days": ["2031-04-01", "2031-04-01"]}
    seen = {"anniversary_id": row.id, "version": row.version}
    perform(change_anniversary, {**fields, **seen}, administrator())
    assert [each["on"] for each in of_month(2031, 4)] == ["2031-04-01", "2031-04-30"]
    assert [each["on"] for each in of_month(2026, 4)] == ["2026-04-30"]


def test_loading_again_overwrites_nothing() -> None:
    row = Anniversary.objects.get(pk="quoc-khanh")
    fields = {"name": row.name, "calendar": "solar", "day": 2, "month": 9, "suggestion": "Lời của tỉnh"}
    perform(change_anniversary, {**fields, "anniversary_id": row.id, "version": row.version}, administrator())
    load_first_set()
    assert of_month(2026, 9)[0]["suggestion"] == "Lời của tỉnh"


def test_only_an_administrator_of_the_province_keeps_the_calendar() -> None:
    seen = {"anniversary_id": "quoc-khanh", "version": 1}
    for ctx in (editor(), member(), administrator("ts/x03/")):
        with pytest.raises(NotPermitted):
            perform(add_anniversary, DAY, ctx)
        with pytest.raises(NotPermitted):
            perform(change_anniversary, {**DAY, **seen}, ctx)
        with pytest.raises(NotPermitted):
            perform(list_desk_anniversaries, {}, ctx)
    with pytest.raises(AnniversaryNotFound):
        perform(change_anniversary, {**DAY, **seen, "anniversary_id": "khong-co"}, administrator())
