"""What is refused about a log-in through another provider (VNeID).

Unauthenticated
├─ ProviderRefused        what came back does not count: forged, old, of another log-in; the same words for all
Forbidden
├─ NotInRegister          rightly proven, but no member has that number
Unavailable
├─ ProviderAway
Conflict
├─ ProviderOff
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Unauthenticated, Unavailable


class ProviderRefused(Unauthenticated):
    code = "identity.provider_refused"
    message = "Lần đăng nhập này không còn hiệu lực. Đồng chí vui lòng bấm đăng nhập lại từ đầu."


class NotInRegister(Forbidden):
    code = "identity.not_in_register"
    message = (
        "Danh tính của đồng chí đã được xác nhận, nhưng chưa có hồ sơ đảng viên nào mang số định danh này. "
        "Đồng chí báo bí thư chi bộ bổ sung số định danh vào hồ sơ, hoặc đăng ký bằng thẻ đảng viên."
    )


class ProviderAway(Unavailable):
    code = "identity.provider_away"
    message = "Hệ thống xác thực đang không trả lời. Đồng chí dùng mật khẩu hoặc mã một lần, hoặc thử lại sau ít phút."


class ProviderOff(Conflict):
    code = "identity.provider_off"
    message = "Tỉnh chưa mở cách đăng nhập này. Đồng chí dùng mật khẩu hoặc mã một lần."
