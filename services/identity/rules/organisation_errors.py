"""What a change of the tree refuses."""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class ChangeRefused(Invalid):
    code = "identity.organisation_change_refused"
    message = "Thay đổi tổ chức này chưa thực hiện được."


class CommitteeWrong(Invalid):
    code = "identity.committee_wrong"
    message = "Kết quả bầu cấp ủy chưa hợp lệ."


class CommitteeNotFound(NotFound):
    code = "identity.committee_not_found"
    message = "Không tìm thấy cấp ủy hoặc cấp ủy viên này."


class OrganisationClosed(Conflict):
    code = "identity.organisation_closed"
    message = "Tổ chức này đã kết thúc hoạt động. Đồng chí chọn tổ chức khác."


class ChangeNotFound(NotFound):
    code = "identity.organisation_change_not_found"
    message = "Không tìm thấy thay đổi tổ chức này."


class ChangeBegun(Conflict):
    code = "identity.organisation_change_begun"
    message = "Thay đổi này đã thực hiện hoặc đã rút, không rút được nữa."


class ChangeUnderWay(Conflict):
    code = "identity.organisation_change_under_way"
    message = "Một thay đổi khác của tổ chức này đang được thực hiện. Đồng chí thử lại sau ít phút."
