"""The roll-out on the desk: clean on every page, live, drawn and readable without being drawn; the secretary's list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Browser

from deploy.demo.story.patience import eventually
from services.gateway.callers import SESSION_COOKIE
from tests.browser.harness import DESK, NARROW, Person, complaints_about, overflowing, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CELL = "ts/x01/c0101/"
PAGES = {
    "bithu": (
        "/desk/roll-out", f"/desk/roll-out/members?organisation={CELL}&show=everybody", "/desk/roll-out/helpers",
        f"/desk/roll-out/helpers?cell={CELL}&member={{member}}", "/me/roll-out",
    ),
    "canbo": ("/desk/roll-out", "/desk/roll-out/days", "/desk/roll-out/days/{day}", "/desk/roll-out/helpers"),
    "quantri": ("/desk/roll-out", f"/desk/roll-out?organisation={CELL}", "/desk/roll-out/settings"),
    None: ("/sign-up-guide",),
}  # fmt: skip


@pytest.fixture(scope="module")
def ids(stack: Province) -> dict[str, str]:
    """A member who waits, and a planned day."""
    secretary, officer = stack.visitor("bithu"), stack.visitor("canbo")
    waiting = eventually("the cell is counted", lambda: _waiting(stack))
    secretary.post(
        "/roll-out/pairings", cell_path=CELL, member_id=waiting[0], helper_name="Lò Thị Vân",
        first_day="2026-11-01", last_day="2099-12-31",
    )  # fmt: skip
    day = officer.post(
        "/roll-out/days",
        organisation_path="ts/x01/",
        starts_at=(datetime.now(UTC) + timedelta(days=3)).isoformat(),
        place="Nhà văn hóa phường",
    )
    return {"member": waiting[0], "day": day["day_id"]}


def _waiting(stack: Province) -> list[str]:
    rows = stack.visitor("bithu").get("/roll-out/members", cell_path=CELL)["rows"]
    return [row["member_id"] for row in rows]


@pytest.fixture
def narrow(browser: Browser, stack: Province) -> Iterator[Person]:
    with person(browser, stack.address, NARROW) as somebody:
        yield somebody


@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_clean_narrow_and_wide(
    narrow: Person, stack: Province, ids: dict[str, str], username: str | None
) -> None:
    if username:
        narrow.carry(stack.visitor(username).token)
    found = []
    for path in PAGES[username]:
        narrow.open(path.format(**ids))
        found += [f"{path}: {line}" for line in complaints_about(narrow)]
        narrow.page.set_viewport_size(DESK)
        found += [f"{path}: {line}" for line in overflowing(narrow.page)]
        narrow.page.set_viewport_size(NARROW)
    assert found == []


def test_the_pages_are_clean_in_large_type(narrow: Person, stack: Province, ids: dict[str, str]) -> None:
    narrow.carry(stack.visitor("bithu").token)
    narrow.open("/me")
    narrow.page.click("form[action='/me/display'] button")
    narrow.page.wait_for_selector("html.easy")
    found = []
    for path in ("/desk/roll-out", "/me/roll-out", "/desk/roll-out/helpers"):
        narrow.open(path)
        found += [f"{path}: {line}" for line in complaints_about(narrow)]
    assert found == []


def test_numbers_are_drawn_beside_the_table_and_follow_what_happens_without_a_reload(
    stack: Province, browser: Browser, ids: dict[str, str]
) -> None:
    with person(browser, stack.address, DESK) as officer:
        officer.carry(stack.visitor("canbo").token)
        page = officer.open("/desk/roll-out")
        officer.wait_until_live()
        page.wait_for_selector("[data-chart=bars][data-drawn] svg")
        page.wait_for_selector("[data-chart=line][data-drawn] svg")
        page.evaluate("window.neverReloaded = true")
        before = page.locator("#roll-out-now .facts").inner_text()
        secretary = stack.visitor("bithu")
        was = stack.visitor("quantri").get("/roll-out/numbers", organisation_path=CELL)["organisation"]["numbers"]
        answer = "no" if was["phone_no"] == 0 else "yes"
        secretary.post(f"/roll-out/members/{ids['member']}/smartphone", smartphone=answer)
        page.wait_for_function(
            "(before) => document.querySelector('#roll-out-now .facts').innerText !== before", arg=before,
            timeout=30_000,
        )  # fmt: skip
        assert page.evaluate("window.neverReloaded") is True
        assert officer.collected.hand_over() == []


def test_an_officer_goes_down_the_tree_by_links_and_meets_no_names(
    stack: Province, browser: Browser, ids: dict[str, str]
) -> None:
    with person(browser, stack.address, DESK, scripts=False) as officer:
        officer.carry(stack.visitor("canbo").token)
        page = officer.open("/desk/roll-out")
        rows = page.locator("#below-table tbody tr")
        assert rows.count() > 3
        page.click(f"#below-table a[href*='{CELL}']")
        assert "Danh sách vận động" not in page.content()
        answer = page.goto(f"{stack.address}/desk/roll-out/members?organisation={CELL}")
        assert answer is not None
        assert answer.status == 403


def test_a_secretary_marks_a_member_without_scripts_and_a_day_missing_is_told_beside_it(
    stack: Province, browser: Browser, ids: dict[str, str]
) -> None:
    member = ids["member"]
    with person(browser, stack.address, NARROW, scripts=False) as secretary:
        secretary.carry(stack.visitor("bithu").token)
        page = secretary.open(f"/desk/roll-out/members?organisation={CELL}")
        card = page.locator(f"#member-{member}")
        assert card.locator("a[href^='tel:']").count() <= 1
        card.locator("summary").first.click()
        card.locator("input[name=contact][value=appointed]").check()
        card.locator("input[name=note]").fill("Con gái giúp")
        card.get_by_role("button", name="Ghi kết quả").click()
        page.wait_for_selector("#error-summary")
        assert page.locator(f"#member-{member} input[name=note]").input_value() == "Con gái giúp"
        page.fill(f"#appointed_on-{member}", "2099-12-01")
        page.locator(f"#member-{member}").get_by_role("button", name="Ghi kết quả").click()
        page.wait_for_selector("[role=status]")
        assert "Hẹn ngày 01/12/2099" in page.locator(f"#member-{member}").inner_text()


def test_the_table_comes_as_a_file_that_excel_reads(stack: Province, ids: dict[str, str]) -> None:
    cookies = {SESSION_COOKIE: stack.visitor("canbo").token}
    answer = httpx.get(f"{stack.address}/desk/roll-out/numbers.csv?organisation=ts/x01/", cookies=cookies)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Mã,Tổ chức đảng,Tổng số đảng viên,")
    assert len(lines) > 4
    assert lines[-1].startswith("x01,")
