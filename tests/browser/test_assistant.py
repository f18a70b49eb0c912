"""A conversation with the assistant, as a member has it on an old phone: asked, read at its place, heard, handed over,
answered by a person while the page lies open, deleted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from deploy.demo.story.actions import question_at_desk
from deploy.demo.story.patience import eventually
from tests.browser.harness import DESK, OLD_PHONE, Person, complaints_about, in_letters_twice_as_large, person
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE: ViewportSize = OLD_PHONE
ANSWERABLE = "chi bo sinh hoat dinh ky vao ngay nao hang thang"
HALF = "Trễ hạn nộp đảng phí có bị phạt tiền không?"
HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'&amp; {{7*7}} <b>đậm</b>"""
PERSONAL = f"Trường hợp của tôi thì sao? {HOSTILE}"
ANSWER = f"Đồng chí mang giấy tờ đến Văn phòng Đảng ủy.\n{HOSTILE}"
CORRECTED = "Đồng chí mang giấy tờ đến Ban Tổ chức Tỉnh ủy."


def ask(page: Page, question: str) -> str:
    """The id of the question's place on the page. What is seen then begins with its answer."""
    before = page.url
    page.fill("#question", question)
    page.click(".ask-form button[type=submit]")
    page.wait_for_url(lambda url: "#a-" in url and url != before)
    page.wait_for_load_state()
    place = page.url.rpartition("#a-")[2]
    head, top, focused = page.evaluate(SEEN, f"a-{place}")
    assert head <= top < head + 100, f"the answer begins at {top} px, the bar ends at {head} px"
    assert focused
    return f"q-{place}"


SEEN = """(id) => [
  document.querySelector('header.top').getBoundingClientRect().bottom,
  document.getElementById(id).getBoundingClientRect().top, document.activeElement.id === id]"""
LONG = f"{ANSWERABLE} {'theo quy dinh cua dieu le va huong dan thi hanh ' * 12}"


def told_of(somebody: Person) -> list[str]:
    return complaints_about(somebody) + in_letters_twice_as_large(somebody.page)


