"""A draft of the notice of a breach to the authority, in the order in which decree 356/2025 is said to ask for it
(legal.md L5, read in secondary texts): an officer checks it against the form in force before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.identity.rules.breaches import DataKind

KIND_WORDS = {
    DataKind.NUMBERS: "số thẻ, số lý lịch, số định danh",
    DataKind.CONTACT: "điện thoại, địa chỉ",
    DataKind.RECORD: "nội dung hồ sơ đảng viên",
    DataKind.PICTURES: "ảnh thẻ, ảnh khuôn mặt",
    DataKind.OPINIONS: "ý kiến, câu hỏi, câu trả lời",
    DataKind.ACCOUNTS: "tài khoản, mã đăng nhập",
    DataKind.OTHER: "dữ liệu khác",
}


def draft_notice(
    *,
    place: str,
    detected: datetime,
    what_happened: str,
    kinds: Sequence[str],
    affected: int | None,
    measures: Iterable[str],
) -> str:
    """`detected` in Vietnamese time."""
    done = [text.strip() for text in measures if text.strip()]
    lines = [
        "THÔNG BÁO VI PHẠM QUY ĐỊNH VỀ BẢO VỆ DỮ LIỆU CÁ NHÂN",
        "",
        f"1. Đơn vị thông báo: {place or '…'}",
        f"2. Thời điểm phát hiện: {detected:%H:%M} ngày {detected:%d/%m/%Y}",
        f"3. Diễn biến: {what_happened}",
        f"4. Loại dữ liệu bị ảnh hưởng: {'; '.join(KIND_WORDS[DataKind(kind)] for kind in kinds)}",
        f"5. Số người bị ảnh hưởng: {'chưa xác định' if affected is None else affected}",
        "6. Hậu quả có thể xảy ra: …",
        "7. Biện pháp đã thực hiện:",
        *(f"   - {text}" for text in done or ["…"]),
        "8. Người liên hệ (họ tên, chức vụ, điện thoại): …",
    ]
    return "\n".join(lines)
