"""A province where nothing is published that a second editor has not approved: the whole way of a text, in a stack of
its own with SOTAY_TWO_PERSON_RULE on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.patience import eventually
from shared.clock import LOCAL
from tests.browser.harness import NARROW, complaints_about, person
from tests.browser.test_editorial import READER, SECOND, WRITER, become, type_body, type_text
from tests.stack import Province, running

pytestmark = [pytest.mark.slow, pytest.mark.browser]
TITLE = "Tin cần hai người"
APPROVE = """async (path) => {
  const version = document.querySelector('#editor [name=version]').value;
  const answer = await fetch(path, {method: 'POST', body: new URLSearchParams({version})});
  return answer.status + ' ' + await answer.text();
}"""


@pytest.fixture
def strict() -> Iterator[Province]:
    with running(SOTAY_TWO_PERSON_RULE="true") as province:
        yield province


def test_a_text_goes_its_whole_way_with_a_second_editor_at_each_publishing(browser: Browser, strict: Province) -> None:
    reader = strict.visitor(READER)

    def readable(text: str) -> bool:
        shown = [item for item in reader.get("/articles")["items"] if item["title"] == TITLE]
        return bool(shown) and text in str(reader.get(f"/articles/{shown[0]['id']}"))

    with person(browser, strict.address, NARROW) as somebody:
        become(somebody, strict, WRITER)
        page = somebody.open("/desk/articles/new")
        type_text(page, TITLE, "Có 12 hộ mới.")
        page.get_by_role("button", name="Lưu và gửi duyệt").click()
        desk_path = re.sub(r"^https?://[^/]+|\?.*$", "", page.url)
        assert "cần một biên tập viên khác duyệt" in page.inner_text("main")
        for name in ("Duyệt bài", "Đăng bài", "Đăng ngay", "Hẹn giờ"):
            assert page.get_by_role("button", name=name).count() == 0
        told = page.evaluate(APPROVE, f"{desk_path}/approve")  # whoever knows the address gets no further
        assert re.match("4\\d\\d ", told)
        assert "cần một biên tập viên khác duyệt" in told
        somebody.collected.hand_over()  # the browser tells of the refused request
        found = complaints_about(somebody)

        become(somebody, strict, SECOND)
        page = somebody.open(desk_path)
        page.get_by_role("button", name="Duyệt bài").click()
        assert "Đã duyệt" in page.inner_text("main")
        soon = datetime.now(LOCAL) + timedelta(seconds=70)
        page.get_by_text("Hẹn giờ đăng", exact=True).click()
        page.fill("#publish_day", f"{soon:%Y-%m-%d}")
        page.fill("#publish_clock", f"{soon:%H:%M}")
        page.get_by_role("button", name="Hẹn giờ", exact=True).click()
        assert "Bài sẽ tự động đăng lúc" in page.inner_text("main")
        found += complaints_about(somebody)
        assert not readable("Có 12 hộ mới.")
        eventually("the set time", lambda: readable("Có 12 hộ mới."), 120)

        become(somebody, strict, SECOND)  # this time the other one writes
        page = somebody.open(desk_path)
        type_body(page, "Có 15 hộ mới.")
        page.fill("#correction", "số hộ mới là 15")
        page.get_by_role("button", name="Lưu và gửi duyệt").click()
        assert "cần một biên tập viên khác duyệt" in page.inner_text("main")
        become(somebody, strict, WRITER)
        page = somebody.open(desk_path)
        page.get_by_role("button", name="Duyệt bài").click()
        page.get_by_role("button", name="Đăng ngay").click()
        assert readable("Có 15 hộ mới.")
        found += complaints_about(somebody)

        page = somebody.open(desk_path)
        page.get_by_text("Gỡ bài này").click()
        page.fill("#reason", "Hết thời hạn đăng")
        page.get_by_role("button", name="Gỡ bài", exact=True).click()
        page.wait_for_selector(".banner-done")
        assert not readable("Có 15 hộ mới.")
        told = somebody.open(f"{desk_path}/history").inner_text("main")
        assert "Tự động đăng theo giờ hẹn" in told
        assert "Hết thời hạn đăng" in told
        assert found + complaints_about(somebody) == []
