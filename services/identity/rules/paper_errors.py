"""Why a paper of a member's file is not taken, not found or not changed.

Invalid
├─ NotAPaper, PaperTooLarge, PaperBroken, PaperLocked, PaperTooLong, PaperHasMacros
├─ NotAPortrait        a kind of paper that is a picture, sent as something else
├─ UnknownPaperType
├─ NotLookedAt         nobody said to have looked for a mark of secrecy
Forbidden
├─ PaperNotYours       the kind of paper is kept by a higher committee
NotFound
├─ PaperNotFound, PaperErased
Conflict
├─ PaperWithdrawn, UploadGivenUp
TooMany
├─ TooManyPapers
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, TooMany


class NotAPaper(Invalid):
    code = "identity.not_a_paper"
    message = (
        "Tệp này không phải PDF, DOCX hoặc ảnh JPEG, PNG. Đồng chí chọn tệp khác; đổi tên tệp không đổi được loại."
    )


class PaperTooLarge(Invalid):
    code = "identity.paper_too_large"
    message = "Tệp lớn hơn 11 MB. Đồng chí quét lại ở độ phân giải 200 dpi hoặc tách thành nhiều tệp."


class PaperBroken(Invalid):
    code = "identity.paper_broken"
    message = "Tệp bị hỏng hoặc thiếu, không mở được. Đồng chí mở thử trên máy rồi gửi lại."


class PaperLocked(Invalid):
    code = "identity.paper_locked"
    message = "Tệp PDF có mật khẩu nên không kiểm tra được. Đồng chí bỏ mật khẩu rồi gửi lại."


class PaperTooLong(Invalid):
    code = "identity.paper_too_long"
    message = "Tệp quá dài hoặc quá phức tạp để kiểm tra (tối đa 200 trang). Đồng chí tách thành nhiều tệp."


class PaperHasMacros(Invalid):
    code = "identity.paper_has_macros"
    message = "Tệp Word có chứa chương trình (macro) nên không nhận. Đồng chí lưu lại ở dạng DOCX thường hoặc PDF."


class NotAPortrait(Invalid):
    code = "identity.not_a_portrait"
    message = "Ảnh chân dung phải là tệp ảnh JPEG hoặc PNG, chụp rõ một khuôn mặt nhìn thẳng."


class UnknownPaperType(Invalid):
    code = "identity.unknown_paper_type"
    message = "Loại giấy tờ này không có trong danh mục."


class NotLookedAt(Invalid):
    code = "identity.paper_not_looked_at"
    message = "Đồng chí cần xem giấy tờ và xác nhận không có dấu chỉ độ mật; máy không đọc được dấu trên ảnh."


class PaperNotYours(Forbidden):
    code = "identity.paper_not_yours"
    message = "Loại giấy tờ này do cấp ủy cấp trên quản lý."


class PaperNotFound(NotFound):
    code = "identity.paper_not_found"
    message = "Không tìm thấy giấy tờ trong phạm vi của đồng chí."


class PaperErased(NotFound):
    code = "identity.paper_erased"
    message = "Bản này đã hết thời hạn lưu và đã được xóa."


class PaperWithdrawn(Conflict):
    code = "identity.paper_withdrawn"
    message = "Giấy tờ này đã được rút khỏi hồ sơ."


class UploadGivenUp(Conflict):
    code = "identity.upload_given_up"
    message = "Lần gửi trước đã quá một ngày và được dọn đi. Đồng chí tải lại trang rồi gửi tệp lần nữa."


class TooManyPapers(TooMany):
    code = "identity.too_many_papers"
    message = "Hồ sơ đã có quá nhiều giấy tờ. Đồng chí thêm bản mới vào giấy tờ đã có."
