"""What can go wrong here, in the words of the member."""

from __future__ import annotations

from shared.errors import Invalid, NotFound, Unavailable


class QuestionNotFound(NotFound):
    """Never asked, asked by another, expired, or forgotten at the member's wish: the answer is the same."""

    code = "assistant.question_not_found"
    message = "Không tìm thấy câu hỏi này. Câu hỏi có thể đã hết thời hạn lưu hoặc đã được đảng viên xóa."


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
