"""Somebody registers at the door, as the mobile app does it: a card, a face, a code on the telephone, an account."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx

from deploy.demo.faces.clips import film, jpeg, portrait, selfie
from deploy.demo.registrants import Registrant
from deploy.demo.story.door import Refused, Visitor
from deploy.demo.story.patience import eventually
from deploy.local.place import Place

SECONDS = 120
COOKIE = "sotay_dang_ky"
QUALITY = 88


class Registration:
    def __init__(self, address: str, known: tuple[str, str] | None = None) -> None:
        """`known`: id and secret of one that was begun elsewhere."""
        self._address = f"{address}/api/v1/registrations"
        if known is None:
            begun = httpx.post(self._address, timeout=30).json()
            known = begun["registration_id"], begun["secret"]
        self.id, self._secret = known

    @classmethod
    def of_cookie(cls, address: str, cookie: str) -> Registration:
        """One that a browser began, as an app would go on with it."""
        registration_id, _, secret = cookie.partition(".")
        return cls(address, (registration_id, secret))

    @property
    def cookie(self) -> dict[str, str]:
        """With it a browser goes on where the app was."""
        return {COOKIE: f"{self.id}.{self._secret}"}

    def send(self, path: str, **told: Any) -> dict[str, Any]:
        """Raises Refused."""
        answer = httpx.post(f"{self._address}/{self.id}/{path}", json={"secret": self._secret, **told}, timeout=30)
        if answer.is_error:
            raise Refused(answer)
        body: dict[str, Any] = answer.json()
        return body

    def agree(self, purpose: str) -> None:
        texts = httpx.get(f"{self._address}/consents", timeout=30).json()["items"]
        self.send("consents", purpose=purpose, text_version=texts[purpose]["version"])

    def settled(self) -> dict[str, Any]:
        """How far it is once no machine is at work on it."""

        def look() -> dict[str, Any] | None:
            status = self.send("status")
            return None if status["waiting"] else status

        return eventually("the picture worker", look, seconds=SECONDS)

    def show_card(self, card: bytes) -> dict[str, Any]:
        self.agree("card_picture")
        self.send("card", picture=in_base64(card))
        return self.settled()

    def show_face(self, person: int, *, day: int) -> dict[str, Any]:
        """As a person would: again when the machine was not content."""
        for _ in range(4):
            status = self.try_face(person, day=day)
            if status["state"] != "face_unclear":
                break
        return status

    def try_face(
        self, person: int, *, day: int, steps: list[str] | None = None, quality: int = QUALITY
    ) -> dict[str, Any]:
        """`steps`: movements other than those that were asked for; another `quality` makes another file of a picture.
        Raises Refused."""
        self.agree("face")
        asked = self.send("challenge")["steps"]
        frames = [in_base64(jpeg(frame, 72)) for frame in film(person, steps or asked, day=day)]
        self.send("face", selfie=in_base64(jpeg(selfie(person, day), quality)), frames=frames)
        return self.settled()

    def confirm_phone(self, place: Place, phone: str) -> dict[str, Any]:
        self.send("phone/code")
        return self.send("phone", code=sent_code(place, phone))

    def open_account(self, username: str, password: str) -> dict[str, Any]:
        """With the session, unless a helper began."""
        self.agree("account")
        return self.send("account", username=username, password=password)


def put_portrait_into_file(office: Visitor, who: Registrant, person: int) -> None:
    """The register's photograph of that member, with that person's face. Raises Refused."""
    found = office.get("/members", organisation_path="ts/", search=who.card_number)["items"]
    office.attach(found[0]["id"], jpeg(portrait(person)), paper_type="portrait", title="Ảnh chân dung")


def sent_code(place: Place, phone: str) -> str:
    """The newest code that the demonstration's telephone got."""
    outbox = place.data_dir / "identity" / "login_codes.jsonl"

    def look() -> str | None:
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        texts = [told["text"] for told in map(json.loads, lines) if told["phone"] == phone]
        return "".join(sign for sign in texts[-1].partition(":")[2] if sign.isdigit())[:6] if texts else None

    return eventually("a message on the telephone", look)


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
