"""What is refused about helpers who act in a member's stead.

Invalid
├─ FieldProblem           a field of the form
Forbidden
├─ NotDelegated           not this deed, not today, or not any more
Conflict
├─ TooManyHelpers, DelegationOver
NotFound
├─ DelegationNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, NotFound


class NotDelegated(Forbidden):
    code = "identity.not_delegated"
    message = "Đồng chí không được nhờ làm việc này, hoặc việc nhờ giúp đã hết hạn hay đã được dừng."


class TooManyHelpers(Conflict):
    code = "identity.too_many_helpers"
    message = "Mỗi đảng viên có tối đa 3 người giúp cùng lúc. Đồng chí dừng một người rồi nhờ người khác."


class TooManyHelped(Conflict):
    code = "identity.too_many_helped"
    message = "Mỗi người giúp tối đa 10 đảng viên cùng lúc."


class DelegationOver(Conflict):
    code = "identity.delegation_over"
    message = "Việc nhờ giúp này đã kết thúc."


class DelegationNotFound(NotFound):
    code = "identity.delegation_not_found"
    message = "Không tìm thấy việc nhờ giúp này."
