"""What is refused about a member's record, its papers and the work on the register, by name.

Invalid
├─ RecordFieldsInvalid    one or more values of a record; `details` by field
├─ NothingToChange
├─ PaperRefused           not a picture or PDF, too long, damaged
├─ MappingInvalid         the columns of a file do not stand for what the import needs
├─ WorkNotReady           the step before it has not ended, or ended badly
Forbidden
├─ FieldNotYours          the field is kept by a higher committee
├─ OwnRecord              one's own record is corrected by somebody else
├─ SignInNotYours         a number that opens the account of somebody who holds a role, or one's own
NotFound
├─ PaperNotFound, WorkNotFound, ProposalNotFound
Conflict
├─ NumberTaken            another record has this number
├─ AlreadyDecided
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class RecordFieldsInvalid(Invalid):
    code = "identity.record_fields_invalid"
    message = "Có mục trong hồ sơ chưa hợp lệ. Đồng chí vui lòng kiểm tra lại."


class NothingToChange(Invalid):
    code = "identity.nothing_to_change"
    message = "Chưa có mục nào khác với hồ sơ đang lưu."


class PaperRefused(Invalid):
    code = "identity.paper_refused"
    message = "Tệp chưa nhận được. Đồng chí chọn tệp PDF, JPEG hoặc PNG không quá 10 MB."


class MappingInvalid(Invalid):
    code = "identity.mapping_invalid"
    message = "Các cột của tệp chưa được chọn đủ. Đồng chí vui lòng kiểm tra lại."


class WorkNotReady(Conflict):
    code = "identity.work_not_ready"
    message = "Bước trước chưa xong hoặc không thành công. Đồng chí vui lòng tải lại trang."


class FieldNotYours(Forbidden):
    code = "identity.field_not_yours"
    message = "Mục này do cấp ủy cấp trên quản lý, đồng chí không sửa được."


class OwnRecord(Forbidden):
    code = "identity.own_record"
    message = "Hồ sơ của chính mình do người khác sửa. Đồng chí gửi đề nghị sửa ở mục Cá nhân."


class SignInNotYours(Forbidden):
    code = "identity.sign_in_not_yours"
    message = (
        "Số thẻ và số điện thoại dùng để đăng nhập: của chính mình hoặc của người đang giữ vai trò thì do "
        "quản trị viên phụ trách vai trò đó sửa."
    )


class PaperNotFound(NotFound):
    code = "identity.paper_not_found"
    message = "Không tìm thấy tài liệu trong hồ sơ."


class WorkNotFound(NotFound):
    code = "identity.register_work_not_found"
    message = "Không tìm thấy lần xử lý dữ liệu này trong phạm vi của đồng chí."


class ProposalNotFound(NotFound):
    code = "identity.proposal_not_found"
    message = "Không tìm thấy đề nghị trong phạm vi của đồng chí."


class NumberTaken(Conflict):
    code = "identity.number_taken"
    message = "Số này đã thuộc một hồ sơ khác trong hệ thống."


class AlreadyDecided(Conflict):
    code = "identity.proposal_decided"
    message = "Đề nghị này đã được xử lý."
