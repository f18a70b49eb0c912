"""A member fetches the certificate of a completed course. The name that stands on it is kept as a blind index only, so
that a checker who holds the paper can ask whether this name stands on it, and nobody can ask whose it is.

Called by the gateway with the name that identity gave it for this very caller, never with one from a form."""

from __future__ import annotations

from datetime import datetime

import msgspec

from services.content.rules.course_errors import NotCompleted
from services.content.store import courses, progress
from services.content.store.certificates import name_index
from services.content.store.progress import StudyProgress
from shared.outbox import ChangedByAnother, change
from shared.usecase import Context, Id, Line, Request

RACES = 5


class IssueCertificate(Request):
    course_id: Id
    full_name: Line


class CertificateView(msgspec.Struct, frozen=True, kw_only=True):
    number: str
    course_id: str
    title: str
    kind: str
    completed_at: datetime


def issue_certificate(command: IssueCertificate, ctx: Context) -> CertificateView:
    """Raises NotCompleted. A name that was corrected since is added; papers with the former one stay valid."""
    index = name_index(command.full_name)
    for race in range(RACES):
        held = progress.find(command.course_id, ctx.actor.member_id)
        if held is None or held.state != "done":
            raise NotCompleted
        if index in held.certificate_names:
            return _view(held)
        try:
            return _view(change(held, push__certificate_names=index))
        except ChangedByAnother:
            if race == RACES - 1:
                raise
    raise AssertionError("the last race raises")


def _view(held: StudyProgress) -> CertificateView:
    text = courses.text_of_edition(held.course_id, held.done_edition)
    return CertificateView(
        number=held.certificate,
        course_id=held.course_id,
        title=text.title,
        kind=text.kind,
        completed_at=held.done_at,
    )
