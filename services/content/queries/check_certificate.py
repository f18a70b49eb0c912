"""Whether a certificate is one of ours. Anyone who holds the paper may ask, without an account.

Tells what the number stands for, and whether a name that the checker typed is on it; never whose it is, where that
person belongs, or anything else.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from services.content.rules.check_numbers import typed
from services.content.store import courses, progress
from services.content.store.certificates import name_index
from shared.clock import local_date
from shared.usecase import Context, Request


class CheckCertificate(Request):
    number: Annotated[str, Meta(min_length=1, max_length=40)]
    full_name: Annotated[str, Meta(max_length=200)] = ""


class CheckedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    number: str
    title: str
    kind: str
    completed_on: date
    name: Literal["matches", "differs", "not_asked"]


def check_certificate(query: CheckCertificate, _ctx: Context) -> CheckedCertificate:
    """Raises CheckNumberInvalid for a slip of the hand, CertificateNotFound for a number that was never given."""
    held = progress.with_certificate(typed(query.number))
    text = courses.text_of_edition(held.course_id, held.done_edition)
    name: Literal["matches", "differs", "not_asked"] = "not_asked"
    if query.full_name:
        name = "matches" if name_index(query.full_name) in held.certificate_names else "differs"
    return CheckedCertificate(
        number=held.certificate,
        title=text.title,
        kind=text.kind,
        completed_on=local_date(held.done_at),
        name=name,
    )
