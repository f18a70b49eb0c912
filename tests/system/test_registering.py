"""Registration by card and face through the door, with the real engines, on generated cards and faces: who is verified,
who is looked at by a person, and what that person sees."""

from __future__ import annotations

import base64
import os
import signal

import httpx
import pytest

from deploy.demo.faces.clips import jpeg, selfie
from deploy.demo.registrants import Registrant, registrant
from deploy.demo.story.door import SESSION_COOKIE, Refused, Visitor
from deploy.demo.story.registering import Registration, in_base64, put_portrait_into_file, sent_code
from tests.stack import Province

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
ANNA, BELA = 1, 10
"""Faces that the shipped model tells apart: ANNA from BELA."""
CARA = 2
"""Not near enough to ANNA on any day."""


def _shown(stack: Province, who: Registrant) -> Registration:
    registration = Registration(stack.address)
    status = registration.show_card(who.card)
    assert status["state"] == "card_read", status
    registration.send("confirm", card={})
    return registration


def test_who_stands_on_the_card_and_does_what_is_asked_has_an_account(stack: Province) -> None:
    who = registrant(41, ANNA)
    registration = _shown(stack, who)
    read = registration.send("status")["fields"]
    assert (read["card_number"], read["full_name"]) == (who.card_number, who.full_name.upper())
    assert registration.show_face(ANNA, day=1)["state"] == "phone_wanted"
    registration.send("phone/code")
    code = sent_code(stack.place, who.phone)
    with pytest.raises(Refused, match="registration_code_refused"):
        registration.send("phone", code=f"{(int(code) + 1) % 1_000_000:06}")
    assert registration.send("phone", code=code)["state"] == "verified"
    with pytest.raises(Refused, match="consent_needed"):
        registration.send("account", username="mathuyngat", password="nương ngô trên dốc cao")
    opened = registration.open_account("mathuyngat", "nương ngô trên dốc cao")
    assert opened["session"]["member"]["full_name"] == who.full_name
    somebody = stack.stranger()
    somebody.log_in("mathuyngat", "nương ngô trên dốc cao")
    assert somebody.full_name == who.full_name
    trail = [item["action"] for item in somebody.get("/me/access")["items"]]
    assert "identity.registered" in trail


def test_another_face_is_never_verified_and_a_person_sees_both_pictures(stack: Province) -> None:
    registration = _shown(stack, registrant(0, BELA))
    assert registration.show_face(ANNA, day=2)["state"] == "in_review"
    office = stack.visitor("quantri")
    waiting = [item["id"] for item in office.get("/desk/registrations")["items"]]
    assert registration.id in waiting
    seen = office.get(f"/desk/registrations/{registration.id}")
    assert any(reason.startswith("Khuôn mặt") for reason in seen["reasons"]), seen["reasons"]
    for kind in ("card", "selfie"):
        content = office.get(f"/desk/registrations/{registration.id}/pictures/{kind}")["content"]
        assert base64.b64decode(content).startswith(b"\xff\xd8\xff")
    office.post(f"/desk/registrations/{registration.id}/decision", outcome="refused", note="Không phải người này.")
    assert registration.send("status")["state"] == "refused"
    with pytest.raises(Refused) as gone:
        office.get(f"/desk/registrations/{registration.id}/pictures/card")
    assert gone.value.status == 409


def test_the_selfie_of_another_registration_is_noticed(stack: Province) -> None:
    first = _shown(stack, registrant(44, ANNA))
    assert first.show_face(ANNA, day=3)["state"] == "phone_wanted"
    second = _shown(stack, registrant(45, ANNA))
    with pytest.raises(Refused, match="selfie_used"):
        second.try_face(ANNA, day=3)
    assert second.send("status")["faces_left"] == 3
    assert second.try_face(ANNA, day=3, quality=70)["state"] == "face_unclear"
    assert second.show_face(ANNA, day=5)["state"] == "in_review"
    seen = stack.visitor("quantri").get(f"/desk/registrations/{second.id}")
    assert seen["reasons"] == ["Trong lần đăng ký này, máy đã từ chối ảnh khuôn mặt gửi trước đó."]
    assert seen["refused"] == ["Ảnh đã được dùng trong một lần đăng ký khác. (2 lần)"]


