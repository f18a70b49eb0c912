"""A paper in the browser: attached on the desk, renewed, withdrawn, and taken along by the member."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.browser.conftest import be
from tests.browser.harness import Person, complaints_about
from tests.services.identity.papers import pdf, png
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
TITLE = "Kiểm điểm năm 2025"


def test_a_paper_is_attached_refused_when_marked_renewed_and_taken_along(narrow: Person, stack: Province) -> None:
    page = narrow.page
    member = stack.visitor("dangvien").member_id
    be(narrow, stack, "bithu")
    narrow.open(f"/desk/members/{member}/papers")
    found = complaints_about(narrow)

    def send(name: str, content: bytes) -> None:
        page.select_option("#paper_type", "self_review")
        page.fill("#title", TITLE)
        page.set_input_files("#file", [{"name": name, "mimeType": "application/pdf", "buffer": content}])
        page.check("form.editor input[name=looked_at]")
        with page.expect_navigation():
            page.click("form.editor button[type=submit]")

    send("kd.pdf", pdf("TINH UY", "TUYET MAT"))
    assert "Luật Bảo vệ bí mật nhà nước" in page.locator("#error-summary").inner_text()
    narrow.collected.hand_over()  # the browser tells of the 422
    found += complaints_about(narrow)
    send("kd.pdf", pdf("BAN KIEM DIEM"))
    assert TITLE in page.locator("main").inner_text()
    page.get_by_text("Thêm bản mới").click()
    page.set_input_files(
        ".card input[type=file]", [{"name": "kd.png", "mimeType": "image/png", "buffer": png()}]
    )  # fmt: skip
    page.check(".card input[name=looked_at]")
    found += complaints_about(narrow)
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi bản mới").click()
    assert "Bản 2, mới nhất" in page.locator("main .card").inner_text()
    with page.expect_download() as given:
        page.get_by_role("link", name="kd.pdf").click()
    assert given.value.path().read_bytes() == pdf("BAN KIEM DIEM")

    be(narrow, stack, "dangvien")
    narrow.open("/me/papers")
    assert TITLE in page.locator("main").inner_text()
    found += complaints_about(narrow)
    narrow.open("/me/data")
    with page.expect_download() as taken:
        page.get_by_role("button", name="cả giấy tờ").click()
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as archive:
        assert set(archive.namelist()) == {"du-lieu-cua-toi.json", "giay-to/kd.pdf", "giay-to/kd.png"}
        assert archive.read("giay-to/kd.png") == png()
        kept = json.loads(archive.read("du-lieu-cua-toi.json"))
    assert [item["title"] for item in kept["services"]["identity"]["papers"]] == [TITLE, TITLE]

    be(narrow, stack, "bithu")
    narrow.open(f"/desk/members/{member}/papers")
    page.get_by_text("Rút khỏi hồ sơ").first.click()
    page.fill(".card input[name=reason]", "Gửi nhầm người")
    with page.expect_navigation():
        page.get_by_role("button", name="Đồng ý, rút khỏi hồ sơ").click()
    assert "Gửi nhầm người" in page.locator("main .card").inner_text()
    assert found + complaints_about(narrow) == []
