"""How a one-time code reaches its member: one Protocol, three ways.

None shows the code in a log. The file outbox exists so that the demonstration can be used at all, and is taken
in no other province.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.error import URLError
from urllib.request import Request, urlopen

from services.identity.settings import DEMONSTRATION_PROVINCES, Settings
from shared.errors import Unavailable

GATEWAY_SECONDS = 5.0


class CodeNotSent(Unavailable):
    code = "identity.code_not_sent"
    message = "Chưa gửi được mã đăng nhập. Đồng chí vui lòng thử lại, hoặc nhờ bí thư chi bộ cấp mã."


class CodeSender(Protocol):
    @property
    def channel(self) -> str: ...

    @property
    def sends(self) -> bool:
        """False where codes are only handed over in person."""
        ...

    def send(self, phone: str, code: str, expires_at: datetime) -> None:
        """Hand the code over for delivery. Raises CodeNotSent."""
        ...


@dataclass(frozen=True)
class FileOutbox:
    """Appends each message to a file that only its owner may read."""

    file: Path
    channel: str = "demonstration_file"
    sends: bool = True

    def send(self, phone: str, code: str, expires_at: datetime) -> None:
        line = json.dumps({"phone": phone, "text": text_of(code), "expires_at": expires_at.isoformat()})
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise CodeNotSent from error


@dataclass(frozen=True)
class HttpSmsGateway:
    """POST {"to", "text"} as JSON with a bearer token; any 2xx is an acceptance. A gateway that wants another
    form sits behind a small adapter."""

    url: str
    token: str
    channel: str = "sms"
    sends: bool = True

    def send(self, phone: str, code: str, expires_at: datetime) -> None:
        del expires_at  # the text itself says how long; a gateway's own expiry differs from one to the next
        body = json.dumps({"to": phone, "text": text_of(code)}).encode()
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        request = Request(self.url, body, headers, method="POST")  # noqa: S310 - the scheme is checked in settings
        try:
            with urlopen(request, timeout=GATEWAY_SECONDS) as answer:  # noqa: S310
                answer.read()
        except (URLError, OSError) as error:
            raise CodeNotSent from error


@dataclass(frozen=True)
class InPersonOnly:
    """A province without a gateway: the secretary of the cell hands the code over."""

    channel: str = "in_person"
    sends: bool = False

    def send(self, phone: str, code: str, expires_at: datetime) -> None:
        del phone, code, expires_at
        raise CodeNotSent


def code_sender(settings: Settings) -> CodeSender:
    url = settings.sms_gateway_url
    if url:
        if not url.startswith(("https://", "http://")):
            raise ValueError("SOTAY_SMS_GATEWAY_URL must begin with https:// or http://")
        return HttpSmsGateway(url, settings.sms_gateway_token)
    if settings.province in DEMONSTRATION_PROVINCES:
        return FileOutbox(settings.data_dir / "login_codes.jsonl")
    return InPersonOnly()


def text_of(code: str) -> str:
    """Without diacritics: one SMS holds 160 plain letters, and only 70 once one letter carries a mark."""
    return f"Ma dang nhap So tay dang vien: {code}. Ma co hieu luc 5 phut, khong cung cap ma cho bat ky ai."
