"""Papers that lie in a member's file (rule P40), as data: a kind of paper is added by one line here.

`keeper` may attach, renew and withdraw, `seen_by` may read, besides the member: as with the fields of the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.identity.rules.paper_kinds import Kind
from services.identity.rules.record_fields import Keeper

MOST_PAPERS = 100
"""Of one member, withdrawn ones included."""
MOST_VERSIONS = 30
PORTRAIT = "portrait"
"""The register photo: the newest one is compared with the face of who registers (docs/registration.md)."""
PICTURES = frozenset({Kind.JPEG, Kind.PNG})


@dataclass(frozen=True)
class PaperType:
    """`files`: what the paper may be sent as."""

    name: str
    label: str
    keeper: Keeper = Keeper.COMMITTEE
    seen_by: Keeper = Keeper.CELL
    files: frozenset[Kind] = frozenset(Kind)


_C, _O = Keeper.CELL, Keeper.COMMITTEE

PAPER_TYPES: Sequence[PaperType] = (
    PaperType("application", "Đơn xin vào Đảng"),
    PaperType("life_story", "Lý lịch", seen_by=_O),
    PaperType("admission_decision", "Quyết định kết nạp"),
    PaperType("recognition_decision", "Quyết định công nhận chính thức"),
    PaperType("self_review", "Bản kiểm điểm", keeper=_C),
    PaperType("transfer_letter", "Giấy giới thiệu chuyển sinh hoạt", keeper=_C),
    PaperType("reward_decision", "Quyết định khen thưởng, tặng huy hiệu"),
    PaperType("discipline_decision", "Quyết định kỷ luật", seen_by=_O),
    PaperType(PORTRAIT, "Ảnh chân dung", files=PICTURES),
    PaperType("certificate", "Văn bằng, chứng chỉ"),
    PaperType("other", "Giấy tờ khác", seen_by=_O),
)
BY_NAME: Mapping[str, PaperType] = {item.name: item for item in PAPER_TYPES}
