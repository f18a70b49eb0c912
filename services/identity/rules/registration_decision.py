"""What follows from the pictures: everything that is known of a registration in, one outcome out, with its reasons.

A card can be forged with the forger's own portrait on it, and then card and face agree. So the pictures alone verify
nobody: where nothing speaks against them, a code to the telephone on the member's record decides, which the register
knows and a forger does not have; without one, a person does. Pictures are refused by the machine, people never: what
was shown before, or is a picture of a picture, is asked for again, and a person looks at how it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from services.identity.rules.face_errors import NOT_TAKEN_LIVE, SCREEN
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
PORTRAIT_UNSURE = "portrait_unsure"
PORTRAIT_DIFFERENT = "portrait_different"
PORTRAIT_UNCLEAR = "portrait_unclear"
COPY_OF_PORTRAIT = "copy_of_portrait"
REPLAYED = "replayed"
HAS_ACCOUNT = "has_account"
NOT_A_MEMBER_NOW = "not_a_member_now"
CORRECTED = "corrected"
CARD_REUSED = "card_reused"
ASKED = "asked_for_person"
CARD_ALONE = "card_alone"
TRIES_USED_UP = "tries_used_up"
PICTURES_REFUSED = "pictures_refused"

REASON_WORDS = {
    MATCH_UNSURE: "Thông tin trên thẻ khớp chưa chắc chắn với danh sách đảng viên.",
    NO_MATCH: "Không tìm thấy đảng viên khớp với thông tin trên thẻ.",
    FACE_UNSURE: "Khuôn mặt giống ảnh trên thẻ nhưng chưa đủ chắc chắn.",
    FACE_DIFFERENT: "Khuôn mặt không giống ảnh trên thẻ.",
    CARD_FACE_MISSING: "Không tách được ảnh chân dung trên thẻ.",
    COPY_OF_CARD: "Ảnh khuôn mặt trùng với chính ảnh trên thẻ: có thể chụp lại từ thẻ.",
    PORTRAIT_UNSURE: "Khuôn mặt giống ảnh chân dung trong hồ sơ nhưng chưa đủ chắc chắn.",
    PORTRAIT_DIFFERENT: "Khuôn mặt không giống ảnh chân dung trong hồ sơ.",
    PORTRAIT_UNCLEAR: "Ảnh chân dung trong hồ sơ không có đúng một khuôn mặt nhìn rõ, nên máy không so với ảnh đó.",
    COPY_OF_PORTRAIT: "Ảnh khuôn mặt trùng với ảnh chân dung trong hồ sơ: có thể chụp lại ảnh đó.",
    REPLAYED: "Ảnh đã được dùng trong một lần đăng ký khác.",
    HAS_ACCOUNT: "Đảng viên này đã có tài khoản.",
    NOT_A_MEMBER_NOW: "Hồ sơ ghi đảng viên không còn sinh hoạt.",
    CORRECTED: "Người đăng ký đã sửa thông tin máy đọc được.",
    CARD_REUSED: "Thẻ này đã được dùng để đăng ký nhiều lần trong ngày.",
    ASKED: "Người đăng ký đề nghị bí thư chi bộ xác nhận.",
    CARD_ALONE: "Thẻ và khuôn mặt khớp, nhưng chưa xác nhận được qua số điện thoại ghi trong hồ sơ.",
    TRIES_USED_UP: "Đã chụp khuôn mặt nhiều lần chưa đạt.",
    PICTURES_REFUSED: "Trong lần đăng ký này, máy đã từ chối ảnh khuôn mặt gửi trước đó.",
}

REFUSES_PICTURE = frozenset({REPLAYED, COPY_OF_CARD, COPY_OF_PORTRAIT, SCREEN})
"""No picture of a living face before this camera."""
_ANOTHER_FACE = frozenset({FACE_DIFFERENT, PORTRAIT_DIFFERENT})


@dataclass(frozen=True)
class Evidence:
    """`match`: how sure the register's record is; `status`: of that record; `phone`: a code can be sent to the
    telephone on it. `face` None: the card shows no face. `filmed`: frames were sent, without which there are no
    movements to try again. `refused_before`: the machine has refused a picture of this registration. `portrait`: the
    register's photograph with the face, None where there is none, or with `portrait_unclear` no one face on it."""

    match: Verdict
    status: Status | None
    has_account: bool
    phone: bool
    corrected: bool
    card_reused: bool
    replayed: bool
    face: Comparison | None
    liveness: LivenessReport
    filmed: bool
    tries_left: int
    refused_before: bool
    portrait: Comparison | None = None
    portrait_unclear: bool = False


@dataclass(frozen=True)
class Decision:
    """`told`: to the person at the camera, who tries again; `refused`: why this picture is, for the reviewer."""

    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def decide(evidence: Evidence) -> Decision:
    """A refused picture, or a challenge that was not met, is tried again while there are tries; everything else that
    speaks against the registration is shown to a person, and so is one of which a picture was ever refused. The person
    at the camera is not told which check failed."""
    doubts, unmet = _doubts(evidence), evidence.liveness.reasons
    refused = [reason for reason in (*doubts, *unmet) if reason in REFUSES_PICTURE]
    if evidence.tries_left > 0 and not _ANOTHER_FACE & set(doubts):
        if refused:
            return Decision("face_unclear", [*doubts, *unmet], [NOT_TAKEN_LIVE], refused)
        if evidence.filmed and not evidence.liveness.passed:
            return Decision("face_unclear", unmet, unmet)
    used_up = [] if evidence.liveness.passed and not refused else [TRIES_USED_UP]
    before = [PICTURES_REFUSED] if evidence.refused_before else []
    reasons = [*doubts, *unmet, *used_up, *before]
    if not reasons and evidence.phone:
        return Decision("phone_wanted")
    remark = [PORTRAIT_UNCLEAR] if evidence.portrait_unclear else []
    return Decision("in_review", [*(reasons or [CARD_ALONE]), *remark], refused=refused)


def _doubts(evidence: Evidence) -> list[str]:
    face, portrait = evidence.face, evidence.portrait
    told = {
        NO_MATCH: evidence.match == "none",
        MATCH_UNSURE: evidence.match == "unsure",
        NOT_A_MEMBER_NOW: evidence.status is not None and not may_sign_in(evidence.status),
        HAS_ACCOUNT: evidence.has_account,
        CORRECTED: evidence.corrected,
        CARD_REUSED: evidence.card_reused,
        REPLAYED: evidence.replayed,
        CARD_FACE_MISSING: face is None and (portrait is None or portrait.verdict != "same"),
        COPY_OF_CARD: face is not None and face.same_picture,
        FACE_UNSURE: face is not None and face.verdict == "unsure",
        FACE_DIFFERENT: face is not None and face.verdict == "different",
        COPY_OF_PORTRAIT: portrait is not None and portrait.same_picture,
        PORTRAIT_UNSURE: portrait is not None and portrait.verdict == "unsure",
        PORTRAIT_DIFFERENT: portrait is not None and portrait.verdict == "different",
    }
    return [reason for reason, true in told.items() if true]
