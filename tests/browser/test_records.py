"""A member's record in the browser: read and corrected on the desk, a correction asked for and accepted."""

from __future__ import annotations

import pytest

from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _forget_refusals(somebody: Person) -> None:
    """The browser itself reports a form that was refused; that it was is what is looked at."""
    somebody.collected.lines = [line for line in somebody.collected.lines if "Failed to load" not in line]


def test_a_wish_of_the_member_is_accepted_by_the_secretary_and_read_in_the_history(
    narrow: Person, stack: Province
) -> None:
    page = narrow.page
    be(narrow, stack, "dangvien")
    narrow.open("/me/record/correction?section=contact")
    page.fill("#field-residence", "Tổ 4, thôn Thượng")
    page.click(".main button[type=submit], main button[type=submit]")
    page.wait_for_selector("#error-summary")
    _forget_refusals(narrow)
    found = complaints_about(narrow)
    assert page.input_value("#field-residence") == "Tổ 4, thôn Thượng"
    page.fill("#reason", "Tôi đã chuyển nhà")
    page.click("main button[type=submit]")
    page.wait_for_selector("#requests .card")
    found += complaints_about(narrow)

    be(narrow, stack, "bithu")
    narrow.open("/desk/corrections")
    found += complaints_about(narrow)
    page.click("button[value=accept]")
    page.wait_for_selector("text=Không có đề nghị nào đang chờ")
    member = stack.visitor("dangvien").member_id
    for path in ("record?section=contact", "record/history", "record/edit?section=contact"):
        narrow.open(f"/desk/members/{member}/{path}")
        found += complaints_about(narrow)
        assert "Tổ 4, thôn Thượng" in page.content()
    page.fill("#field-phone", "12")
    page.fill("#reason", "Số mới")
    page.click("main button[type=submit]")
    page.wait_for_selector("#field-phone-error")
    _forget_refusals(narrow)
    assert found + complaints_about(narrow) == []
