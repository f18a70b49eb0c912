"""What registration refuses. Nothing here tells a stranger whether somebody is a member."""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, TooMany


class RegistrationNotFound(NotFound):
    code = "identity.registration_not_found"
    message = "Lần đăng ký này đã hết hạn hoặc không có. Đồng chí vui lòng bắt đầu lại."


class NotNow(Conflict):
    code = "identity.registration_not_now"
    message = "Bước này đã qua hoặc chưa đến. Đồng chí tải lại trang để làm tiếp."


class ConsentNeeded(Forbidden):
    code = "identity.consent_needed"
    message = "Cần sự đồng ý của đồng chí trước khi làm bước này."


class ConsentTextChanged(Conflict):
    code = "identity.consent_text_changed"
    message = "Nội dung xin ý kiến đã thay đổi. Đồng chí vui lòng đọc lại."


class TooManyPictures(TooMany):
    code = "identity.too_many_pictures"
    message = "Đã thử nhiều lần chưa được. Đồng chí chọn “Nhờ bí thư chi bộ” để được giúp."


class TooManyRegistrations(TooMany):
    code = "identity.too_many_registrations"
    message = "Từ nơi này đã bắt đầu nhiều lần đăng ký. Đồng chí thử lại sau một giờ hoặc nhờ bí thư chi bộ."


class ChallengeOver(Conflict):
    code = "identity.challenge_over"
    message = "Thời gian làm động tác đã hết. Đồng chí bấm “Làm lại từ đầu” để nhận động tác mới."


class AlreadyDecided(Conflict):
    code = "identity.registration_decided"
    message = "Lần đăng ký này đã có người xử lý."


class HasAccount(Conflict):
    code = "identity.has_account"
    message = "Đồng chí này đã có tài khoản. Nếu quên mật khẩu, vào Đăng nhập và chọn “Quên mật khẩu”."


class NotAMemberNow(Forbidden):
    code = "identity.not_a_member_now"
    message = "Hồ sơ ghi đồng chí không còn sinh hoạt tại tỉnh. Đồng chí vui lòng liên hệ chi bộ."


class CodeRefused(Invalid):
    code = "identity.registration_code_refused"
    message = "Mã chưa đúng hoặc đã hết hạn. Đồng chí xem lại tin nhắn mới nhất, hoặc bấm “Gửi lại mã”."


class NobodyToVerify(Invalid):
    code = "identity.nobody_to_verify"
    message = "Chưa chọn đảng viên trong danh sách khớp với người đăng ký."


class PictureGone(NotFound):
    code = "identity.registration_picture_gone"
    message = "Ảnh đã được xóa theo quy định lưu giữ."
