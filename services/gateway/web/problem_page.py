"""The page for a request that could not be done: what happened, what to do next, and a reference for the helper."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from services.gateway.callers import Caller
from services.gateway.web.views import render
from shared.errors import AppError
from shared.security import is_citizen

TITLES = {
    "invalid": "Nội dung chưa hợp lệ",
    "forbidden": "Đồng chí chưa được giao quyền này",
    "not_found": "Không tìm thấy trang",
    "conflict": "Nội dung vừa thay đổi",
    "too_many": "Thao tác quá nhanh",
    "unavailable": "Hệ thống tạm gián đoạn",
    "internal": "Hệ thống gặp lỗi",
}
MEMBERS_ONLY = "Trang dành cho đảng viên"
NEXT_STEPS = {
    "invalid": "Đồng chí quay lại trang trước, kiểm tra nội dung rồi gửi lại.",
    "forbidden": "Nếu đồng chí cho rằng mình cần quyền này, vui lòng liên hệ bí thư chi bộ hoặc quản trị viên.",
    "not_found": "Nội dung có thể đã được gỡ, hoặc đường dẫn chưa đúng. Đồng chí vui lòng về Trang chủ để tìm lại.",
    "conflict": "Đồng chí tải lại trang để xem nội dung mới nhất rồi thực hiện lại nếu cần.",
    "too_many": "Đồng chí chờ một lát rồi thử lại.",
    "unavailable": "Đồng chí chờ ít phút rồi thử lại. Biểu mẫu gửi lại lần nữa sẽ không bị ghi trùng.",
    "internal": "Lỗi đã được ghi lại. Nếu lỗi lặp lại, đồng chí báo mã tra cứu dưới đây cho người hỗ trợ.",
}


def problem_page(request: Request, error: AppError, status: int, headers: dict[str, str], reference: str) -> Response:
    caller = request.app.state.callers.known(request)
    citizen = caller is not None and is_citizen(caller.actor)
    kind = error.kind if error.kind in TITLES else "internal"
    response = render(
        request,
        "problem.html",
        status=status,
        caller=None if citizen else caller,
        title=MEMBERS_ONLY if citizen and kind == "forbidden" else TITLES[kind],
        message=error.message,
        next_step="" if citizen else NEXT_STEPS[kind],
        home=_way_back(request, caller, citizen=citizen),
        details=error.details if kind == "invalid" else {},
        reference=reference,
        retry=kind in {"unavailable", "conflict"} and request.method == "GET",
    )
    response.headers.update(headers)
    return response


def _way_back(request: Request, caller: Caller | None, *, citizen: bool) -> tuple[str, str]:
    if citizen:
        return "/public", "Về Tin công khai"
    if caller is not None and caller.has_desk and request.url.path.startswith("/desk/"):
        return "/desk", "Về Bàn làm việc"
    return "/", "Về Trang chủ"
