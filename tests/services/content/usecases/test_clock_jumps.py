"""The clock of the machine jumps an hour, forward and back: what was done by it is done once and not undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.content.queries.list_articles import list_articles
from services.content.queries.my_notices import my_notices
from services.content.queries.read_article import read_article
from services.content.queries.todays_programme import todays_programme
from services.content.store import scans
from services.content.store.notices import Notice
from services.content.usecases.acknowledge_notice import acknowledge_notice
from services.content.usecases.correct_notice import correct_notice
from services.content.usecases.forget_old_scans import forget_old_scans
from services.content.usecases.import_document import import_document
from services.content.usecases.publish_due_articles import publish_due_articles
from services.content.usecases.remind_of_notices import remind_of_notices
from services.content.usecases.schedule_article import schedule_article
from services.content.usecases.send_notice import send_notice
from services.content.usecases.write_article import write_article
from shared.usecase import perform
from tests.services.content.conftest import CELL, NOW, Found, editor, person, told

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("store")]
HOUR = timedelta(hours=1)


def events(collection: str) -> list[str]:
    return [kind for kind, _ in told(collection)]


def test_what_was_published_on_time_by_a_clock_ahead_is_published_once_and_stays_so() -> None:
    written = perform(write_article, {"title": "Hẹn giờ", "body": "Đoạn.", "audience": "ts/"}, editor())
    at = (NOW + HOUR / 2).isoformat()
    perform(schedule_article, {"article_id": written["id"], "version": 1, "publish_at": at}, editor())
    assert [publish_due_articles(moment) for moment in (NOW, NOW + HOUR, NOW, NOW + HOUR)] == [0, 1, 0, 0]
    assert events("articles") == ["content.article_published.v1"]
    reader = person("m1", CELL)
    assert [item["id"] for item in perform(list_articles, {}, reader)["items"]] == [written["id"]]
    assert perform(read_article, {"article_id": written["id"]}, reader)["state"] == "published"
    later = person("m1", CELL, now=NOW + 2 * HOUR)
    assert [item["id"] for item in perform(todays_programme, {}, later)["items"]] == [written["id"]]


def test_a_time_that_is_behind_by_a_clock_set_back_is_set_anew_and_not_lost() -> None:
    written = perform(write_article, {"title": "Hẹn giờ", "body": "Đoạn.", "audience": "ts/"}, editor())
    at = (NOW + HOUR / 2).isoformat()
    perform(schedule_article, {"article_id": written["id"], "version": 1, "publish_at": at}, editor())
    assert [publish_due_articles(moment) for moment in (NOW - HOUR, NOW, NOW + HOUR / 2)] == [0, 0, 1]


def test_nobody_is_reminded_twice_nor_of_the_deadline_after_it_whichever_way_the_clock_jumps() -> None:
    notice = {
        "kind": "directive", "from_path": "ts/", "issuer": "Tỉnh ủy", "title": "Đại hội", "text": "Gửi danh sách.",
        "audience": "ts/", "acknowledge": True, "deadline": "2026-11-30",
    }  # fmt: skip
    sent = perform(send_notice, notice, editor())
    last_morning, end = datetime.fromisoformat("2026-11-30T00:00Z"), datetime.fromisoformat("2026-11-30T17:00Z")
    for moment in (last_morning - HOUR / 2, last_morning + HOUR / 2, last_morning - HOUR / 2, last_morning + HOUR / 2):
        remind_of_notices(moment)
    occasions = [data["occasion"] for kind, data in told("notices") if kind == "content.notice_reminder_due.v1"]
    assert occasions == ["half_time", "last_day"]
    corrected = {"notice_id": sent["id"], "version": _version(sent["id"]), "title": "Đại hội", "text": "Gửi sớm."}
    before = editor(now=NOW - HOUR)
    perform(correct_notice, {**corrected, "reason": "Sửa hạn", "deadline": "2026-11-30"}, before)
    for moment in (end + HOUR / 2, end - HOUR / 2, end + HOUR / 2):
        remind_of_notices(moment)
    assert len([kind for kind in events("notices") if kind == "content.notice_reminder_due.v1"]) == 2


def test_an_acknowledgement_by_a_clock_behind_the_senders_counts() -> None:
    notice = {
        "kind": "directive", "from_path": "ts/", "issuer": "Tỉnh ủy", "title": "Đại hội", "text": "Gửi danh sách.",
        "audience": "ts/", "acknowledge": True,
    }  # fmt: skip
    sent = perform(send_notice, notice, editor(now=NOW + HOUR))
    behind = person("m1", CELL)
    perform(acknowledge_notice, {"notice_id": sent["id"], "edition": 1}, behind)
    for ctx in (behind, person("m1", CELL, now=NOW + 2 * HOUR)):
        rows: list[dict[str, Any]] = perform(my_notices, {}, ctx)["items"]
        assert [(row["standing"], row["waits"]) for row in rows] == [("acknowledged", False)]


def test_a_document_is_in_force_by_the_day_in_viet_nam_an_hour_before_and_after_midnight(found: Found) -> None:
    head = "number: 1-NQ/TU\nkind: Nghị quyết\ntitle: Về dân vận\nissuer: Tỉnh ủy\nissued_on: 2026-11-01\n"
    import_document(f"---\n{head}effective_from: 2026-11-23\n---\nĐiều 1. Dân vận\n".encode(), "ts/", NOW)
    midnight = datetime.fromisoformat("2026-11-22T17:00Z")
    for moment, total in ((midnight - HOUR / 2, 0), (midnight + HOUR / 2, 1), (midnight - HOUR / 2, 0)):
        assert found("dân vận", person("m1", CELL, now=moment), in_force=True)["total"] == total


def test_a_scan_is_not_given_up_by_a_clock_an_hour_ahead() -> None:
    scan = scans.Scan(id="s1", file_name="a.pdf", audience="ts/", kind="pdf", by="e1", at=NOW, touched_at=NOW)
    scan.expires_at = NOW + scans.KEPT
    scan.save(force_insert=True)
    for moment in (NOW + HOUR, NOW, NOW - HOUR):
        forget_old_scans(moment)
    assert [row.state for row in scans.Scan.objects] == ["waiting"]


def _version(notice_id: str) -> int:
    return int(Notice.objects.get(pk=notice_id).version)
