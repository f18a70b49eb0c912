"""Pictures and files of an article on its desk page: what is being looked through, and what was not taken."""

import re
from typing import Any

from services.gateway.web.views import environment

FILE = {
    "id": "f1", "kind": "picture", "name": "anh.jpg", "sort": "Ảnh JPEG", "bytes": 1000, "alt": "Cụ bà nhận huy hiệu",
    "caption": "", "line": "![Cụ bà nhận huy hiệu](picture:f1)",
}  # fmt: skip


def desk(*files: dict[str, Any], refused: tuple[dict[str, Any], ...] = ()) -> str:
    source = '{% import "parts/components.html" as ui with context %}{% include "desk/article_files.html" %}'
    shown = {"files": list(files), "refused_files": list(refused)}
    return environment.from_string(source).render(article_id="a1", desk=shown, errors={}, labels={}, given={})


def test_a_picture_that_is_being_looked_through_says_so_and_leads_nowhere() -> None:
    html = desk({**FILE, "state": "waiting"})
    assert "Đang được kiểm tra dấu chỉ độ mật" in html
    assert "/media/files/a1/f1" not in html
    assert "data-insert" not in html
    assert 'action="/desk/articles/a1/files/f1/delete"' in html


def test_one_that_was_looked_through_is_shown_and_put_into_the_text() -> None:
    html = desk({**FILE, "state": "ready"})
    assert "Đang được kiểm tra" not in html
    assert '<img src="/media/files/a1/f1?small=1"' in html
    assert "data-insert" in html


def test_what_was_not_taken_is_named_with_the_reason() -> None:
    told = {
        "name": "quet.jpg",
        "code": "content.secret_mark",
        "told": "Tệp có dấu mật.",
        "sent_at": "2026-11-28T09:00:00Z",
    }
    html = desk(refused=(told,))
    assert re.search(r"“quet\.jpg”, gửi lúc .*28/11/2026.*không được nhận và đã bị xóa\. Tệp có dấu mật\.", html)
