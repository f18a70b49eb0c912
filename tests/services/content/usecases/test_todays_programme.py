"""The day's programme: what was published today for the listener, told in the order of the day."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from services.content.queries.todays_programme import todays_programme
from shared.usecase import perform
from tests.services.content.conftest import CELL, person

pytestmark = pytest.mark.slow
Published = Callable[..., str]
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
LATE_YESTERDAY = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)  # 23:59 in Viet Nam
JUST_TODAY = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # midnight there


def programme(now: datetime, cell: str = CELL) -> tuple[str | None, list[str]]:
    found = perform(todays_programme, {}, person("m1", cell, now=now))
    return found["day"], [item["title"] for item in found["items"]]


def test_a_day_is_one_of_viet_nam_and_its_first_article_comes_first(published: Published) -> None:
    published("Đêm qua", now=LATE_YESTERDAY)
    published("Sáng", now=MORNING)
    published("Nửa đêm", now=JUST_TODAY)
    published("Nơi khác", now=MORNING, audience="ts/x04/")
    assert programme(MORNING) == ("2026-11-22", ["Nửa đêm", "Sáng"])


def test_before_anything_is_published_today_it_is_the_last_day_that_had_something(published: Published) -> None:
    published("Đêm qua", now=LATE_YESTERDAY)
    assert programme(MORNING) == ("2026-11-21", ["Đêm qua"])


def test_where_nothing_was_ever_published_there_is_no_day(store: None) -> None:
    assert programme(MORNING) == (None, [])
