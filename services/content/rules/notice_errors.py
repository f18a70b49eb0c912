"""What can go wrong with a notice or the operating regulation, in the words of the sender and of the reader.

Invalid    DeadlineWrong, LinkUnfit, RegulationUnfit
NotFound   NoticeNotFound, RegulationNotFound (also for what one may not know of)
Invalid    NotReadToThem: a helper did not say that the member heard it
Conflict   NoticeWasWithdrawn, NoticeWasCorrected, NothingToAcknowledge, NoticeCorrectedTooOften, RegulationHasChanged
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class DeadlineWrong(Invalid):
    code = "content.notice_deadline_wrong"
    message = "Hạn xác nhận phải từ hôm nay và trong vòng một năm."


class LinkUnfit(Invalid):
    """The article or document is not there, or not everybody for whom the notice is meant may read it."""

    code = "content.notice_link_unfit"
    message = "Không gắn được bài hoặc tài liệu này: không có, đã gỡ, hoặc không phải ai nhận cũng được đọc."


class RegulationUnfit(Invalid):
    code = "content.regulation_unfit"
    message = "Không chọn được tài liệu này: không có, đã gỡ, hoặc không phải mọi đảng viên trực thuộc đều được đọc."


class NotReadToThem(Invalid):
    code = "content.notice_not_read_to_them"
    message = "Đồng chí đọc cho đồng chí ấy nghe, đánh dấu vào ô xác nhận rồi mới bấm thay."


class NoticeNotFound(NotFound):
    code = "content.notice_not_found"
    message = "Không tìm thấy thông báo này. Thông báo có thể không gửi tới đồng chí."


class RegulationNotFound(NotFound):
    code = "content.regulation_not_found"
    message = "Không tìm thấy quy chế này. Quy chế có thể đã được thay hoặc không áp dụng cho đồng chí."


class NoticeWasWithdrawn(Conflict):
    code = "content.notice_withdrawn"
    message = "Thông báo này đã được thu hồi."


class NoticeWasCorrected(Conflict):
    """What is acknowledged is the text that was on the screen, never one that nobody has seen."""

    code = "content.notice_corrected"
    message = "Thông báo vừa được đính chính. Đồng chí đọc lại rồi xác nhận."


class NothingToAcknowledge(Conflict):
    code = "content.notice_asks_nothing"
    message = "Thông báo này chỉ để biết, không cần xác nhận."


class NoticeCorrectedTooOften(Conflict):
    code = "content.notice_corrected_too_often"
    message = "Thông báo này đã được đính chính nhiều lần. Đồng chí thu hồi và gửi thông báo mới."


class RegulationHasChanged(Conflict):
    code = "content.regulation_changed"
    message = "Quy chế vừa có bản mới. Đồng chí đọc lại rồi xác nhận."
