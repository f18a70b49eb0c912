"""Five people register: with card and face, with a card that spells the name otherwise, with somebody else's card,
without any picture, and with pictures that were shown before, which the machine refuses."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from deploy.demo.faces.clips import jpeg, selfie
from deploy.demo.registrants import Registrant, has_card_and_phone, registrant
from deploy.demo.story.browser import Window
from deploy.demo.story.camera import card_before_camera, face_before_camera, press_when_seen
from deploy.demo.story.people import cards_of, official_members
from deploy.demo.story.registering import Registration, put_portrait_into_file, sent_code
from deploy.demo.story.told import Story

FACE, OTHER_FACE = 1, 10
ROWS = range(60, 1900)
SENTENCE = "nương ngô bên suối reo"
LONG = 60_000


def tell(story: Story) -> None:
    rows = _rows_not_used(story)
    # The selfies of an earlier telling are remembered for thirty days: everybody looks a little different today.
    today = int(time.time()) // 60
    _with_a_camera(story, registrant(next(rows), FACE), today)
    _spelt_otherwise(story, next(rows), today + 1)
    _not_the_own_card(story, registrant(next(rows), OTHER_FACE), today + 2)
    _without_pictures(story)
    _shown_again(story, registrant(next(rows), FACE), registrant(next(rows), FACE), today + 3)


def _with_a_camera(story: Story, who: Registrant, day: int) -> None:
    with story.ledger.step("Đăng ký bằng thẻ và khuôn mặt, trước máy ảnh") as step:
        step.who = who.full_name
        with story.album.camera(card_before_camera(who.card)) as phone:
            steps, cookies = _card_shown(story, phone)
        with story.album.camera(face_before_camera(who.person, steps, day=day)) as phone:
            phone.context.add_cookies(cookies)
            phone.open("/register/step")
            phone.page.wait_for_selector(".camera:not([hidden])")
            story.album.take(phone, "dang-ky-khuon-mat")
            press_when_seen(phone.page)
            phone.page.wait_for_selector("h1:not(:has-text('Chụp khuôn mặt')):not(:has-text('Máy đang'))", timeout=LONG)
            step.facts["after_the_pictures"] = phone.page.inner_text("h1")
            story.album.take(phone, "dang-ky-sau-khi-doi-chieu")
            if phone.page.query_selector("form[action='/register/code']"):
                _by_telephone(story, phone, who)


def _card_shown(story: Story, phone: Window) -> tuple[list[str], list[Any]]:
    page = phone.page
    phone.open("/register")
    story.album.take(phone, "dang-ky-bat-dau")
    page.click("form:has(input[value=card]) button")
    story.album.take(phone, "dang-ky-dong-y-anh-the")
    _agree(phone)
    page.wait_for_selector(".camera:not([hidden])")
    story.album.take(phone, "dang-ky-chup-the")
    page.wait_for_selector("#card_card_number", timeout=LONG)
    story.album.take(phone, "dang-ky-kiem-tra-thong-tin")
    page.click("form[action='/register/confirm'] button[type=submit]")
    story.album.take(phone, "dang-ky-dong-y-khuon-mat")
    _agree(phone)
    page.click("form[action='/register/challenge'] button[type=submit]")
    steps = str(page.get_attribute("form[data-capture=face]", "data-steps")).split()
    return steps, phone.context.cookies()


def _agree(phone: Window) -> None:
    phone.page.check("#agreed")
    phone.page.click("form[action='/register/consent'] button[type=submit]")


def _by_telephone(story: Story, phone: Window, who: Registrant) -> None:
    page = phone.page
    page.click("form[action='/register/code'] button[type=submit]")
    page.fill("#code", sent_code(story.place, who.phone))
    story.album.take(phone, "dang-ky-ma-dien-thoai")
    page.click("form[action='/register/phone'] button[type=submit]")
    page.fill("#username", f"dv{who.card_number}")
    page.fill("#password", SENTENCE)
    page.check("#agreed")
    story.album.take(phone, "dang-ky-mo-tai-khoan")
    page.click("form[action='/register/enrol'] button[type=submit]")
    page.wait_for_url(lambda url: "/register" not in url)
    story.album.take(phone, "dang-ky-xong")


def _spelt_otherwise(story: Story, row: int, day: int) -> None:
    plain = registrant(row, FACE)
    first, _, rest = plain.full_name.partition(" ")
    spelt = registrant(row, FACE, name=f"{first} {rest.replace('y', 'i')}")
    with story.ledger.step("Đăng ký với thẻ ghi tên khác cách viết trong danh sách") as step:
        step.who = spelt.full_name
        registration, status = _tried(story, spelt, FACE, day)
        step.facts["outcome"] = status
        if status == "phone_wanted":
            step.facts["outcome"] = registration.confirm_phone(story.place, spelt.phone)["state"]


def _not_the_own_card(story: Story, victim: Registrant, day: int) -> None:
    office = story.person("quantri")
    with story.ledger.step("Cấp ủy đưa ảnh chân dung vào hồ sơ đảng viên", office) as step:
        step.who = victim.full_name
        put_portrait_into_file(office, victim, victim.person)
    with story.ledger.step("Người khác dùng thẻ nhặt được") as step:
        registration, step.facts["outcome"] = _tried(story, victim, FACE, day)
    _looked_at(story, registration, "khuon-mat-khac")


def _without_pictures(story: Story) -> None:
    secretary = story.person("bithuban")
    cell = secretary.cell_path.rstrip("/").rpartition("/")[2]
    cards = cards_of(cell)
    member = [one for one in official_members(secretary) if one["full_name"] in cards][-1]
    with story.ledger.step("Không dùng ảnh: nhờ bí thư chi bộ") as step, story.album.phone_of() as phone:
        step.who = member["full_name"]
        phone.open("/register")
        phone.page.click("form:has(input[value=person]) button")
        phone.page.fill("#full_name", member["full_name"])
        phone.page.fill("#phone", "0950 123 123")
        phone.page.fill("#cell", cell)
        story.album.take(phone, "dang-ky-nho-bi-thu")
        phone.page.click("form[action='/register/person'] button[type=submit]")
        story.album.take(phone, "dang-ky-da-gui-bi-thu")
    with story.ledger.step("Bí thư đăng ký trực tiếp và trao mã", secretary), story.album.desk_of(secretary) as desk:
        desk.open(f"/desk/members/{member['id']}/register")
        desk.page.check("input[name=papers][value=party_card]")
        desk.page.check("#consents_in_person")
        story.album.take(desk, "dang-ky-truc-tiep")
        desk.page.click("form.editor button[type=submit]")
        desk.page.wait_for_selector(".login-code")
        story.album.take(desk, "ma-trao-tay")


def _shown_again(story: Story, first: Registrant, second: Registrant, day: int) -> None:
    with story.ledger.step("Chiếu lại ảnh khuôn mặt đã dùng") as step:
        _tried(story, first, FACE, day)
        registration = _card_confirmed(story, second)
        _refused_at_the_door(story, registration, jpeg(selfie(FACE, day)))
        # The same picture, saved anew: another file, and known by its looks.
        step.facts["saved_anew"] = registration.try_face(FACE, day=day, quality=70)["state"]
        step.facts["outcome"] = registration.show_face(FACE, day=day + 1)["state"]
    _looked_at(story, registration, "chieu-lai")


def _refused_at_the_door(story: Story, registration: Registration, file: bytes) -> None:
    registration.agree("face")
    with story.album.phone_of() as phone:
        phone.carry_cookies(registration.cookie)
        phone.open("/register/step")
        phone.page.click("form[action='/register/challenge'] button[type=submit]")
        phone.page.set_input_files("#selfie", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": file})
        phone.page.click("form[action='/register/face'] button[type=submit]")
        phone.page.wait_for_selector("#error-summary")
        story.album.take(phone, "dang-ky-anh-da-dung")


def _tried(story: Story, who: Registrant, face: int, day: int) -> tuple[Registration, str]:
    registration = _card_confirmed(story, who)
    return registration, str(registration.show_face(face, day=day)["state"])


def _card_confirmed(story: Story, who: Registrant) -> Registration:
    registration = Registration(story.address)
    registration.show_card(who.card)
    registration.send("confirm", card={})
    return registration


def _looked_at(story: Story, registration: Registration, name: str) -> None:
    office = story.person("quantri")
    with story.ledger.step("Người xét xem các ảnh và không xác nhận", office) as step:
        with story.album.desk_of(office) as desk:
            desk.open("/desk/registrations")
            story.album.take(desk, f"dang-ky-cho-xac-nhan-{name}")
            desk.open(f"/desk/registrations/{registration.id}")
            story.album.take(desk, f"xet-dang-ky-{name}")
        step.facts["reasons"] = office.get(f"/desk/registrations/{registration.id}")["reasons"]
        office.post(f"/desk/registrations/{registration.id}/decision", outcome="refused", note="Không đúng người.")


def _rows_not_used(story: Story) -> Iterator[int]:
    """Told again on the same province, the story takes other members: these have accounts by then."""
    file = story.place.data_dir / "registered_rows.json"
    before: set[int] = set(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else set()
    for row in ROWS:
        if row in before or not has_card_and_phone(row):
            continue
        before.add(row)
        file.write_text(json.dumps(sorted(before)), encoding="utf-8")
        yield row
