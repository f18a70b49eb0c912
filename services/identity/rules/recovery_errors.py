"""What is refused about recovery through the cell.

Conflict
├─ NoAccountYet, UsernameInPassword
NotFound
├─ RecoveryNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, NotFound


class NoAccountYet(Conflict):
    code = "identity.no_account_yet"
    message = "Đồng chí chưa có tên đăng nhập. Đồng chí đặt tên cùng lúc với mật khẩu."


class UsernameInPassword(Conflict):
    code = "identity.username_in_password"
    message = "Tên này nằm trong mật khẩu của đồng chí nên dễ bị đoán. Đồng chí chọn tên khác."


class RecoveryNotFound(NotFound):
    code = "identity.recovery_not_found"
    message = "Yêu cầu này không còn: đã được giải quyết hoặc đã quá 7 ngày."
