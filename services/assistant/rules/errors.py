"""What can go wrong here, in the words of the member."""

from __future__ import annotations

from shared.errors import NotFound, Unavailable


class QuestionNotFound(NotFound):
    """Never asked, asked by another, expired, or forgotten at the member's wish: the answer is the same."""

    code = "assistant.question_not_found"
    message = "Không tìm thấy câu hỏi này. Câu hỏi có thể đã hết thời hạn lưu hoặc đã được đảng viên xóa."


class LibraryClosed(Unavailable):
    """No index is open in this process yet."""

    code = "assistant.library_closed"
    message = "Trợ lý đang chuẩn bị tài liệu. Đồng chí vui lòng thử lại sau ít phút."


class SearchAway(Unavailable):
    """The search server of a large installation does not answer, or not whole."""

    code = "assistant.search_away"
    message = (
        "Hệ thống tra cứu văn bản đang tạm gián đoạn nên trợ lý chưa trả lời được. "
        "Đồng chí vui lòng thử lại sau ít phút hoặc gửi câu hỏi tới cấp ủy."
    )
