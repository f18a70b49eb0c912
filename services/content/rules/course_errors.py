"""What can go wrong with a course, in the words of the editor and of the one who studies.

Invalid    DatesReversed, ChoicesWrong, SourceUnfit, NothingAnswered, NotTheirOwnWords, CheckNumberInvalid
NotFound   CourseNotFound (also for what one may not know of), PartNotFound, QuestionNotFound, CertificateNotFound
Conflict   CourseEmpty, CourseFull, AlreadyBeforeReaders, NothingNewToOpen, CourseNotOpen, CourseOver, NotCompleted
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class DatesReversed(Invalid):
    code = "content.course_dates_wrong"
    message = "Ngày kết thúc phải sau ngày bắt đầu và cách không quá hai năm."


class ChoicesWrong(Invalid):
    code = "content.course_choices_wrong"
    message = "Các phương án trả lời chưa đúng."


class SourceUnfit(Invalid):
    """The article or document is not there, or not everybody for whom the course is may read it."""

    code = "content.course_source_unfit"
    message = "Không dùng được bài hoặc tài liệu này: không có, đã gỡ, hoặc không phải ai học cũng được đọc."


class NothingAnswered(Invalid):
    code = "content.course_nothing_answered"
    message = "Đồng chí chưa chọn câu trả lời nào."


class NotTheirOwnWords(Invalid):
    """A helper enters only what the member said."""

    code = "content.course_not_their_words"
    message = "Chỉ bấm hộ câu trả lời do chính đồng chí ấy nói ra. Đồng chí đánh dấu xác nhận rồi gửi lại."


class CheckNumberInvalid(Invalid):
    code = "content.check_number_invalid"
    message = "Số kiểm tra chưa đúng. Ông bà xem lại từng chữ trên giấy chứng nhận."


class CourseNotFound(NotFound):
    code = "content.course_not_found"
    message = "Không tìm thấy chuyên đề này. Chuyên đề có thể đã được rút hoặc không dành cho đồng chí."


class PartNotFound(NotFound):
    code = "content.course_part_not_found"
    message = "Không tìm thấy phần này của chuyên đề."


class QuestionNotFound(NotFound):
    code = "content.course_question_not_found"
    message = "Không tìm thấy câu hỏi này."


class CertificateNotFound(NotFound):
    code = "content.certificate_not_found"
    message = "Không có giấy chứng nhận nào mang số này."


class CourseEmpty(Conflict):
    code = "content.course_empty"
    message = "Chuyên đề cần ít nhất một phần, và mỗi phần cần ít nhất một câu hỏi."


class CourseFull(Conflict):
    code = "content.course_full"


class AlreadyBeforeReaders(Conflict):
    code = "content.course_part_opened"
    message = "Phần hoặc câu hỏi đã mở cho người học thì sửa được, không xóa được. Nếu sai cả, đồng chí rút chuyên đề."


class NothingNewToOpen(Conflict):
    code = "content.course_nothing_new"
    message = "Người học đang xem đúng nội dung này, chưa có gì mới để mở."


class CourseNotOpen(Conflict):
    code = "content.course_not_open"
    message = "Chuyên đề này chưa mở hoặc đã được rút."


class CourseOver(Conflict):
    code = "content.course_over"
    message = "Chuyên đề đã kết thúc, không nhận câu trả lời nữa."


class NotCompleted(Conflict):
    code = "content.course_not_completed"
    message = "Đồng chí chưa hoàn thành chuyên đề này."
