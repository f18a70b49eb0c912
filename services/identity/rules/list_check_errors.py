"""What is refused where a cell checks its list of members against their files.

Invalid
├─ AnswerIncomplete    "differs" without its kind, or a kind that needs words without them
├─ ConfirmTheNumber    the rest is settled, or the check closed, without the number that was shown
├─ StillUnanswered
├─ NotBegun
├─ InTheSystem         said to be on paper only, with the card of somebody on the list
NotFound
├─ NotOnThisList
├─ CheckNotFound
Conflict
├─ CheckClosed
├─ ListChanged
├─ HalfOver
├─ NotClosedYet
├─ TooManyOnPaper
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class AnswerIncomplete(Invalid):
    code = "identity.list_answer_incomplete"
    message = "Khi chọn “Chưa khớp”, đồng chí chọn thêm điều chưa khớp; với “Điều khác” thì ghi rõ."


class ConfirmTheNumber(Invalid):
    code = "identity.list_confirm_number"
    message = "Số người đã đổi so với khi đồng chí xem. Đồng chí xem lại danh sách rồi xác nhận."


class StillUnanswered(Invalid):
    code = "identity.list_still_unanswered"
    message = "Còn đảng viên chưa được đối chiếu. Đồng chí trả lời hết rồi kết thúc."


class NotBegun(Invalid):
    code = "identity.list_check_not_begun"
    message = "Kỳ đối chiếu này chưa có câu trả lời nào để kết thúc."


class InTheSystem(Invalid):
    code = "identity.list_person_in_system"
    message = "Đảng viên có số thẻ này đã có trong danh sách của chi bộ trên hệ thống."


class NotOnThisList(NotFound):
    code = "identity.not_on_this_list"
    message = "Người này không có trong danh sách của chi bộ."


class CheckNotFound(NotFound):
    code = "identity.list_check_not_found"
    message = "Chi bộ không có kỳ đối chiếu này."


class CheckClosed(Conflict):
    code = "identity.list_check_closed"
    message = "Kỳ đối chiếu này đã kết thúc, không sửa được nữa."


class ListChanged(Conflict):
    code = "identity.list_changed"
    message = "Danh sách hoặc câu trả lời vừa thay đổi. Đồng chí xem lại rồi kết thúc."


class HalfOver(Conflict):
    code = "identity.list_half_changed"
    message = "Kỳ sáu tháng này không còn mở để đối chiếu. Đồng chí mở lại trang đối chiếu."


class NotClosedYet(Conflict):
    code = "identity.list_check_not_closed"
    message = "Kỳ đối chiếu này chưa kết thúc; đồng chí sửa thẳng câu trả lời."


class TooManyOnPaper(Conflict):
    code = "identity.list_too_many_on_paper"
    message = "Danh sách người chỉ có trên giấy đã quá dài. Đồng chí báo cấp ủy cấp trên."
