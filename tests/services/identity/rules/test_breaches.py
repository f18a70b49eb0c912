"""The 72 hours after a breach of personal data was noticed (legal.md L5)."""

from datetime import UTC, datetime, timedelta

import pytest

from services.identity.rules.breach_notice import draft_notice
from services.identity.rules.breaches import (
    DataKind,
    State,
    check_detected,
    check_may_close,
    check_may_note,
    check_may_report,
    hours_left,
    notice_due,
)
from services.identity.rules.rights_errors import (
    BreachAlreadyReported,
    BreachEnded,
    BreachNotReported,
    DetectedInFuture,
)

DETECTED = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)


def test_the_clock_runs_from_detection() -> None:
    assert notice_due(DETECTED) == datetime(2026, 11, 29, 1, 30, tzinfo=UTC)
    assert hours_left(DETECTED, DETECTED) == 72
    assert hours_left(DETECTED, DETECTED + timedelta(hours=71, minutes=30)) == 0
    assert hours_left(DETECTED, DETECTED + timedelta(hours=72, minutes=1)) == -1


def test_nothing_is_noticed_in_the_future() -> None:
    check_detected(DETECTED, DETECTED)
    with pytest.raises(DetectedInFuture):
        check_detected(DETECTED + timedelta(minutes=1), DETECTED)


def test_an_entry_is_reported_once_then_closed_and_then_left_alone() -> None:
    with pytest.raises(BreachNotReported):
        check_may_close(State.OPEN)
    check_may_report(State.OPEN)
    with pytest.raises(BreachAlreadyReported):
        check_may_report(State.REPORTED)
    check_may_close(State.REPORTED)
    for check in (check_may_note, check_may_report, check_may_close):
        with pytest.raises(BreachEnded):
            check(State.CLOSED)


def test_the_draft_says_what_is_known_and_leaves_room_for_what_is_not() -> None:
    draft = draft_notice(
        place="Đảng bộ xã Một",
        detected=DETECTED,
        what_happened="Mất một máy tính xách tay.",
        kinds=[DataKind.NUMBERS, DataKind.PICTURES],
        affected=None,
        measures=["", "Đã khóa tài khoản."],
    )
    assert "01:30 ngày 26/11/2026" in draft
    assert "số thẻ, số lý lịch, số định danh; ảnh thẻ, ảnh khuôn mặt" in draft
    assert "5. Số người bị ảnh hưởng: chưa xác định" in draft
    assert "   - Đã khóa tài khoản." in draft
    assert "\n   - \n" not in draft
