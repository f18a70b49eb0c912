"""Everything identity refuses, by name.

Invalid
├─ FieldProblem           one field of a form or one cell of an imported row
├─ WeakPassword
├─ WrongCurrentPassword
├─ ImportRefused          a file with rows that cannot be taken as they are
Unauthenticated
├─ WrongCredentials       the same for a wrong password, a wrong code and a name nobody has
├─ SignedOut
TooMany
├─ LoginLocked
Forbidden
├─ NotGrantable           the role may not be given there, or not to this member
NotFound
├─ MemberNotFound, OrganisationNotFound, SessionNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated


class FieldProblem(Invalid):
    code = "identity.field_invalid"


class WeakPassword(Invalid):
    code = "identity.weak_password"
    message = "Mật khẩu chưa đủ an toàn. Đồng chí vui lòng chọn mật khẩu khác."


class WrongCurrentPassword(Invalid):
    code = "identity.wrong_current_password"
    message = "Mật khẩu hiện tại chưa đúng."


class ImportRefused(Invalid):
    code = "identity.import_refused"
    message = "Tệp dữ liệu có dòng chưa hợp lệ nên chưa dòng nào được ghi."


class WrongCredentials(Unauthenticated):
    code = "identity.wrong_credentials"
    message = "Tên đăng nhập, mật khẩu hoặc mã đăng nhập chưa đúng, hoặc mã đã hết hạn."


class SignedOut(Unauthenticated):
    code = "identity.signed_out"
    message = "Phiên làm việc đã kết thúc. Đồng chí vui lòng đăng nhập lại."


class LoginLocked(TooMany):
    code = "identity.login_locked"
    message = "Đăng nhập sai nhiều lần nên tạm khóa. Đồng chí vui lòng thử lại sau."


class NotGrantable(Forbidden):
    code = "identity.role_not_grantable"
    message = "Không thể giao vai trò này cho đảng viên tại tổ chức đảng đã chọn."


class MemberNotFound(NotFound):
    code = "identity.member_not_found"
    message = "Không tìm thấy đảng viên trong phạm vi đồng chí được xem."


class SessionNotFound(NotFound):
    code = "identity.session_not_found"
    message = "Thiết bị này không còn đăng nhập."


class OrganisationNotFound(NotFound):
    code = "identity.organisation_not_found"
    message = "Không tìm thấy tổ chức đảng."


class TooSoon(TooMany):
    code = "identity.code_requested_too_soon"
    message = "Mã đăng nhập vừa được gửi. Đồng chí vui lòng chờ một phút rồi yêu cầu lại."


class AlreadyHeld(Conflict):
    code = "identity.role_already_held"
    message = "Đảng viên đã giữ vai trò này tại tổ chức đảng đó trong thời gian đã chọn."


class CodeNotForThem(Forbidden):
    code = "identity.code_not_for_them"
    message = "Đồng chí không cấp được mã đăng nhập cho đảng viên này. Đề nghị liên hệ quản trị viên."


class CodeNeeded(Forbidden):
    code = "identity.code_needed"
    message = "Đồng chí đăng nhập lại bằng mã một lần, rồi đặt mật khẩu trong vòng 30 phút."


class NotTheDemonstration(Forbidden):
    code = "identity.not_the_demonstration"
    message = "Dữ liệu và tài khoản trình diễn chỉ dùng cho tỉnh hư cấu Trường Sơn."
