"""What is refused about a member's record, by name.

Invalid
├─ RecordFieldsInvalid    one or more values of a record; `details` by field
├─ NothingToChange
Forbidden
├─ FieldNotYours          the field is kept by a higher committee
├─ OwnRecord              one's own record is corrected by somebody else
├─ SignInNotYours         a number that opens the account of somebody who holds a role
NotFound
├─ CorrectionNotFound
Conflict
├─ NumberTaken            another record has this number
├─ AlreadyDecided
TooMany
├─ TooManyCorrections
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, TooMany


class RecordFieldsInvalid(Invalid):
    code = "identity.record_fields_invalid"
    message = "Có mục trong hồ sơ chưa hợp lệ. Đồng chí vui lòng kiểm tra lại."


class NothingToChange(Invalid):
    code = "identity.nothing_to_change"
    message = "Chưa có mục nào khác với hồ sơ đang lưu."


class FieldNotYours(Forbidden):
    code = "identity.field_not_yours"
    message = "Mục này do cấp ủy cấp trên quản lý, đồng chí không sửa được."


class OwnRecord(Forbidden):
    code = "identity.own_record"
    message = "Hồ sơ của chính mình do người khác sửa. Đồng chí gửi đề nghị sửa ở mục Cá nhân."


class SignInNotYours(Forbidden):
    code = "identity.sign_in_not_yours"
    message = (
        "Số thẻ, số lý lịch và số điện thoại dùng để đăng nhập; của người đang giữ vai trò thì do quản trị viên "
        "phụ trách vai trò đó sửa."
    )


class CorrectionNotFound(NotFound):
    code = "identity.correction_not_found"
    message = "Không tìm thấy đề nghị sửa trong phạm vi của đồng chí."


class NumberTaken(Conflict):
    code = "identity.number_taken"
    message = "Số này đã thuộc một hồ sơ khác trong hệ thống."


class AlreadyDecided(Conflict):
    code = "identity.correction_decided"
    message = "Đề nghị này đã được xử lý."


class TooManyCorrections(TooMany):
    code = "identity.too_many_corrections"
    message = "Đồng chí đã gửi nhiều đề nghị chưa được xử lý. Vui lòng chờ chi bộ, cấp ủy trả lời."
