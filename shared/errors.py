"""Errors that cross a boundary: one class per kind, one stable code per leaf, a Vietnamese sentence for the person.

    AppError
    ├─ Invalid          the request itself is wrong; `details` maps field → message
    ├─ Unauthenticated  nobody, or somebody whose token no longer counts
    ├─ Forbidden        known, but not permitted here
    ├─ NotFound         no such thing, or none that the caller may know of
    ├─ Conflict         true a moment ago: changed by another, already done, closed
    ├─ TooMany          slow down
    └─ Unavailable      a store, broker or neighbour is away; nothing was changed, or it is safe to repeat

A leaf sets `code` ("content.article_not_found") and `message`. Clients branch on the code, people read the message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class AppError(Exception):
    kind: ClassVar[str] = "internal"
    code: str = "internal"
    message: str = "Hệ thống gặp lỗi. Đồng chí vui lòng thử lại sau ít phút."

    def __init__(
        self, message: str | None = None, *, code: str | None = None, details: Mapping[str, str] | None = None
    ) -> None:
        self.code = code or type(self).code
        self.message = message or type(self).message
        self.details = dict(details or {})
        # nameko sends `args` over the wire, so the wire form must be exactly what the exception was made of.
        super().__init__(self.to_wire())

    def to_wire(self) -> dict[str, Any]:
        return {"kind": self.kind, "code": self.code, "message": self.message, "details": self.details}

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Invalid(AppError):
    kind = "invalid"
    code = "invalid"
    message = "Thông tin gửi lên chưa hợp lệ. Đồng chí vui lòng kiểm tra lại."


class Unauthenticated(AppError):
    kind = "unauthenticated"
    code = "unauthenticated"
    message = "Đồng chí cần đăng nhập để tiếp tục."


class Forbidden(AppError):
    kind = "forbidden"
    code = "forbidden"
    message = "Đồng chí không có quyền thực hiện việc này."


class NotFound(AppError):
    kind = "not_found"
    code = "not_found"
    message = "Không tìm thấy nội dung đồng chí yêu cầu."


class Conflict(AppError):
    kind = "conflict"
    code = "conflict"
    message = "Nội dung vừa được thay đổi. Đồng chí vui lòng tải lại và thử lại."


class TooMany(AppError):
    kind = "too_many"
    code = "too_many"
    message = "Đồng chí thao tác quá nhanh. Vui lòng chờ một lát rồi thử lại."


class Unavailable(AppError):
    kind = "unavailable"
    code = "unavailable"
    message = "Hệ thống đang tạm gián đoạn. Đồng chí vui lòng thử lại sau ít phút."


KINDS: dict[str, type[AppError]] = {
    leaf.kind: leaf for leaf in (Invalid, Unauthenticated, Forbidden, NotFound, Conflict, TooMany, Unavailable)
}


def from_wire(wire: Mapping[str, Any]) -> AppError:
    """Rebuild an error that another process raised; an unknown kind stays an `AppError` with its code."""
    error = KINDS.get(str(wire.get("kind")), AppError)
    details = wire.get("details")
    return error(
        str(wire.get("message") or error.message),
        code=str(wire.get("code") or error.code),
        details=details if isinstance(details, Mapping) else None,
    )
