"""The HTTP error policy: one table from an error's kind to a status. What the person reads comes with the error.

The API answers a problem in JSON, a page answers in Vietnamese what happened and what to do next (`web/problems.py`).
"""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError

from shared.errors import AppError, Forbidden, Invalid, Unavailable

STATUS = {
    "invalid": 422,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "too_many": 429,
    "unavailable": 503,
    "internal": 500,
}
RETRY_AFTER_SECONDS = {"unavailable": "5", "too_many": "60"}


class BodyTooLarge(Invalid):
    code = "request.too_large"
    message = "Nội dung gửi lên quá lớn. Đồng chí vui lòng rút gọn rồi gửi lại."


class StoreAway(Unavailable):
    code = "gateway.store_away"


class CrossSite(Forbidden):
    code = "request.cross_site"
    message = "Yêu cầu không xuất phát từ trang của Sổ tay. Đồng chí vui lòng mở lại trang và thử lại."


def status_of(error: AppError) -> int:
    if isinstance(error, BodyTooLarge):
        return 413
    return STATUS.get(error.kind, 500)


def headers_of(error: AppError) -> dict[str, str]:
    headers = {}
    if error.kind in RETRY_AFTER_SECONDS:
        headers["Retry-After"] = RETRY_AFTER_SECONDS[error.kind]
    if error.kind == "unauthenticated":
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def problem(error: AppError, correlation_id: str) -> dict[str, Any]:
    return {
        "code": error.code,
        "message": error.message,
        "details": error.details if error.kind != "internal" else {},
        "correlation_id": correlation_id,
    }


_EXPLANATIONS = {
    "missing": "Cần điền mục này.",
    "extra_forbidden": "Mục này không có trong biểu mẫu.",
    "string_type": "Cần là một đoạn chữ.",
    "string_too_short": "Cần điền mục này.",
    "string_too_long": "Dài quá mức cho phép.",
    "int_type": "Cần là một số nguyên.",
    "int_parsing": "Cần là một số nguyên.",
    "bool_type": "Cần chọn có hoặc không.",
    "bool_parsing": "Cần chọn có hoặc không.",
    "list_type": "Cần là một danh sách.",
    "too_short": "Cần thêm mục.",
    "too_long": "Nhiều quá mức cho phép.",
    "literal_error": "Lựa chọn này không có trong danh sách.",
    "datetime_parsing": "Ngày giờ không đúng.",
    "datetime_from_date_parsing": "Ngày giờ không đúng.",
    "timezone_aware": "Ngày giờ cần có múi giờ.",
    "json_invalid": "Nội dung không phải là JSON hợp lệ.",
}


def invalid_request(error: RequestValidationError) -> Invalid:
    """FastAPI's English list → {field: Vietnamese sentence}, in the shape the services use."""
    details: dict[str, str] = {}
    for item in error.errors():
        field = ".".join(str(part) for part in item["loc"][1:] if not isinstance(part, int)) or "request"
        details.setdefault(field, _EXPLANATIONS.get(item["type"], "Nội dung không đúng dạng quy định."))
    return Invalid(code="request.invalid", details=details)
