"""The Vietnamese words for what the services name in English. A word that is missing shows as the service's own."""

from __future__ import annotations

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
ARTICLE_STATES = {"draft": "Bản nháp", "published": "Đã đăng", "withdrawn": "Đã gỡ"}
RECORD_ACTIONS = {
    "identity.members_listed": "Xem danh sách đảng viên có tên đồng chí",
    "identity.names_read": "Xem tên đồng chí trong một danh sách",
    "identity.login_code_issued": "Cấp mã đăng nhập cho đồng chí",
    "identity.role_granted": "Giao vai trò cho đồng chí",
    "identity.registration_read": "Xem lần đăng ký khớp với hồ sơ của đồng chí",
    "identity.registration_picture_seen": "Xem ảnh của lần đăng ký khớp với hồ sơ của đồng chí",
    "identity.registration_decided": "Kết luận lần đăng ký của đồng chí",
    "identity.registered": "Mở tài khoản của đồng chí",
    "identity.registered_in_person": "Đăng ký trực tiếp cho đồng chí",
    "identity.consent_withdrawn": "Rút lại sự đồng ý",
    "identity.data_request_read": "Đọc yêu cầu của đồng chí về dữ liệu cá nhân",
    "identity.data_request_handled": "Giải quyết yêu cầu của đồng chí về dữ liệu cá nhân",
    "identity.data_exported": "Lấy bản sao dữ liệu của đồng chí",
    "identity.password_chosen": "Đặt mật khẩu",
}
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
    "feedback": "Câu hỏi và lấy ý kiến",
    "assistant": "Câu hỏi với trợ lý",
}
# The names of fields as the services give them in a member's own copy.
DATA_WORDS = {
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
    "reason": "Lý do",
    "checked_in_at": "Điểm danh lúc",
    "absence": "Vắng",
    "absence_reason": "Lý do vắng",
    "votes": "Biểu quyết công khai",
    "vote_id": "Mã biểu quyết",
    "choice": "Ý kiến",
    "cast_at": "Biểu quyết lúc",
    "questions": "Câu hỏi",
    "question_id": "Mã câu hỏi",
    "asked_at": "Hỏi lúc",
    "expires_at": "Tự xóa lúc",
    "polls_taken_part_in": "Đã tham gia các đợt lấy ý kiến (mã)",
    "identity.passkey_counter_stood": "Có máy khác dùng bản sao khóa truy cập của đồng chí, đã bị từ chối",
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
DATA_VALUES = {
    **MEMBER_STATUSES,
    **ROLES,
    **ATTENDANCE,
    **DATA_REQUEST_STATES,
    **DATA_REQUEST_KINDS,
    "male": "Nam",
    "female": "Nữ",
    "agree": "Tán thành",
    "disagree": "Không tán thành",
    "abstain": "Không có ý kiến",
}
QUESTION_STATES = {"waiting": "Đang chờ trả lời", "answered": "Đã trả lời"}
HANDOVER_REASONS = {
    "not_found": "Tài liệu chưa có câu trả lời",
    "personal_case": "Trường hợp riêng của đảng viên",
    "wants_person": "Đảng viên muốn cán bộ trả lời",
    "asked_by_member": "Đảng viên chuyển câu hỏi",
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

# Shown once after a form was done; the address names the key only.
DONE = {
    "signed_out": "Đồng chí đã đăng xuất. Các trang lưu trên máy này đã được xóa.",
    "code_sent": "Nếu tên đăng nhập đúng, mã đăng nhập đã được gửi. Mã có hiệu lực trong ít phút.",
    "coming": "Đã ghi nhận: đồng chí sẽ dự họp.",
    "excused": "Đã gửi lý do vắng mặt tới bí thư chi bộ.",
    "checked_in": "Đã điểm danh. Chúc đồng chí buổi sinh hoạt hiệu quả.",
    "vote_cast": "Đã ghi nhận ý kiến biểu quyết của đồng chí.",
    "poll_answered": "Đã ghi nhận câu trả lời của đồng chí. Cảm ơn đồng chí.",
    "handed_over": "Câu hỏi đã được chuyển tới cán bộ cấp ủy. Câu trả lời sẽ hiện ở mục Câu hỏi đã chuyển.",
    "forgotten": "Đã xóa nội dung các câu hỏi của đồng chí.",
    "password_chosen": "Đã lưu mật khẩu mới. Các thiết bị khác đã được đăng xuất.",
    "registered": "Đã mở tài khoản. Chào mừng đồng chí đến với Sổ tay đảng viên.",
    "registration_decided": "Đã ghi kết luận. Ảnh của lần đăng ký đã được xóa.",
    "registration_was_decided": "Lần đăng ký đó đã có người xử lý trước.",
    "consent_withdrawn": "Đã rút lại sự đồng ý.",
    "data_requested": "Đã gửi yêu cầu. Đồng chí theo dõi kết quả ở dưới.",
    "data_request_taken_back": "Đã rút yêu cầu.",
    "data_request_handled": "Đã ghi và báo cho đảng viên.",
    "breach_recorded": "Đã ghi vụ việc vào sổ.",
    "breach_written": "Đã ghi vào sổ.",
    "passkey_added": "Đã thêm khóa truy cập. Từ nay đồng chí đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa máy này.",
    "passkey_removed": "Đã xóa khóa truy cập.",
    "device_signed_out": "Đã đăng xuất thiết bị đó.",
    "devices_signed_out": "Đã đăng xuất mọi thiết bị khác.",
    "display_saved": "Đã lưu cách hiển thị trên máy này.",
    "article_saved": "Đã lưu bản nháp.",
    "article_published": "Bài đã được đăng. Đảng viên trong phạm vi nhận tin sẽ thấy ngay.",
    "article_withdrawn": "Bài đã được gỡ.",
    "meeting_called": "Đã triệu tập cuộc họp. Đảng viên trong chi bộ đã nhận được thông báo.",
    "meeting_moved": "Đã báo đảng viên trong chi bộ về thời gian, địa điểm mới.",
    "meeting_cancelled": "Đã hủy cuộc họp và báo đảng viên trong chi bộ.",
    "meeting_opened": "Cuộc họp đã bắt đầu. Đảng viên có thể điểm danh.",
    "meeting_closed": "Cuộc họp đã kết thúc.",
    "attendance_marked": "Đã ghi điểm danh.",
    "vote_opened": "Đã mở biểu quyết.",
    "hand_vote_recorded": "Đã ghi ý kiến biểu quyết của đảng viên.",
    "vote_closed": "Đã kết thúc biểu quyết.",
    "poll_opened": "Đã mở đợt lấy ý kiến.",
    "poll_closed": "Đã kết thúc đợt lấy ý kiến.",
    "question_answered": "Câu trả lời đã được gửi tới đảng viên.",
}

# Kind of announcement → (what happened, where to look); {…} are its ids.
NOTICES = {
    "article_published": ("Có bài mới trong Tin tức", "/news/{article_id}"),
    "article_withdrawn": ("Một bài trong Tin tức đã được gỡ", "/news"),
    "document_published": ("Có tài liệu mới", "/documents/{document_id}"),
    "document_withdrawn": ("Một tài liệu đã được gỡ", "/documents"),
    "audio_ready": ("Bài viết đã có bản đọc để nghe", "/news/{article_id}"),
    "meeting_called": ("Chi bộ triệu tập họp", "/meetings/{meeting_id}"),
    "meeting_moved": ("Cuộc họp chi bộ có thời gian, địa điểm mới", "/meetings/{meeting_id}"),
    "meeting_cancelled": ("Cuộc họp chi bộ đã được hủy", "/meetings/{meeting_id}"),
    "meeting_opened": ("Cuộc họp chi bộ đã bắt đầu", "/meetings/{meeting_id}"),
    "meeting_closed": ("Cuộc họp chi bộ đã kết thúc", "/meetings/{meeting_id}"),
    "vote_opened": ("Có nội dung cần biểu quyết", "/meetings/{meeting_id}"),
    "vote_closed": ("Đã có kết quả biểu quyết", "/meetings/{meeting_id}"),
    "poll_opened": ("Có đợt lấy ý kiến mới", "/polls/{poll_id}"),
    "poll_closed": ("Một đợt lấy ý kiến đã kết thúc", "/polls/{poll_id}"),
    "question_answered": ("Câu hỏi của đồng chí đã được trả lời", "/assistant#mine"),
    "registration_decided": ("Có đăng ký chờ xác nhận hoặc vừa được kết luận", "/desk/registrations"),
    "data_request_opened": ("Có yêu cầu về dữ liệu cá nhân", "/desk/data-requests/{request_id}"),
    "data_request_answered": ("Yêu cầu về dữ liệu của đồng chí có trả lời", "/me/data#requests"),
    "breach_recorded": ("Có vụ việc vi phạm dữ liệu được ghi sổ", "/desk/breaches/{breach_id}"),
    "question_handed_over": ("Có câu hỏi của đảng viên cần trả lời", "/desk/questions"),
}
