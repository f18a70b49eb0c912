"""What is refused about an import from a file; what is wrong with a row is no error but a remark of it.

NotFound  ImportNotFound
Invalid   MappingWrong, OldWorkbook, ImportGivenUp
Conflict  NotNow
TooMany   TooManyImports
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound, TooMany


class ImportNotFound(NotFound):
    code = "identity.import_not_found"
    message = "Không tìm thấy lần nhập dữ liệu này trong phạm vi của đồng chí."


class MappingWrong(Invalid):
    code = "identity.import_mapping_wrong"
    message = "Cách ghép cột chưa dùng được. Đồng chí vui lòng xem lại."


class OldWorkbook(Invalid):
    code = "identity.import_old_workbook"
    message = "Tệp Excel đời cũ (.xls) chưa đọc được. Đồng chí lưu lại ở dạng .xlsx hoặc CSV rồi gửi lại."


class ImportGivenUp(Invalid):
    code = "identity.import_given_up"
    message = (
        "Máy đã thử nhiều lần mà chưa làm xong bước này; những dòng đã ghi vẫn được giữ. Bộ phận kỹ thuật đã được báo, "
        "đồng chí gửi lại tệp sau."
    )


class NotNow(Conflict):
    code = "identity.import_not_now"
    message = "Lần nhập dữ liệu này đã chuyển sang bước khác. Đồng chí vui lòng tải lại trang."


class TooManyImports(TooMany):
    code = "identity.too_many_imports"
    message = "Đồng chí đang có nhiều lần nhập chưa xong. Vui lòng hoàn tất hoặc hủy bớt rồi gửi tệp mới."
