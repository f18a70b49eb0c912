"""What the roll-out refuses, by name.

Invalid
├─ AppointmentDayMissing, DayInThePast, DayTooFar, DaysReversed, CameTooEarly, MoreRegisteredThanCame, NotInThisCell
Forbidden
├─ RegistrationNotOpenYet    the staged roll-out has not come to this member's organisation
NotFound
├─ SignUpDayNotFound, PairingNotFound
Conflict
├─ SignUpDayOver, PairingSettled
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class AppointmentDayMissing(Invalid):
    code = "identity.appointment_day_missing"
    message = "Đồng chí vui lòng chọn ngày hẹn, từ hôm nay trở đi."


class DayInThePast(Invalid):
    code = "identity.sign_up_day_in_the_past"
    message = "Ngày hội cần chọn từ hôm nay trở đi."


class DayTooFar(Invalid):
    code = "identity.sign_up_day_too_far"
    message = "Ngày hội chỉ ghi được trong vòng hai năm tới."


class DaysReversed(Invalid):
    code = "identity.pairing_days_reversed"
    message = "Ngày kết thúc cần từ ngày bắt đầu trở đi."


class CameTooEarly(Invalid):
    code = "identity.sign_up_day_not_held_yet"
    message = "Ngày hội chưa diễn ra nên chưa ghi được kết quả."


class MoreRegisteredThanCame(Invalid):
    code = "identity.more_registered_than_came"
    message = "Số người đăng ký xong tại chỗ không thể nhiều hơn số người đến."


class NotInThisCell(Invalid):
    code = "identity.helped_not_in_cell"
    message = "Đảng viên được giúp phải thuộc chi bộ đã chọn."


class RegistrationNotOpenYet(Forbidden):
    code = "identity.registration_not_open_yet"
    message = "Tổ chức đảng của đồng chí chưa đến đợt đăng ký."


class SignUpDayNotFound(NotFound):
    code = "identity.sign_up_day_not_found"
    message = "Không tìm thấy ngày hội ra quân này."


class PairingNotFound(NotFound):
    code = "identity.pairing_not_found"
    message = "Không tìm thấy việc phân công này."


class SignUpDayOver(Conflict):
    code = "identity.sign_up_day_over"
    message = "Ngày hội này đã ghi kết quả hoặc đã hủy."


class PairingSettled(Conflict):
    code = "identity.pairing_settled"
    message = "Việc phân công này đã ghi kết quả."
