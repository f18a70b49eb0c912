"""The tree on the desk: seen, changed by a decision that was looked at first, seen as it was before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, overflowing
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
CELL = "c0607"
TODAY = date.today()  # noqa: DTZ011  the day of this machine, as the page's own


def _decision(narrow: Person, effective_on: date = TODAY) -> None:
    page = narrow.page
    page.fill("#number", "12-QĐ/ĐU")
    page.fill("#signed_on", (TODAY - timedelta(days=3)).isoformat())
    page.fill("#issued_by", "Đảng ủy phường")
    page.fill("#effective_on", effective_on.isoformat())


def test_every_page_of_the_tree_is_clean_narrow_and_wide(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    found = []
    changes = ("rename", "move", "merge", "split", "dissolve")
    for path in ("", "/ts", f"/{CELL}", "/ts/found", *(f"/{CELL}/{change}" for change in changes)):
        narrow.open("/desk/organisations" + path)
        found += [f"{path}: {line}" for line in complaints_about(narrow)]
        narrow.page.set_viewport_size(DESK)
        found += [f"{path}: {line}" for line in overflowing(narrow.page)]
        narrow.page.set_viewport_size(NARROW)
    assert found == []


def test_a_cell_is_renamed_after_the_preview_and_the_tree_of_yesterday_has_its_old_name(
    narrow: Person, stack: Province
) -> None:
    be(narrow, stack, "quantri")
    page = narrow.page
    before = narrow.open(f"/desk/organisations/{CELL}").inner_text("h1")
    narrow.open(f"/desk/organisations/{CELL}/rename")
    _decision(narrow)
    page.click("form.editor button[type=submit]")
    page.wait_for_selector("#error-summary")
    assert "Tên mới" in page.inner_text("#error-summary")
    page.fill("#name", "Chi bộ Rừng Thông")
    page.click("form.editor button[type=submit]")
    page.wait_for_selector("#follows")
    assert "Thực hiện ngay" in page.inner_text("section")
    page.fill("#number", "13-QĐ/ĐU")
    page.click("button[name=confirmed]")
    page.wait_for_selector("#follows")  # what was changed after the preview is looked at again
    page.click("button[name=confirmed]")
    page.wait_for_selector(".banner-done:has-text('Đã thực hiện')")
    assert page.inner_text("h1") == "Chi bộ Rừng Thông"
    assert before in page.inner_text("ul.cards")
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert before in narrow.open(f"/desk/organisations?on={yesterday}").content()
    assert "Chi bộ Rừng Thông" in narrow.open("/desk/organisations").content()


def test_a_planned_founding_is_withdrawn_and_contacts_are_kept(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    page = narrow.page
    narrow.open("/desk/organisations/ts/found")
    page.fill("#organisation_id", "x99")
    page.fill("#name", "Đảng bộ xã Mới")
    page.check("input[value=commune_committee]")
    _decision(narrow, TODAY + timedelta(days=30))
    page.click("form.editor button[type=submit]")
    page.wait_for_selector("#follows")
    page.click("button[name=confirmed]")
    page.wait_for_selector(".banner-done:has-text('ngày hiệu lực')")
    page.click("form[action$=withdraw] button")
    page.wait_for_selector(".banner-done:has-text('Đã rút')")
    page.fill("#email", "khong-phai-thu")
    page.click("form.editor button[type=submit]")
    page.wait_for_selector("#error-summary")
    page.fill("#email", "vanphong@truongson.example")
    page.click("form.editor button[type=submit]")
    page.wait_for_selector(".banner-done:has-text('liên hệ')")
    assert "vanphong@truongson.example" in page.inner_text("dl.facts")


def test_a_committee_that_was_elected_is_recorded_and_a_wrong_card_is_told(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "quantri")
    page = narrow.page
    narrow.collected.hand_over()  # refused forms of the tests before
    narrow.open(f"/desk/organisations/{CELL}/committees")
    found = complaints_about(narrow)
    page.fill("#elected_on", "2026-01-12")
    page.fill("#approved_by", "15-QĐ/ĐU")
    page.fill("#secretary", "123")
    page.click("text=Ghi cấp ủy mới")
    page.wait_for_selector("#secretary-error")
    narrow.collected.lines = [line for line in narrow.collected.lines if "Failed to load" not in line]
    assert page.input_value("#approved_by") == "15-QĐ/ĐU"
    assert found + complaints_about(narrow) == []


def test_a_secretary_sees_the_own_cell_and_decides_nothing(narrow: Person, stack: Province) -> None:
    be(narrow, stack, "bithu")
    narrow.open("/desk/organisations")
    narrow.collected.hand_over()  # refused forms of the tests before
    cell = stack.visitor("bithu").cell_path.rstrip("/").rpartition("/")[2]
    narrow.page.click(f"a[href='/desk/organisations/{cell}']")
    assert narrow.page.query_selector("a[href$='/rename']") is None
    assert complaints_about(narrow) == []
