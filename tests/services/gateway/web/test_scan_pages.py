"""What the draft's page shows of a scan in each of its states."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from services.gateway.web.views import environment
from shared import clock

READY = {
    "id": "d1", "file_name": "quet.pdf", "document_id": "", "state": "ready", "scanned": True, "doubtful_words": 1,
    "doubts": [[{"text": "1. Mọi", "doubtful": False}, {"text": "chỉ", "doubtful": True}]],
    "page_notes": [{"page": 3, "code": "content.page_blank", "message": "Trang trắng."}], "empty_pages": [],
    "known": None, "sections": [], "text": "", "page": 0, "pages": 0, "told": "",
}  # fmt: skip


def page(**changed: Any) -> str:
    request = SimpleNamespace(url=SimpleNamespace(path="/desk/documents/drafts/d1"), query_params={}, method="GET")
    return environment.get_template("desk/document_draft.html").render(
        item=READY | changed, request=request, path=request.url.path, now=clock.now(), given={}, errors={}, labels={},
        audiences=[], caller=None, me=None, offices=[], member_menu=[], desk_menu=[], easy=False, done=None,
        province_name="Đảng bộ tỉnh",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "told"),
    [("waiting", "Tệp đang chờ máy nhận dạng."), ("reading", "Đang nhận dạng chữ, trang 3/12.")],
)
def test_a_scan_in_work_tells_how_far_it_is_and_looks_again_by_itself_or_by_a_link(state: str, told: str) -> None:
    shown = page(state=state, page=3, pages=12)
    assert told in shown
    assert 'hx-trigger="every 3s"' in shown
    assert "Xem tiến độ mới" in shown
    assert "Dừng và bỏ tệp này" in shown
    assert shown.count("<h1>") == 1
    assert "Nhập vào thư viện" not in shown


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_a_scan_that_ended_says_why_and_asks_no_more(state: str) -> None:
    shown = page(state=state, told="Luật Bảo vệ bí mật nhà nước")
    assert "Luật Bảo vệ bí mật nhà nước" in shown
    assert "Bỏ khỏi danh sách" in shown
    assert "hx-trigger" not in shown.partition("<main")[2]
    assert shown.count("<h1>") == 1


def test_doubtful_words_are_counted_and_marked_and_pages_without_text_are_named() -> None:
    shown = page()
    assert "1 chữ cần xem lại" in shown
    assert "<mark>chỉ</mark>" in shown
    assert "Trang 3: Trang trắng." in shown
    assert "Nhập vào thư viện" in shown
