"""The Vietnamese words of the editorial desk."""

from __future__ import annotations

ARTICLE_STATES = {"draft": "Bản nháp", "published": "Đã đăng", "withdrawn": "Đã gỡ"}
ARTICLE_STAGES = {
    "in_review": "Chờ duyệt",
    "returned": "Bị trả lại",
    "approved": "Đã duyệt",
    "scheduled": "Hẹn giờ đăng",
}
ARTICLE_STEPS = {
    "written": "Viết bài",
    "revised": "Sửa bài",
    "submitted": "Gửi duyệt",
    "approved": "Duyệt",
    "returned": "Trả lại",
    "scheduled": "Hẹn giờ đăng",
    "unscheduled": "Bỏ giờ hẹn",
    "published": "Đăng",
    "published_on_time": "Tự động đăng theo giờ hẹn",
    "withdrawn": "Gỡ",
}
LOOKS = {
    "bold": "đậm",
    "italic": "nghiêng",
    "link": "liên kết",
    "kind": "kiểu đoạn (đề mục, danh sách, trích dẫn)",
}
