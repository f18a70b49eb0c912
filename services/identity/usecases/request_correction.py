"""A member asks for fields of the own record to be corrected (law L4: the right to have data corrected)."""

from __future__ import annotations

import msgspec

from services.identity.rules.record_errors import NothingToChange, RecordFieldsInvalid
from services.identity.store import members, proposals
from services.identity.store.proposals import MEMBER_ASKED, Proposal
from services.identity.usecases.changing_record import changes_of, parsed
from services.identity.usecases.correct_member_record import Texts
from services.identity.usecases.opening_session import check_open
from shared.errors import TooMany
from shared.security.refusing import refuse_secrets
from shared.usecase import Context, Line, Request

MOST_OPEN = 10


class RequestCorrection(Request):
    changes: Texts
    reason: Line


class CorrectionRequested(msgspec.Struct, frozen=True):
    request_id: str


class TooManyRequests(TooMany):
    code = "identity.too_many_corrections"
    message = "Đồng chí đã gửi nhiều đề nghị chưa được xử lý. Vui lòng chờ chi bộ, cấp ủy trả lời."


def request_correction(command: RequestCorrection, ctx: Context) -> CorrectionRequested:
    """Raises NothingToChange, RecordFieldsInvalid, TooManyRequests, SecretMark."""
    check_open(ctx.actor.token_id)
    request_id = ctx.new_id()
    if proposals.find(request_id) is not None:
        return CorrectionRequested(request_id)
    member = members.get(ctx.actor.member_id)
    refuse_secrets(dict(command.changes) | {"reason": command.reason}, ctx.actor, member.cell_path, ctx.now)
    if proposals.open_requests_of(member.id) >= MOST_OPEN:
        raise TooManyRequests
    wanted = parsed(command.changes)
    if "status" in wanted or "status_since" in wanted:
        raise RecordFieldsInvalid(
            details={"status": "Tình trạng đảng viên thay đổi theo quyết định, không theo đề nghị."}
        )
    changes = changes_of(member, wanted, ctx.now)
    if not changes:
        raise NothingToChange
    Proposal(
        id=request_id,
        rule=MEMBER_ASKED,
        member_id=member.id,
        cell_path=member.cell_path,
        changes=proposals.packed(changes),
        reason=command.reason,
        made_at=ctx.now,
    ).save(force_insert=True)
    return CorrectionRequested(request_id)
