"""What is refused when members' records are taken out as a table.

Invalid
├─ NothingToExport     no such field, or none
NotFound
├─ ExportNotFound      another's, or begun more than an hour ago
"""

from __future__ import annotations

from shared.errors import Invalid, NotFound


class NothingToExport(Invalid):
    code = "identity.nothing_to_export"
    message = "Đồng chí chọn ít nhất một mục có trong danh mục."


class ExportNotFound(NotFound):
    code = "identity.export_not_found"
    message = "Lần xuất danh sách này đã hết hạn. Đồng chí xuất lại từ đầu."
