"""What was read is there without a network; what was withdrawn goes when it is back; signing out leaves nothing."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser

from deploy.demo.story.actions import publish_article
from deploy.demo.story.patience import eventually
from tests.browser.harness import NARROW, Person, complaints_about, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
CELL = "ts/x01/c0101/"
KEPT = """async () => (await (await caches.open('sotay-pages')).keys()).map((each) => new URL(each.url).pathname)"""
LEFT = """async () => [...await caches.keys(), ...(await indexedDB.databases()).map((each) => each.name),
  ...Object.keys(localStorage), ...Object.keys(sessionStorage)]"""


def notice(stack: Province, title: str) -> dict[str, str]:
    sent = stack.visitor("bithu").post(
        "/directives", kind="notice", from_path=CELL, issuer="Chi bộ", title=title, text="Nội dung đọc khi mất mạng.",
        audience=CELL,
    )  # fmt: skip
    return {"path": f"/directives/{sent['id']}", "id": sent["id"], "version": sent["version"]}


def worker_in_charge(reader: Person) -> None:
    eventually("the worker is in charge", lambda: reader.page.evaluate("Boolean(navigator.serviceWorker.controller)"))


def read(reader: Person, *paths: str) -> None:
    worker_in_charge(reader)
    for path in paths:
        reader.open(path)
    eventually("kept", lambda: set(paths) <= set(reader.page.evaluate(KEPT)))


def cut(reader: Person) -> None:
    reader.collected.hand_over()
    reader.context.set_offline(True)


def test_without_a_network_what_was_read_is_there_and_the_rest_is_told_plainly(
    browser: Browser, stack: Province
) -> None:
    sent = notice(stack, f"Đọc khi mất mạng {time.time_ns()}")
    document = stack.visitor("dangvien").get("/documents")["items"][0]
    with person(browser, stack.address, NARROW) as reader:
        reader.carry(stack.visitor("dangvien").token)
        reader.open("/")
        read(reader, sent["path"], f"/documents/{document['id']}")
        cut(reader)
        assert "Nội dung đọc khi mất mạng." in reader.open(sent["path"]).inner_text("article")
        page = reader.open(f"/documents/{document['id']}")
        assert document["title"] in page.inner_text("main")
        assert page.locator("#offline-note").is_visible()
        page = reader.open("/notebook")
        assert page.inner_text("h1") == "Máy đang không có mạng"
        assert page.get_by_role("button", name="Thử lại").evaluate("link => link.href") == page.url
        page.get_by_role("link", name=document["title"]).wait_for()
        reader.collected.hand_over()  # the browser reports what it could not fetch
        page.get_by_role("link", name=document["title"]).click()
        assert document["title"] in page.inner_text("main")
        reader.context.set_offline(False)
        reader.collected.hand_over()
        reader.open("/")
        assert complaints_about(reader) == []


def test_what_was_done_on_a_page_is_not_told_again_when_it_is_read_without_a_network(
    browser: Browser, stack: Province
) -> None:
    document = stack.visitor("dangvien").get("/documents")["items"][1]
    path = f"/documents/{document['id']}"
    with person(browser, stack.address, NARROW) as reader:
        reader.carry(stack.visitor("dangvien").token)
        reader.open("/")
        read(reader, path)
        reader.page.get_by_role("button", name="Đánh dấu để đọc sau").click()
        reader.page.locator(".banner-done").wait_for()
        eventually("kept once", lambda: reader.page.evaluate(KEPT).count(path) == 1)
        cut(reader)
        page = reader.open(path)
        assert document["title"] in page.inner_text("main")
        assert page.locator(".banner-done").count() == 0
        reader.collected.hand_over()  # the browser reports what it could not fetch


def test_what_was_withdrawn_meanwhile_is_taken_away_when_the_network_is_back(browser: Browser, stack: Province) -> None:
    editor, secretary = stack.visitor("bientap"), stack.visitor("bithu")
    sent = notice(stack, f"Sẽ thu hồi {time.time_ns()}")
    stays = publish_article(editor, "ts/x01/", title=f"Còn lại {time.time_ns()}")
    goes = publish_article(editor, "ts/x01/", title=f"Sẽ gỡ {time.time_ns()}")
    with person(browser, stack.address, NARROW) as reader:
        reader.carry(stack.visitor("dangvien").token)
        reader.open("/")
        read(reader, sent["path"], f"/news/{stays['id']}", f"/news/{goes['id']}")
        cut(reader)
        editor.post(f"/articles/{goes['id']}/withdraw", version=goes["version"], reason="Đăng nhầm.")
        secretary.post(f"/directives/{sent['id']}/withdraw", version=sent["version"], reason="Gửi nhầm.")
        reader.context.set_offline(False)
        eventually("only what stands", lambda: set(reader.page.evaluate(KEPT)) == {f"/news/{stays['id']}"})
        reader.collected.hand_over()  # the browser reports the 404


def test_signing_out_leaves_nothing_on_the_device(browser: Browser, stack: Province) -> None:
    sent = notice(stack, f"Đăng xuất {time.time_ns()}")
    with person(browser, stack.address, NARROW) as reader:
        reader.log_in("dangvien", stack.password_of("dangvien"))
        read(reader, sent["path"])
        page = reader.open("/me")
        page.get_by_role("button", name="Đăng xuất khỏi máy này").first.click()
        page.wait_for_url("**/login**")
        worker_in_charge(reader)  # signing out takes the worker away as well; the page for signing in brings it back
        eventually("nothing is left but the app's own files", lambda: set(page.evaluate(LEFT)) == {"sotay-shell"})
        cut(reader)
        assert "Nội dung đọc khi mất mạng." not in reader.open(sent["path"]).inner_text("body")
