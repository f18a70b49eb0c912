"""The Vietnamese words for what the services name in English. A word that is missing shows as the service's own."""

from __future__ import annotations

from services.gateway.web.article_words import ARTICLE_STAGES, ARTICLE_STATES, ARTICLE_STEPS, LOOKS  # noqa: F401
from services.gateway.web.category_words import CALENDARS, CATEGORY_USES  # noqa: F401
from services.gateway.web.directive_words import DIRECTIVE_KINDS, DIRECTIVE_STANDINGS, REGULATION_STATES  # noqa: F401
from services.gateway.web.record_words import (  # noqa: F401  templates ask one module
    CHANGE_SOURCES,
    COMMITTEE_POSTS,
    CORRECTION_STATES,
    IMPORT_COUNTS,
    IMPORT_ROW_OF,
    IMPORT_ROWS,
    IMPORT_STATES,
    LIST_CHECK_PROGRESS,
    LIST_OUTCOMES,
    ORGANISATION_CHANGE_STATES,
    ORGANISATION_CHANGES,
    ORGANISATION_KINDS,
    PROBLEM_STATES,
    RECORD_ACTIONS,
    RECORD_PROBLEMS,
    SCAN_STATES,
)
from services.gateway.web.study_words import (  # noqa: F401
    ANSWER_OUTCOMES,
    COURSE_KINDS,
    COURSE_STATES,
    PART_SOURCES,
    QUESTION_KINDS,
    STUDY_ROLES,
    STUDY_STATES,
)
from services.gateway.web.told_words import NOTICES  # noqa: F401

