"""An editor sends a picture and a file and puts them into the text; a reader sees the one and takes the other."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from deploy.demo.story.actions import publish_article
from deploy.demo.story.door import Visitor
from deploy.demo.story.patience import eventually
from tests.browser.conftest import be
from tests.browser.harness import DESK, NARROW, Person, complaints_about, overflowing, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
ALT = "Các đảng viên đứng trước hội trường chi bộ"
CAPTION = "Chi bộ thôn Bình Minh, ngày 3/2"


def picture() -> FilePayload:
    held = io.BytesIO()
    Image.effect_mandelbrot((1800, 1200), (-2, -1, 1, 1), 60).convert("RGB").save(held, "JPEG")
    return {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def paper() -> FilePayload:
    sheet = FPDF()
    sheet.add_page()
    sheet.set_font("helvetica", size=14)
    sheet.cell(text="Mau dang ky")
    return {"name": "Mẫu đăng ký.pdf", "mimeType": "application/pdf", "buffer": bytes(sheet.output())}


def draft(somebody: Person, title: str, *, scripts: bool) -> str:
    page = somebody.open("/desk/articles/new")
    page.fill("#title", title)
    page.select_option("#audience", "ts/x01/")
    if scripts:
        page.locator("trix-editor[contenteditable]").click()
        page.keyboard.type("Đoạn mở đầu.")
    else:
        page.fill("#body", "Đoạn mở đầu.")
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_url(re.compile(r"/desk/articles/[0-9a-f-]{36}"))
    return page.url.split("?")[0]


def send(page: Page, file: FilePayload, kind: str, alt: str = "", caption: str = "") -> None:
    opened = page.locator("#files details[open]")
    if not opened.count():
        page.get_by_text("Gửi ảnh hoặc tệp").click()
    page.get_by_label(kind).check()
    page.set_input_files("#file", file)
    page.fill("#alt", alt)
    page.fill("#caption", caption)
    page.get_by_role("button", name="Gửi lên").click()


def until_looked_through(page: Page, *, scripts: bool) -> None:
    """With scripts the list is drawn anew by itself."""

    def nothing_waits() -> bool:
        if not scripts:
            page.reload()
        return page.get_by_text("Đang được kiểm tra dấu chỉ độ mật").count() == 0

    eventually("the reader of scans has looked the picture through", nothing_waits, seconds=120)


def delete(page: Page, name: str) -> None:
    row = page.locator(".article-files li").filter(has=page.get_by_role("link", name=name))
    row.get_by_text("Xóa hẳn tệp này").click()
    row.get_by_role("button", name="Đồng ý, xóa").click()


def all_right(somebody: Person) -> list[str]:
    found = complaints_about(somebody)
    for size in (DESK, NARROW):
        somebody.page.set_viewport_size(size)
        found += overflowing(somebody.page)
    return found


def read_by_a_member(browser: Browser, stack: Province, path: str, folder: Path) -> None:
    with person(browser, stack.address, NARROW) as reader:
        be(reader, stack, "dangvien")
        page = reader.open(path)
        shown = page.get_by_role("img", name=ALT)
        shown.scroll_into_view_if_needed()
        eventually("the picture is seen", lambda: shown.evaluate("image => image.naturalWidth") > 0)
        expect(page.locator(".picture figcaption")).to_have_text(CAPTION)
        page.screenshot(path=folder / "picture.png", full_page=True)
        with page.expect_download() as download:
            page.get_by_role("link", name="Mẫu đăng ký").click()
        assert download.value.suggested_filename == "Mẫu đăng ký.pdf"
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
        assert complaints_about(reader) == []
        assert overflowing(page) == []


def publish_again(editor: Visitor, article_id: str, **text: str) -> None:
    version = editor.get(f"/articles/{article_id}", working="true")["version"]
    revised = editor.put(f"/articles/{article_id}", version=version, **text)
    editor.post(f"/articles/{article_id}/publish", version=revised["version"])


def nothing_waits(editor: Visitor, article_id: str) -> bool:
    files = editor.get(f"/articles/{article_id}", working="true")["desk"]["files"]
    return all(file["state"] == "ready" for file in files)


def kept_offline(page: Page) -> list[str]:
    return list(page.evaluate("async () => (await (await caches.open('sotay-pictures')).keys()).map(each => each.url)"))


def printed_pictures(page: Page) -> int:
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return sum(len(list(sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) for sheet in sheets)


def test_the_small_picture_of_an_article_that_was_read_is_there_without_a_network_and_on_paper(
    browser: Browser, stack: Province
) -> None:
    bientap = stack.visitor("bientap")
    article_id = publish_article(bientap, "ts/x01/", title=f"Bài giữ trong máy {time.time_ns()}", body="Đoạn một.")[
        "id"
    ]
    file = picture()
    sent = bientap.http.post(
        f"/api/v1/articles/{article_id}/files",
        data={"kind": "picture", "alt": ALT}, files={"file": (file["name"], file["buffer"])},
    ).json()  # fmt: skip
    eventually("the picture was looked through", lambda: nothing_waits(bientap, article_id), seconds=120)
    text = {"title": "Bài giữ trong máy", "summary": "", "audience": "ts/x01/", "form": "markup"}
    shown = f"Đoạn một.\n\n{sent['line']}\n\n" + "\n\n".join("Đoạn sau." for _ in range(60))
    publish_again(bientap, article_id, body=shown, **text)
    with person(browser, stack.address, NARROW) as reader:
        be(reader, stack, "dangvien")
        page = reader.open("/news")
        eventually("the service worker is there", lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
        page = reader.open(f"/news/{article_id}")
        image = page.get_by_role("img", name=ALT)
        image.scroll_into_view_if_needed()
        eventually("the small one is kept", lambda: len(kept_offline(page)) == 1)
        assert kept_offline(page)[0].endswith(f"/media/files/{article_id}/{sent['id']}?small=1")
        assert printed_pictures(page) >= 1
        reader.context.new_cdp_session(page).send("Network.clearBrowserCache")
        reader.context.set_offline(True)
        page = reader.open(f"/news/{article_id}")
        image = page.get_by_role("img", name=ALT)
        image.scroll_into_view_if_needed()
        eventually("it is seen", lambda: image.evaluate("image => image.naturalWidth") > 0)
        reader.context.set_offline(False)
        reader.collected.hand_over()
        publish_again(bientap, article_id, body="Không còn ảnh.", **text)
        page = reader.open(f"/news/{article_id}")
        eventually("nor kept when the text shows it no more", lambda: kept_offline(page) == [])


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_picture_and_a_file_go_into_the_text_and_to_its_readers(
    browser: Browser, stack: Province, tmp_path: Path, scripts: bool
) -> None:
    title = f"Bài có ảnh {time.time_ns()}"
    with person(browser, stack.address, DESK, scripts=scripts) as editor:
        be(editor, stack, "bientap")
        page, address = editor.page, draft(editor, title, scripts=scripts)
        send(page, picture(), "Ảnh hiện trong bài")
        expect(page.locator("#alt-error")).to_contain_text("chưa nhập")
        send(page, {**paper(), "name": "gia.jpg"}, "Ảnh hiện trong bài", ALT)
        expect(page.locator("#file-error")).to_contain_text("không phải ảnh")
        editor.collected.hand_over()  # the browser's own words about the two refusals
        send(page, picture(), "Ảnh hiện trong bài", ALT, CAPTION)
        expect(page.get_by_role("status").first).to_contain_text("Đã nhận tệp")
        send(page, paper(), "Tệp để tải về")
        send(page, {**paper(), "name": "Nhầm tệp.pdf"}, "Tệp để tải về")
        expect(page.locator(".article-files li")).to_have_count(3)
        delete(page, "Nhầm tệp.pdf")
        expect(page.get_by_role("status").first).to_contain_text("Đã xóa hẳn")
        expect(page.locator(".article-files li")).to_have_count(2)
        until_looked_through(page, scripts=scripts)
        if scripts:
            put_in_with_trix(page)
            assert all_right(editor) == []
        else:
            lines = [line.input_value() for line in page.locator(".file-line input").all()]
            page.fill("#body", "\n\n".join(["Đoạn mở đầu.", *lines, "Đoạn kết."]))
        page.screenshot(path=tmp_path / "desk.png", full_page=True)
        page.get_by_role("button", name="Đăng bài").click()
        expect(page.get_by_role("status").first).to_contain_text("Bài đã được đăng", timeout=30_000)
        article_id = address.rsplit("/", 1)[1]
        delete(editor.open(f"/desk/articles/{article_id}"), "Mẫu đăng ký.pdf")
        expect(page.get_by_role("alert").first).to_contain_text("đang có trong bài")
    read_by_a_member(browser, stack, f"/news/{article_id}", tmp_path)


def put_in_with_trix(page: Page) -> None:
    """Nobody has pointed to a place in the text: it goes to the end."""
    page.locator("trix-editor[contenteditable]").wait_for()
    for button in page.get_by_role("button", name="Đưa vào bài").all():
        button.click()
    page.locator("trix-editor[contenteditable] figure img").wait_for()
    assert page.locator("trix-editor figure").count() == 2
    assert page.inner_text("trix-editor").lstrip().startswith("Đoạn mở đầu.")
