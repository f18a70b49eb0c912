"""Leaves of the shared error kinds that the chassis raises about identity and permission.

Unauthenticated ─ TokenExpired, TokenInvalid
Forbidden ─ NotPermitted, NotForHelpers, NotForCitizens
Invalid ─ PathInvalid
"""

from __future__ import annotations

from shared.errors import Forbidden, Invalid, Unauthenticated


class TokenExpired(Unauthenticated):
    code = "security.token_expired"
    message = "Phiên đăng nhập đã hết hạn. Đồng chí vui lòng đăng nhập lại."


class TokenInvalid(Unauthenticated):
    code = "security.token_invalid"
    message = "Phiên đăng nhập không hợp lệ. Đồng chí vui lòng đăng nhập lại."


class NotPermitted(Forbidden):
    code = "security.not_permitted"
    message = "Đồng chí không được giao quyền thực hiện việc này ở tổ chức đã chọn."


class NotForHelpers(Forbidden):
    code = "security.not_for_helpers"
    message = "Việc này phải do chính đồng chí ấy làm, người giúp không làm thay được."


class NotForCitizens(Forbidden):
    code = "security.not_for_citizens"
    message = "Phần này chỉ dành cho đảng viên. Công dân xem được tin tức và tài liệu công khai."


class PathInvalid(Invalid):
    code = "security.path_invalid"
    message = "Mã tổ chức đảng không hợp lệ. Đồng chí vui lòng chọn lại tổ chức."
