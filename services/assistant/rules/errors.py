"""What can go wrong here, in the words of the member."""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound, Unavailable


class QuestionNotFound(NotFound):
    """Never asked, asked by another, expired, or forgotten at the member's wish: the answer is the same."""

    code = "assistant.question_not_found"
    message = "Không tìm thấy câu hỏi này. Câu hỏi có thể đã hết thời hạn lưu hoặc đã được đảng viên xóa."


class QuestionTooLong(Invalid):
    """At the command line; at the door the form says so."""

    code = "assistant.question_too_long"
    message = "Câu hỏi dài quá mức cho phép (tối đa 2000 ký tự)."


class ConversationNotFound(NotFound):
    """Never held, held by another, expired, or deleted by the member: the answer is the same."""

    code = "assistant.conversation_not_found"
    message = (
        "Không tìm thấy cuộc trò chuyện này. Cuộc trò chuyện có thể đã hết thời hạn lưu hoặc đã được đồng chí xóa."
    )


class UnknownTopic(Invalid):
    code = "assistant.unknown_topic"
    message = "Lĩnh vực này không có trong danh sách. Đồng chí vui lòng chọn lại."

    def __init__(self) -> None:
        super().__init__(details={"topic": self.message})


class LibraryClosed(Unavailable):
    """No index is open in this process yet."""

    code = "assistant.library_closed"
    message = "Trợ lý đang chuẩn bị tài liệu. Đồng chí vui lòng thử lại sau ít phút."


class RatingIncomplete(Invalid):
    """What was not helpful needs a reason; what was helpful has none."""

    code = "assistant.rating_incomplete"
    message = "Đồng chí chọn lý do câu trả lời chưa hữu ích."


class GapNotFound(NotFound):
    code = "assistant.gap_not_found"
    message = "Không tìm thấy nội dung này trong danh sách câu hỏi chưa trả lời được."


class GapChanged(Conflict):
    """Decided by another, or asked again, since the page was opened."""

    code = "assistant.gap_changed"
    message = "Nội dung này vừa có thay đổi. Đồng chí xem lại rồi quyết định."


class GoldenUnreadable(Invalid):
    code = "assistant.golden_unreadable"
    message = "Tệp câu hỏi mẫu chưa đúng dạng. Chưa có gì thay đổi."


class GoldenMissing(NotFound):
    code = "assistant.golden_missing"
    message = "Chưa có bộ câu hỏi mẫu. Đồng chí nhập bộ câu hỏi trước."


class PolicyUnreadable(Invalid):
    code = "assistant.policy_unreadable"
    message = "Tệp ngưỡng trả lời chưa đúng dạng. Chưa có gì thay đổi."


class PolicyExists(Conflict):
    code = "assistant.policy_exists"
    message = "Đã có bộ ngưỡng khác mang phiên bản này. Đồng chí lập lại tệp với phiên bản mới."


class PolicyNotFound(NotFound):
    code = "assistant.policy_not_found"
    message = "Không tìm thấy bộ ngưỡng này."


class PolicySwitched(Conflict):
    """Another switched since the comparison was shown."""

    code = "assistant.policy_switched"
    message = "Bộ ngưỡng đang dùng vừa được đổi. Đồng chí xem lại so sánh rồi quyết định."


class SearchAway(Unavailable):
    """The search server of a large installation does not answer, or not whole."""

    code = "assistant.search_away"
    message = (
        "Hệ thống tra cứu văn bản đang tạm gián đoạn nên trợ lý chưa trả lời được. "
        "Đồng chí vui lòng thử lại sau ít phút hoặc gửi câu hỏi tới cấp ủy."
    )
