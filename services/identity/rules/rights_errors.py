"""What the rights of members and the register of breaches refuse."""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, TooMany


class DataRequestNotFound(NotFound):
    code = "identity.data_request_not_found"
    message = "Không tìm thấy yêu cầu về dữ liệu cá nhân."


class OwnRequest(Forbidden):
    code = "identity.own_data_request"
    message = "Đồng chí không tự giải quyết yêu cầu của mình. Đề nghị chuyển quản trị viên khác hoặc cấp trên."


class ConsentNotFound(NotFound):
    code = "identity.consent_not_found"
    message = "Không tìm thấy sự đồng ý này, hoặc đồng chí đã rút lại trước đó."


class TooManyOpenRequests(TooMany):
    code = "identity.too_many_data_requests"
    message = "Đồng chí đang có nhiều yêu cầu chưa giải quyết xong. Đề nghị chờ kết quả của các yêu cầu đó."


class RequestAlreadyEnded(Conflict):
    code = "identity.data_request_ended"
    message = "Yêu cầu này đã giải quyết xong."


class RequestAlreadyAnswered(Conflict):
    code = "identity.data_request_answered"
    message = "Yêu cầu này đã được trả lời tiếp nhận."


class RequestAlreadyExtended(Conflict):
    code = "identity.data_request_extended"
    message = "Thời hạn đã được gia hạn một lần, không gia hạn thêm được."


class NotExtendable(Invalid):
    code = "identity.data_request_not_extendable"
    message = "Loại yêu cầu này không được gia hạn."


class BreachNotFound(NotFound):
    code = "identity.breach_not_found"
    message = "Không tìm thấy vụ việc trong sổ theo dõi vi phạm dữ liệu cá nhân."


class BreachEnded(Conflict):
    code = "identity.breach_ended"
    message = "Vụ việc này đã kết thúc, không ghi thêm được."


class BreachNotReported(Conflict):
    code = "identity.breach_not_reported"
    message = "Chưa ghi việc thông báo cho cơ quan có thẩm quyền, hoặc lý do không phải thông báo."


class BreachAlreadyReported(Conflict):
    code = "identity.breach_reported"
    message = "Việc thông báo cho cơ quan có thẩm quyền đã được ghi."


class DetectedInFuture(Invalid):
    code = "identity.breach_in_future"
    message = "Thời điểm phát hiện không thể ở sau thời điểm hiện tại."
