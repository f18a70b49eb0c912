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
    "identity.role_ended": "Kết thúc vai trò của đồng chí",
    "identity.roles_listed": "Xem danh sách vai trò có tên đồng chí",
    "identity.recoveries_seen": "Xem yêu cầu vào lại của đồng chí",
    "identity.recovered": "Cấp mã để đồng chí vào lại",
    "identity.recovery_dismissed": "Bỏ yêu cầu vào lại của đồng chí",
    "identity.helper_agreed": "Nhận lời giúp đồng chí",
    "identity.helper_appointed": "Ghi người giúp đồng chí, khi đồng chí có mặt",
    "identity.helper_dismissed": "Dừng việc giúp đồng chí",
    "identity.helpers_seen": "Xem danh sách người giúp đồng chí",
    "identity.helped_read_news": "Thay mặt đồng chí đọc tin",
    "identity.helped_see_meetings": "Thay mặt đồng chí xem lịch họp",
    "identity.helped_confirm_attendance": "Thay mặt đồng chí báo dự họp hoặc xin vắng",
    "identity.helped_see_notices": "Thay mặt đồng chí xem thông báo",
    "identity.passkey_counter_stood": "Có máy khác dùng bản sao khóa truy cập của đồng chí, đã bị từ chối",
}
DEEDS = {
    "read_news": "Đọc tin, tài liệu cho tôi nghe",
    "see_meetings": "Xem lịch họp chi bộ",
    "confirm_attendance": "Báo dự họp hoặc xin vắng",
    "see_notices": "Xem thông báo",
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
    "passkey_added": "Đã thêm khóa truy cập. Từ nay đồng chí đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa máy này.",
    "passkey_removed": "Đã xóa khóa truy cập.",
    "helper_asked": "Đã gửi lời nhờ. Việc giúp bắt đầu khi người ấy đồng ý.",
    "helper_appointed": "Đã ghi người giúp. Đảng viên thấy việc này trong mục Ai đã xem hồ sơ của tôi.",
    "help_agreed": "Đồng chí đã nhận lời giúp.",
    "help_ended": "Đã dừng việc giúp.",
    "coming_in_stead": "Đã báo dự họp thay đồng chí ấy.",
    "excused_in_stead": "Đã gửi lý do vắng mặt thay đồng chí ấy.",
    "username_changed": "Đã đổi tên đăng nhập.",
    "recovery_asked": "Nếu thông tin đúng, yêu cầu đã tới bí thư chi bộ. Đồng chí liên hệ bí thư để nhận mã trực tiếp.",
    "recovery_dismissed": "Đã bỏ yêu cầu.",
    "role_given": "Đã giao vai trò. Có hiệu lực trong vòng 30 phút với phiên đang đăng nhập.",
    "role_ended": "Đã kết thúc vai trò.",
    "citizen_code_sent": "Mã đã được gửi tới điện thoại. Mã có hiệu lực trong ít phút.",
    "citizen_left": "Đã xóa tài khoản và mọi thông tin của ông bà.",
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
    "question_handed_over": ("Có câu hỏi của đảng viên cần trả lời", "/desk/questions"),
}