MEETING_STATES = {"called": "Đã triệu tập", "open": "Đang họp", "closed": "Đã kết thúc", "cancelled": "Đã hủy"}
MEETING_KINDS = {
    "regular": "Sinh hoạt thường kỳ",
    "thematic": "Sinh hoạt chuyên đề",
    "both": "Sinh hoạt thường kỳ kết hợp chuyên đề",
    "extraordinary": "Họp bất thường",
}
ATTENDANCE = {
    "unanswered": "Chưa trả lời",
    "coming": "Sẽ dự họp",
    "not_coming": "Xin vắng",
    "present": "Đã điểm danh",
    "absent_with_reason": "Vắng có lý do",
    "absent_without_reason": "Vắng không lý do",
    "exempt": "Được miễn sinh hoạt",
    "suspended": "Đang bị đình chỉ sinh hoạt",
    "not_taken": "Không điểm danh trên ứng dụng",
}
MARKS = {
    "present": "Có mặt",
    "absent_with_reason": "Vắng có lý do",
    "absent_without_reason": "Vắng không lý do",
}
VOTE_CHOICES = {"agree": "Tán thành", "disagree": "Không tán thành", "abstain": "Không có ý kiến"}
VOTE_OUTCOMES = {"adopted": "Được thông qua", "rejected": "Không được thông qua"}
MOVEMENTS = {
    "turn_left": "← Quay đầu sang TRÁI",
    "turn_right": "Quay đầu sang PHẢI →",
    "come_closer": "Đưa mặt LẠI GẦN máy",
}
PAPERS_SEEN = {
    "party_card": "Thẻ đảng viên",
    "citizen_card": "Căn cước",
    "known_personally": "Bí thư biết rõ người này",
}
DATA_REQUEST_KINDS = {
    "access": "Được cung cấp dữ liệu về mình",
    "correct": "Sửa dữ liệu chưa đúng",
    "withdraw": "Rút lại sự đồng ý",
    "restrict": "Hạn chế xử lý dữ liệu",
    "object": "Phản đối việc xử lý dữ liệu",
    "delete": "Xóa tài khoản và dữ liệu kèm theo",
}
DATA_REQUEST_STATES = {
    "open": "Chờ tiếp nhận",
    "answered": "Đã tiếp nhận",
    "done": "Đã thực hiện",
    "refused": "Không thực hiện được",
    "taken_back": "Đồng chí đã rút",
}
BREACH_STATES = {"open": "Chưa thông báo", "reported": "Đã ghi việc thông báo", "closed": "Đã kết thúc"}
BREACH_KINDS = {
    "numbers": "Số thẻ, số lý lịch, số định danh",
    "contact": "Điện thoại, địa chỉ",
    "record": "Nội dung hồ sơ đảng viên",
    "pictures": "Ảnh thẻ, ảnh khuôn mặt",
    "opinions": "Ý kiến, câu hỏi, câu trả lời",
    "accounts": "Tài khoản, mã đăng nhập",
    "other": "Dữ liệu khác",
}
DATA_KEEPERS = {
    "identity": "Hồ sơ và tài khoản",
    "meetings": "Sinh hoạt chi bộ",
    "content": "Sổ ghi chép và học tập chuyên đề",
    "feedback": "Câu hỏi và lấy ý kiến",
    "assistant": "Câu hỏi với trợ lý",
    "speech": "Chỗ nghe dở",
}
# The names of fields as the services give them in a member's own copy.
DATA_WORDS = {
    "notes": "Sổ ghi chép",
    "bookmarks": "Đánh dấu để đọc sau",
    "working_copies": "Bản đang soạn chưa lưu",
    "article_id": "Mã bài",
    "summary": "Tóm tắt",
    "body": "Nội dung",
    "audience": "Phạm vi nhận tin",
    "correction": "Nội dung đính chính",
    "saved_at": "Giữ lúc",
    "marked_at": "Đánh dấu lúc",
    "written_at": "Viết lúc",
    "about": "Ghi chép về",
    "ref": "Mã nội dung",
    "anchor": "Chỗ trong văn bản",
    "listening_places": "Các bài đang nghe dở",
    "text_id": "Mã bài",
    "block": "Đoạn",
    "character": "Chữ thứ",
    "record": "Hồ sơ",
    "id": "Mã hồ sơ trong hệ thống",
    "record_number": "Số lý lịch",
    "card_number": "Số thẻ đảng viên",
    "citizen_number": "Số định danh cá nhân",
    "phone": "Số điện thoại",
    "birth_date": "Ngày sinh",
    "ethnicity": "Dân tộc",
    "full_name": "Họ và tên",
    "folded_name": "Họ và tên không dấu (để tìm)",
    "name_tokens": "Từ trong họ và tên (để tìm)",
    "sort_key": "Tên để xếp thứ tự",
    "sex": "Giới tính",
    "cell_id": "Mã chi bộ",
    "cell_path": "Vị trí chi bộ trong hệ thống tổ chức",
    "cell_name": "Chi bộ",
    "status": "Tư cách",
    "admitted_on": "Ngày vào Đảng",
    "official_on": "Ngày chính thức",
    "username": "Tên đăng nhập",
    "password_chosen_at": "Đặt mật khẩu lúc",
    "roles": "Vai trò",
    "role": "Vai trò",
    "organisation_path": "Tại tổ chức",
    "valid_from": "Từ ngày",
    "valid_until": "Đến ngày",
    "devices": "Thiết bị đã đăng nhập",
    "device": "Thiết bị",
    "started_at": "Đăng nhập lúc",
    "last_used_at": "Dùng gần nhất",
    "requests": "Yêu cầu về dữ liệu",
    "kind": "Loại",
    "text": "Nội dung",
    "state": "Trạng thái",
    "opened_at": "Gửi lúc",
    "reply": "Trả lời",
    "attendance": "Điểm danh",
    "meeting_id": "Mã cuộc họp",
    "answer": "Trả lời",
    "former_answer": "Trả lời trước khi sửa",
    "reason": "Lý do",
    "checked_in_at": "Điểm danh lúc",
    "absence": "Vắng",
    "absence_reason": "Lý do vắng",
    "votes": "Biểu quyết công khai",
    "vote_id": "Mã biểu quyết",
    "choice": "Ý kiến",
    "cast_at": "Biểu quyết lúc",
    "questions": "Câu hỏi",
    "conversation_id": "Mã cuộc trò chuyện",
    "handed_over_at": "Chuyển cho cán bộ lúc",
    "topic": "Lĩnh vực (mã)",
    "question_id": "Mã câu hỏi",
    "asked_at": "Hỏi lúc",
    "expires_at": "Tự xóa lúc",
    "roll_out": "Việc đăng ký, cài đặt sổ tay",
    "smartphone": "Điện thoại",
    "service": "Công tác",
    "registered_on": "Có tài khoản từ ngày",
    "way": "Đăng ký",
    "active_on": "Vào sổ tay gần nhất ngày",
    "contact": "Bí thư đã ghi",
    "contact_on": "Ghi ngày",
    "appointed_on": "Hẹn ngày",
    "contact_note": "Ghi chú của bí thư",
    "helpers": "Người giúp tôi",
    "helper_name": "Họ tên người giúp",
    "helper_phone": "Điện thoại người giúp",
    "first_day": "Từ ngày",
    "last_day": "Đến ngày",
    "changes": "Những lần hồ sơ được sửa",
    "changed_at": "Sửa lúc",
    "changed_by": "Người sửa",
    "fields": "Các mục",
    "label": "Mục",
    "before": "Trước",
    "after": "Sau",
    "corrections": "Đề nghị sửa hồ sơ",
    "made_at": "Gửi lúc",
    "checks": "Nội dung được rà soát trong hồ sơ",
    "note": "Ghi chú của cấp ủy",
    "decided_at": "Xử lý lúc",
    "papers": "Giấy tờ trong hồ sơ",
    "paper_id": "Mã giấy tờ",
    "paper_type": "Loại giấy tờ",
    "number": "Bản số",
    "title": "Tên",
    "file_name": "Tên tệp",
    "sent_at": "Đưa vào hồ sơ lúc",
    "withdrawn_reason": "Đã rút, lý do",
    "courses": "Chuyên đề đã học",
    "course_id": "Mã chuyên đề",
    "passed": "Câu hỏi đã trả lời đúng",
    "passed_at": "Trả lời đúng lúc",
    "entered_by": "Người bấm hộ (mã)",
    "acknowledged": "Đã xác nhận",
    "acknowledged_at": "Xác nhận lúc",
    "done_at": "Hoàn thành lúc",
    "certificate": "Số giấy chứng nhận",
    "polls_taken_part_in": "Đã tham gia các đợt lấy ý kiến (mã)",
}
DEEDS = {
    "read_news": "Đọc tin, tài liệu cho tôi nghe",
    "see_meetings": "Xem lịch họp chi bộ",
    "confirm_attendance": "Báo dự họp hoặc xin vắng",
    "see_notices": "Đọc thông báo của cấp ủy cho tôi nghe",
    "acknowledge_notices": "Bấm xác nhận đã nắm thông báo, khi tôi đã nghe đọc",
    "study": "Đọc chuyên đề cho tôi nghe, bấm hộ câu trả lời tôi nói",
}
ROLES = {
    "member": "Đảng viên",
    "cell_secretary": "Bí thư chi bộ",
    "committee_editor": "Biên tập viên",
    "committee_officer": "Cán bộ cấp ủy",
    "administrator": "Quản trị",
}
MEMBER_STATUSES = {
    "official": "Đảng viên chính thức",
    "probationary": "Đảng viên dự bị",
    "exempt": "Được miễn sinh hoạt",
    "suspended": "Đang bị đình chỉ sinh hoạt",
    "left": "Đã ra khỏi Đảng",
}
EXCLUSIONS = {"exempt": "Được miễn sinh hoạt", "armed": "Công an, quân đội", "suspended": "Đang bị đình chỉ sinh hoạt"}
COUNTINGS = {
    "same_people": "Người thuộc diện tính đã có tài khoản, trên số người thuộc diện tính",
    "all_over_eligible": "Mọi người đã có tài khoản, trên số người thuộc diện tính (có thể trên 100%)",
    "all_over_members": "Mọi người đã có tài khoản, trên tổng số đảng viên",
}
ROLL_OUT_STAGES = {
    "nobody": "Chưa mở đăng ký",
    "leaders": "Mở cho bí thư, cán bộ cấp ủy",
    "everybody": "Mở cho mọi đảng viên",
}
SMARTPHONES = {"yes": "Có điện thoại thông minh", "no": "Không có điện thoại thông minh", "unknown": "Chưa rõ"}
CONTACTS = {"contacted": "Đã liên hệ", "appointed": "Hẹn ngày", "refused": "Từ chối", "no_phone": "Không có điện thoại"}
WAYS = {
    "card_and_face": "bằng thẻ đảng và khuôn mặt",
    "reviewed": "bằng thẻ đảng, bí thư xem xét",
    "assisted": "có người giúp",
    "manual": "bí thư đăng ký trực tiếp",
    "code": "bằng mã bí thư cấp",
    "sign_in": "bằng lần đăng nhập đầu",
}
SIGN_UP_DAY_STATES = {"planned": "Sắp diễn ra", "held": "Đã tổ chức", "cancelled": "Đã hủy"}
PAIRING_STATES = {"planned": "Đang giúp", "done": "Đã xong", "not_done": "Chưa xong, đã dừng"}
DATA_VALUES = {
    **MEMBER_STATUSES,
    **ROLES,
    **ATTENDANCE,
    **DATA_REQUEST_STATES,
    **DATA_REQUEST_KINDS,
    **PROBLEM_STATES,
    **CORRECTION_STATES,
    **SMARTPHONES,
    **CONTACTS,
    **WAYS,
    "armed": "Trong công an, quân đội",
    "civil": "Ngoài công an, quân đội",
    "male": "Nam",
    "female": "Nữ",
    "agree": "Tán thành",
    "disagree": "Không tán thành",
    "abstain": "Không có ý kiến",
}
RELEASE_STATES = {"proposed": "Chờ duyệt", "released": "Đã công bố", "withdrawn": "Không công bố"}
QUESTION_STATES = {"waiting": "Đang chờ trả lời", "taken": "Đang được trả lời", "answered": "Đã trả lời"}
ANSWERED_BY_MACHINE = {
    "answer": "Trợ lý đã trích quy định",
    "suggest": "Trợ lý đã gợi ý quy định gần nhất",
    "handover": "Chưa chuyển cho cán bộ",
    "talk": "Trợ lý đã đáp",
}
GAP_STATES = {"open": "Chờ xử lý", "added": "Đã bổ sung tài liệu", "out_of_scope": "Không thuộc phạm vi"}
GAP_DECISIONS = {"added": "Đã bổ sung tài liệu", "out_of_scope": "Không thuộc phạm vi", "open": "Mở lại"}
ANSWER_TIERS = {
    "answer": "Trả lời ngay",
    "suggest": "Gợi ý quy định gần nhất",
    "handover": "Chuyển cán bộ",
    "talk": "Đáp lời chào",
}
UNHELPFUL_REASONS = {
    "wrong_clause": "Dẫn không đúng quy định",
    "out_of_date": "Quy định đã cũ",
    "not_understood": "Không hiểu câu hỏi",
    "incomplete": "Chưa đầy đủ",
    "other": "Lý do khác",
}
HANDOVER_REASONS = {
    "not_found": "Tài liệu chưa có câu trả lời",
    "personal_case": "Trường hợp riêng của đảng viên",
    "wants_person": "Đảng viên muốn cán bộ trả lời",
    "asked_by_member": "Đảng viên chuyển câu hỏi",
}
PACKAGE_OUTCOMES = {
    "new": "Văn bản mới",
    "changed": "Thành bản mới của văn bản đã có",
    "unchanged": "Đã có, không đổi",
    "refused": "Bị từ chối",
}
DOCUMENT_KINDS = {
    "resolution": "Nghị quyết",
    "regulation": "Quy định",
    "directive": "Chỉ thị",
    "conclusion": "Kết luận",
    "guidance": "Hướng dẫn",
    "decision": "Quyết định",
    "plan": "Kế hoạch",
}

READING_TABLES = {
    "abbreviations": "Chữ viết tắt",
    "places": "Tên riêng, địa danh",
    "loanwords": "Từ nước ngoài",
    "document_codes": "Ký hiệu văn bản",
    "rules": "Quy tắc đọc",
}

# What a search finds → (its name, where it opens, its icon).
THINGS = {
    "article": ("Tin tức", "/news/{id}", "news"),
    "document": ("Tài liệu", "/documents/{id}", "document"),
    "notice": ("Thông báo, chỉ đạo", "/directives/{id}", "bell"),
    "course": ("Học tập", "/study/{id}", "book"),
    "book": ("Sách nói", "/listen/books/{id}", "sound"),
    "bulletin": ("Bản tin", "/bulletins/{id}", "news"),
}
