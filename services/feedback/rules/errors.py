"""What can go wrong here, in the words of the officer and the member.

Invalid: OptionsRepeated, ClosesTooSoon, ClosesTooLate, NoSuchOption
Forbidden: MayNotAnswer
NotFound: PollNotFound, QuestionNotFound (also for what the person may not know of)
Conflict: AlreadyAnswered, PollClosed, QuestionAlreadyAnswered, QuestionNotAnswered
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class OptionsRepeated(Invalid):
    code = "feedback.options_repeated"
    message = "Các phương án trả lời không được trùng nhau."


class ClosesTooSoon(Invalid):
    code = "feedback.closes_too_soon"
    message = "Thời điểm kết thúc phải ở sau thời điểm hiện tại."


class ClosesTooLate(Invalid):
    code = "feedback.closes_too_late"
    message = "Đợt lấy ý kiến kéo dài không quá một năm."


class NoSuchOption(Invalid):
    code = "feedback.no_such_option"
    message = "Phương án này không có trong câu hỏi. Đồng chí vui lòng chọn lại."


class MayNotAnswer(Forbidden):
    code = "feedback.may_not_answer"
    message = "Câu hỏi này không lấy ý kiến của đồng chí."


class PollNotFound(NotFound):
    code = "feedback.poll_not_found"
    message = "Không tìm thấy đợt lấy ý kiến này."


class QuestionNotFound(NotFound):
    code = "feedback.question_not_found"
    message = "Không tìm thấy câu hỏi này."


class AlreadyAnswered(Conflict):
    """Also for a repeated command: what was chosen is stored nowhere, so nobody can say it was the same."""

    code = "feedback.already_answered"
    message = "Đồng chí đã trả lời câu hỏi này. Mỗi đồng chí trả lời một lần."


class PollClosed(Conflict):
    code = "feedback.poll_closed"
    message = "Đợt lấy ý kiến đã kết thúc."


class QuestionAlreadyAnswered(Conflict):
    code = "feedback.question_already_answered"
    message = "Câu hỏi này đã có người trả lời."


class QuestionNotAnswered(Conflict):
    code = "feedback.question_not_answered"
    message = "Câu hỏi này chưa được trả lời nên chưa có câu trả lời để sửa."