def test_the_page_says_that_a_file_was_used_before_and_goes_on_to_a_new_try(stack: Province) -> None:
    file = jpeg(selfie(BELA, 7))
    first, second = (_shown(stack, registrant(row, BELA)) for row in (46, 47))
    for registration in (first, second):
        registration.agree("face")
    first.send("face", selfie=in_base64(file))
    with httpx.Client(base_url=stack.address, cookies=second.cookie, headers={"Origin": stack.address}) as browser:
        page = browser.post("/register/face", files={"selfie": ("anh.jpg", file, "image/jpeg")})
        assert page.status_code == 422
        assert "Ảnh này đã được dùng trong một lần đăng ký khác" in page.text
        assert "Nhận động tác" in page.text


def test_a_forged_card_with_the_own_face_fails_on_the_photograph_in_the_file(stack: Province) -> None:
    office = stack.visitor("quantri")
    forged = registrant(48, ANNA)
    put_portrait_into_file(office, forged, CARA)
    registration = _shown(stack, forged)
    assert registration.show_face(ANNA, day=8)["state"] == "in_review"
    seen = office.get(f"/desk/registrations/{registration.id}")
    (reason,) = seen["reasons"]
    assert "ảnh chân dung trong hồ sơ" in reason
    content = office.get(f"/desk/registrations/{registration.id}/pictures/portrait")["content"]
    assert base64.b64decode(content).startswith(b"\xff\xd8\xff")
    with httpx.Client(base_url=stack.address, cookies={SESSION_COOKIE: office.token}) as browser:
        page = browser.get(f"/desk/registrations/{registration.id}").text
        assert "Máy thấy giống khuôn mặt vừa chụp (khoảng cách 0," in seen["face_words"]
        assert seen["face_words"] in page
        assert seen["portrait_words"] in page
        picture = browser.get(f"/desk/registrations/{registration.id}/portrait.jpg")
        assert picture.content == base64.b64decode(content)


def test_other_movements_than_those_asked_for_are_tried_again(stack: Province) -> None:
    registration = _shown(stack, registrant(5, ANNA))
    status = registration.try_face(ANNA, day=4, steps=["come_closer"])
    assert (status["state"], status["faces_left"]) == ("face_unclear", 3)
    assert "động tác" in status["told"][0]


def test_no_consent_no_picture_and_a_person_helps(stack: Province) -> None:
    registration = Registration(stack.address)
    with pytest.raises(Refused, match="consent_needed"):
        registration.send("card", picture=in_base64(registrant(0, ANNA).card))
    registration.send("person", full_name="Nông Văn Điền", phone="0950 123 456", cell="Chi bộ tổ dân phố Bờ Sông")
    secretary = stack.visitor("bithu")
    seen = secretary.get(f"/desk/registrations/{registration.id}")
    assert seen["contact"]["phone"] == "0950123456"
    with pytest.raises(Refused) as elsewhere:
        stack.visitor("bithuban").get(f"/desk/registrations/{registration.id}")
    assert elsewhere.value.status == 403


def test_a_member_before_the_secretary_needs_no_picture(stack: Province) -> None:
    secretary: Visitor = stack.visitor("bithu")
    members = secretary.get("/members", organisation_path=secretary.cell_path)["items"]
    member_id = members[-1]["id"]
    with pytest.raises(Refused, match="consent_needed"):
        secretary.post(f"/members/{member_id}/registration", papers=["party_card"], consents_in_person=False)
    code = secretary.post(f"/members/{member_id}/registration", papers=["party_card"], consents_in_person=True)
    assert len(code["code"].replace(" ", "")) >= 6


def test_a_worker_that_is_killed_over_a_card_leaves_one_result(stack: Province) -> None:
    registration = Registration(stack.address)
    registration.agree("card_picture")
    registration.send("card", picture=in_base64(registrant(6, ANNA).card))
    os.kill(stack.process_id("identity-card-worker"), signal.SIGKILL)
    status = registration.settled()
    assert (status["state"], status["cards_left"]) == ("card_read", 7)


def test_what_is_no_picture_and_what_shows_no_card_is_told_in_words(stack: Province) -> None:
    registration = Registration(stack.address)
    registration.agree("card_picture")
    with pytest.raises(Refused, match="not_a_picture"):
        registration.send("card", picture=in_base64(b"%PDF-1.7 ..."))
    status = registration.show_card(jpeg(selfie(ANNA)))
    assert status["state"] == "card_unread"
    assert "Không thấy thẻ trong ảnh" in status["told"][0]
