"""A member asks for fields of the own record to be corrected (law L4). Changes of standing take a decision of the
Party organisation and are not asked for here."""

from __future__ import annotations

import msgspec

from services.identity.rules.record_errors import RecordFieldsInvalid, TooManyCorrections
from services.identity.store import corrections, members
from services.identity.store.corrections import Correction
from services.identity.usecases.changing_record import changes_of, parsed
from services.identity.usecases.correct_member_record import Texts
from services.identity.usecases.opening_session import check_open
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Line, Request

MOST_OPEN = 10
NOT_ASKED_FOR = frozenset({"status", "status_since", "status_reason"})


class RequestCorrection(Request):
    """`changes`: {field: text as typed}"""

    changes: Texts
    reason: Line


class CorrectionRequested(msgspec.Struct, frozen=True):
    correction_id: str


def request_correction(command: RequestCorrection, ctx: Context) -> CorrectionRequested:
    """Raises NothingToChange, RecordFieldsInvalid, TooManyCorrections, SecretMark."""
    check_open(ctx.actor.token_id)
    correction_id = ctx.new_id()
    if corrections.find(correction_id) is not None:
        return CorrectionRequested(correction_id)
    member = members.get(ctx.actor.member_id)
    refuse_secrets(dict(command.changes) | {"reason": command.reason}, ctx.actor, member.cell_path, ctx.now)
    if corrections.open_of(member.id) >= MOST_OPEN:
        raise TooManyCorrections
    wanted = parsed(command.changes)
    if NOT_ASKED_FOR & wanted.keys():
        sentence = "Tình trạng đảng viên thay đổi theo quyết định của tổ chức đảng."
        raise RecordFieldsInvalid(details=dict.fromkeys(NOT_ASKED_FOR & wanted.keys(), sentence))
    Correction(
        id=correction_id,
        member_id=member.id,
        cell_path=member.cell_path,
        changed=corrections.packed(changes_of(member, wanted, ctx.now)),
        reason=command.reason,
        made_at=ctx.now,
    ).save(force_insert=True)
    return CorrectionRequested(correction_id)
