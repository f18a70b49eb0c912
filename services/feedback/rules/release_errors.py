"""Why an answer does not become what everybody may read.

NotFound   ReleaseNotFound (also for what the person may not know of)
Conflict   NotAnsweredYet, AlreadyReleased, NotReleasable
Forbidden  OwnRelease
Invalid    PersonalNumber
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class ReleaseNotFound(NotFound):
    code = "feedback.release_not_found"
    message = "Không tìm thấy câu trả lời chờ công bố này."


class NotAnsweredYet(Conflict):
    code = "feedback.question_not_answered_yet"
    message = "Câu hỏi này chưa được trả lời nên chưa thể đề nghị công bố."


class AlreadyReleased(Conflict):
    code = "feedback.answer_already_released"
    message = "Câu trả lời này đã được công bố. Muốn sửa, đồng chí rút câu trả lời rồi đề nghị lại."


class NotReleasable(Conflict):
    code = "feedback.release_not_waiting"
    message = "Câu trả lời này không ở trạng thái chờ công bố."


class OwnRelease(Forbidden):
    """Nobody decides alone what the assistant says in the committee's name."""

    code = "feedback.own_release"
    message = "Người soạn không tự công bố câu trả lời của mình. Đề nghị biên tập viên khác của cấp ủy duyệt."


class PersonalNumber(Invalid):
    """Law 91/2025/QH15: what everybody reads is about the rule, not about the one who asked."""

    code = "feedback.personal_number"
    message = "Nội dung công bố không được có số điện thoại, số căn cước hoặc số thẻ của một người."
