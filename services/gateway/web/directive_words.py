"""The Vietnamese words about notices and directives of the committees."""

from __future__ import annotations

DIRECTIVE_KINDS = {"notice": "Thông báo", "directive": "Chỉ đạo"}
DIRECTIVE_STANDINGS = {
    "unread": "Chưa đọc",
    "to_acknowledge": "Đã đọc, chưa xác nhận",
    "read": "Đã đọc",
    "acknowledged": "Đã nắm được nội dung",
    "withdrawn": "Đã thu hồi",
}
