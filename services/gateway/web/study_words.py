"""The Vietnamese words of courses; words.py hands them to the templates."""

from __future__ import annotations

COURSE_KINDS = {
    "resolution": "Học tập nghị quyết, chỉ thị",
    "monthly_topic": "Chuyên đề hằng tháng",
    "training": "Tập huấn nghiệp vụ",
}
COURSE_STATES = {"draft": "Bản nháp", "open": "Đang mở", "withdrawn": "Đã rút"}
STUDY_STATES = {"not_begun": "Chưa học", "under_way": "Đang học", "done": "Đã hoàn thành"}
STUDY_ROLES = {
    "cell_secretary": "Bí thư chi bộ",
    "committee_editor": "Biên tập viên",
    "committee_officer": "Cán bộ cấp ủy",
    "administrator": "Quản trị",
}
PART_SOURCES = {
    "text": "Bài viết ngay tại đây",
    "article": "Một bài trong Tin tức",
    "document": "Một tài liệu, hoặc một điều khoản của tài liệu",
}
QUESTION_KINDS = {"single": "Chọn một phương án", "multiple": "Chọn mọi phương án đúng"}
ANSWER_OUTCOMES = {
    "right": "Đúng",
    "wrong": "Chưa đúng",
    "passed_before": "Đồng chí đã trả lời đúng trước đó",
    "question_changed": "Câu hỏi vừa được sửa, đồng chí đọc lại rồi trả lời",
    "no_tries_left": "Hôm nay đã hết lượt, mai đồng chí trả lời tiếp",
}
STUDY_DONE = {
    "course_saved": "Đã lưu. Người học thấy nội dung này sau khi đồng chí bấm mở.",
    "course_opened": "Đã mở cho người học.",
    "course_withdrawn": "Đã rút chuyên đề.",
    "answered_in_stead": "Đã ghi câu trả lời đồng chí ấy nói.",
}
STUDY_NOTICES = {
    "course_opened": ("Có chuyên đề mới để học", "/study/{course_id}"),
}
