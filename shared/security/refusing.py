"""No text with a mark of secrecy goes any further (law 117/2025/QH15).

Who tried, when and the hash of the text go to the audit trail, so that an inspector who holds the paper can tell
whether it was this one. The text itself is kept nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from shared.errors import Invalid
from shared.security import audit
from shared.security.secrecy import has_secret_mark
from shared.security.tokens import Actor


class SecretMark(Invalid):
    """Law 117/2025/QH15: state secrets are not put on a network that is not protected for them."""

    code = "security.secret_mark"
    message = (
        "Nội dung có dấu chỉ độ mật nên không được đưa lên Sổ tay đảng viên điện tử "
        "(Luật Bảo vệ bí mật nhà nước số 117/2025/QH15). Hệ thống không lưu nội dung này."
    )


def refuse_secrets(texts: dict[str, str], actor: Actor | None, path: str, at: datetime) -> None:
    """`texts` is field → text. Raises SecretMark."""
    marked = [name for name, text in texts.items() if has_secret_mark(text)]
    if marked:
        refuse_as_secret(marked, "\n".join(texts.values()).encode("utf-8"), actor, path, at)


def refuse_as_secret(marked: Sequence[str], content: bytes, actor: Actor | None, path: str, at: datetime) -> NoReturn:
    """`marked`: the fields in which a mark was found; `content`: what is refused, of which the hash is kept."""
    digest = hashlib.sha256(content).hexdigest()
    audit.record("security.secret_text_refused", actor=actor, subject=f"sha256:{digest}", path=path, at=at)
    raise SecretMark(details=dict.fromkeys(marked, SecretMark.message))