def test_a_question_is_answered_heard_handed_over_and_answered_by_a_person_on_the_open_page(
    stack: Province, browser: Browser
) -> None:
    with person(browser, stack.address, PHONE) as member, person(browser, stack.address, DESK) as officer:
        member.carry(stack.visitor("dangvien").token)
        page = member.open("/assistant")
        example = page.locator("#examples-title + ul a").first
        words = example.inner_text()
        assert told_of(member) == []
        example.click()
        assert page.input_value("#question") == words

        place = ask(page, ANSWERABLE)
        quoted = page.locator(f"#{place} blockquote")
        expect(quoted).to_contain_text("ngày 03 hằng tháng")
        assert (
            page.locator(f"#{place} .answered p, #{place} blockquote").first.evaluate("e => e.tagName") == "BLOCKQUOTE"
        )
        assert told_of(member) == []

        page.click(f"#{place} .hear summary")
        member.wait_until_heard(0.5)
        assert page.evaluate("document.querySelector('.hear audio').duration") > 5
        assert page.locator("[data-not-heard]").first.is_hidden()

        page.click(f"#{place} .rating button")
        page.wait_for_selector(f"#{place} .rated")
        page.click(f"#{place} .unhelpful summary")
        page.get_by_label("Quy định đã cũ").check()
        page.fill(f"#{place} .unhelpful textarea", HOSTILE)
        assert told_of(member) == []
        page.click(f"#{place} .unhelpful button[value=no]")
        expect(page.locator(f"#{place} .rated")).to_contain_text("chưa hữu ích (quy định đã cũ)")

        conversation = page.url.partition("?")[0] + f"#{place}"
        page.goto(conversation)
        page.click(f"#{place} .quoted a")
        page.wait_for_url("**/documents/*#*")
        clause = page.locator(":target")
        expect(clause).to_contain_text("ngày 03 hằng tháng")
        expect(clause).to_be_in_viewport()
        assert clause.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
        page.go_back()
        page.wait_for_url(conversation)

        second = ask(page, PERSONAL)
        expect(page.locator(f"#{second} .asked")).to_contain_text(HOSTILE)
        expect(page.locator(f"#{second} h2").first).to_have_text("Câu hỏi này cần cán bộ trả lời")
        assert page.locator(f"#{place} .unhelpful").is_hidden()
        page.click(f"#{place} .later > summary")
        page.evaluate("document.querySelectorAll('.turn details:not(.hear)').forEach(each => each.open = true)")
        expect(page.locator(f"#{place} .hand-over button")).to_be_visible()
        assert told_of(member) == []
        page.click(f"#{second} .hand-over button")
        page.wait_for_selector(f"#{second} .person")
        expect(page.locator(f"#{second} .person")).to_contain_text("Đảng bộ")
        member.wait_until_live()
        page.evaluate("window.neverReloaded = true")
        assert told_of(member) == []

        question_id = second.removeprefix("q-")
        desk = stack.visitor("canbo")
        eventually("the question on the desk", lambda: question_at_desk(desk, question_id))
        officer.carry(desk.token)
        officer.open(f"/desk/questions/{question_id}")
        expect(officer.page.locator(".asked")).to_contain_text(HOSTILE)
        officer.page.click("form.panel button")
        expect(page.locator(f"#{second} .person")).to_contain_text("đang trả lời", timeout=30_000)
        officer.page.fill("#answer", ANSWER)
        officer.page.click(".editor button[type=submit]")
        officer.page.wait_for_selector("[role=status]")
        answered = page.locator(f"#{second} .person .answer-text")
        expect(answered).to_contain_text(HOSTILE, timeout=30_000)
        assert page.evaluate("window.neverReloaded") is True
        page.click(f"#{second} .person .hear summary")
        heard = f"document.querySelector('#{second} .person audio').currentTime"
        eventually("the officer's answer is heard", lambda: float(page.evaluate(heard)) > 0.5)
        assert told_of(member) + complaints_about(officer) == []

        officer.open(f"/desk/questions/{question_id}")
        officer.page.get_by_text("Sửa hoặc bổ sung câu trả lời").click()
        officer.page.fill("#answer", CORRECTED)
        assert complaints_about(officer) == []
        officer.page.click(".editor button[type=submit]")
        officer.page.wait_for_selector("[role=status]")
        expect(answered.first).to_have_text(CORRECTED, timeout=30_000)
        page.click(f"#{second} .former-answer summary")
        expect(answered.last).to_contain_text("Văn phòng Đảng ủy")
        assert page.evaluate("window.neverReloaded") is True
        expect(officer.page.locator(f"a[href='/desk/answers/new?question_id={question_id}']")).to_be_visible()
        assert told_of(member) == []

        member.open(f"/assistant/questions/{question_id}")
        page.wait_for_url(f"**/assistant/*#{second}")
        member.open("/assistant")
        expect(page.locator("#mine .card").first).to_contain_text("Đã trả lời")
        assert told_of(member) == []

        page.goto(conversation)
        page.click("details.final summary")
        page.click("details.final button")
        page.wait_for_selector("[role=status]")
        expect(page.locator("#mine")).not_to_contain_text(ANSWERABLE)
        eventually(
            "nothing of it with feedback",
            lambda: question_id not in [item["id"] for item in stack.visitor("dangvien").get("/me/questions")["items"]],
        )


def test_all_of_it_goes_without_scripts(stack: Province, browser: Browser) -> None:
    with person(browser, stack.address, PHONE, scripts=False) as member:
        member.carry(stack.visitor("dubi").token)
        page = member.open("/assistant")
        page.click(".ask-form button[type=submit]")
        page.wait_for_selector("#error-summary")
        place = ask(page, HALF)
        offers = page.locator(f"#{place} .offer")
        assert offers.count() == 3
        offers.first.locator("summary").click()
        expect(offers.first.locator("blockquote")).to_be_visible()
        page.locator(f"#{place} .hear summary").click()
        expect(page.locator(f"#{place} audio[controls]").first).to_be_visible()

        second = ask(page, LONG)
        assert page.locator(f"#{second} .later").count() == 0
        assert page.locator(f"#{second} .hand-over").is_visible()
        assert page.locator(f"#{place} :is(.rating, .unhelpful, .hand-over)").first.is_hidden()
        page.locator(f"#{place} .later > summary").click()
        page.locator(f"#{place} .hand-over summary").click()
        page.select_option(f"#topic-{place.removeprefix('q-')}", "inspection")
        page.click(f"#{place} .hand-over button")
        page.wait_for_selector(f"#{place} .person")
        question_id = place.removeprefix("q-")
        officer = stack.visitor("canbo")
        row = eventually("the question on the desk", lambda: question_at_desk(officer, question_id))
        assert row["topic"] == "inspection"
        officer.post(f"/questions/{question_id}/answer", version=row["version"], answer=ANSWER)
        page.reload()
        expect(page.locator(f"#{place} .person .answer-text")).to_contain_text(HOSTILE)

        member.open("/assistant")
        page.click("details.quiet summary")
        page.click("form[action='/assistant/forget'] button")
        page.wait_for_selector("[role=status]")
        assert page.locator("#mine .card").count() == 0
