"""What is refused about roles beyond the giving.

Forbidden
├─ OwnRole                nobody shuts himself out
NotFound
├─ RoleGrantNotFound
"""

from __future__ import annotations

from shared.errors import Forbidden, NotFound


class OwnRole(Forbidden):
    code = "identity.own_role"
    message = "Đồng chí không tự kết thúc vai trò quản trị của mình. Đề nghị quản trị viên khác thực hiện."


class RoleGrantNotFound(NotFound):
    code = "identity.role_grant_not_found"
    message = "Không tìm thấy vai trò này."
