"""What follows from the pictures: everything that is known of a registration in, one outcome out, with its reasons.

A card can be forged with the forger's own portrait on it, and then card and face agree. So the pictures alone verify
nobody: where nothing speaks against them, a code to the telephone on the member's record decides, which the register
knows and a forger does not have; without one, a person does. Pictures are refused by the machine, people never.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from services.identity.rules.faces import Comparison
from services.identity.rules.liveness import LivenessReport
from services.identity.rules.membership import Status, may_sign_in
from services.identity.rules.register_match import Verdict

Outcome = Literal["phone_wanted", "in_review", "face_unclear"]

MATCH_UNSURE = "match_unsure"
NO_MATCH = "no_match"
FACE_UNSURE = "face_unsure"
FACE_DIFFERENT = "face_different"
CARD_FACE_MISSING = "card_face_missing"
COPY_OF_CARD = "copy_of_card"
REPLAYED = "replayed"
HAS_ACCOUNT = "has_account"
NOT_A_MEMBER_NOW = "not_a_member_now"
CORRECTED = "corrected"
CARD_REUSED = "card_reused"
ASKED = "asked_for_person"
CARD_ALONE = "card_alone"
TRIES_USED_UP = "tries_used_up"

REASON_WORDS = {
    MATCH_UNSURE: "Thông tin trên thẻ khớp chưa chắc chắn với danh sách đảng viên.",
    NO_MATCH: "Không tìm thấy đảng viên khớp với thông tin trên thẻ.",
    FACE_UNSURE: "Khuôn mặt giống ảnh trên thẻ nhưng chưa đủ chắc chắn.",
    FACE_DIFFERENT: "Khuôn mặt không giống ảnh trên thẻ.",
    CARD_FACE_MISSING: "Không tách được ảnh chân dung trên thẻ.",
    COPY_OF_CARD: "Ảnh khuôn mặt trùng với chính ảnh trên thẻ: có thể chụp lại từ thẻ.",
    REPLAYED: "Ảnh đã được dùng trong một lần đăng ký khác.",
    HAS_ACCOUNT: "Đảng viên này đã có tài khoản.",
    NOT_A_MEMBER_NOW: "Hồ sơ ghi đảng viên không còn sinh hoạt.",
    CORRECTED: "Người đăng ký đã sửa thông tin máy đọc được.",
    CARD_REUSED: "Thẻ này đã được dùng để đăng ký nhiều lần trong ngày.",
    ASKED: "Người đăng ký đề nghị bí thư chi bộ xác nhận.",
    CARD_ALONE: "Thẻ và khuôn mặt khớp, nhưng chưa xác nhận được qua số điện thoại ghi trong hồ sơ.",
    TRIES_USED_UP: "Đã chụp khuôn mặt nhiều lần chưa đạt.",
}

_AGAINST = frozenset({COPY_OF_CARD, REPLAYED, FACE_DIFFERENT})


@dataclass(frozen=True)
class Evidence:
    """`match`: how sure the register's record is; `status`: of that record; `phone`: a code can be sent to the
    telephone on it. `face` None: the card shows no face."""

    match: Verdict
    status: Status | None
    has_account: bool
    phone: bool
    corrected: bool
    card_reused: bool
    replayed: bool
    face: Comparison | None
    liveness: LivenessReport
    tries_left: int


@dataclass(frozen=True)
class Decision:
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)


def decide(evidence: Evidence) -> Decision:
    """A challenge that was not met is tried again while there are tries; everything else that speaks against the
    registration is shown to a person. The person at the camera is not told which check failed."""
    reasons = _doubts(evidence)
    if not evidence.liveness.passed:
        if evidence.tries_left > 0 and not _AGAINST & set(reasons):
            return Decision("face_unclear", evidence.liveness.reasons)
        return Decision("in_review", [*reasons, *evidence.liveness.reasons, TRIES_USED_UP])
    if reasons:
        return Decision("in_review", reasons)
    return Decision("phone_wanted") if evidence.phone else Decision("in_review", [CARD_ALONE])


def _doubts(evidence: Evidence) -> list[str]:
    told = {
        NO_MATCH: evidence.match == "none",
        MATCH_UNSURE: evidence.match == "unsure",
        NOT_A_MEMBER_NOW: evidence.status is not None and not may_sign_in(evidence.status),
        HAS_ACCOUNT: evidence.has_account,
        CORRECTED: evidence.corrected,
        CARD_REUSED: evidence.card_reused,
        REPLAYED: evidence.replayed,
        CARD_FACE_MISSING: evidence.face is None,
        COPY_OF_CARD: evidence.face is not None and evidence.face.same_picture,
        FACE_UNSURE: evidence.face is not None and evidence.face.verdict == "unsure",
        FACE_DIFFERENT: evidence.face is not None and evidence.face.verdict == "different",
    }
    return [reason for reason, true in told.items() if true]
