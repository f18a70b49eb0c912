"""The Vietnamese words about notices, directives and the operating regulations of the committees."""

from __future__ import annotations

DIRECTIVE_KINDS = {"notice": "Thông báo", "directive": "Chỉ đạo"}
DIRECTIVE_STANDINGS = {
    "unread": "Chưa đọc",
    "to_acknowledge": "Đã đọc, chưa xác nhận",
    "read": "Đã đọc",
    "acknowledged": "Đã nắm được nội dung",
    "withdrawn": "Đã thu hồi",
}
REGULATION_STATES = {
    "to_accept": "Chưa xác nhận",
    "changed": "Quy chế có bản mới, chưa xác nhận",
    "accepted": "Đã xác nhận",
}
