"""What is refused on the desk where records are looked at again.

NotFound
├─ ProblemNotFound
Invalid
├─ NotOfThisProblem    a correction of fields that the problem is not about
├─ ReasonNeeded
"""

from __future__ import annotations

from shared.errors import Invalid, NotFound


class ProblemNotFound(NotFound):
    code = "identity.problem_not_found"
    message = "Không còn mục này trong phạm vi của đồng chí; có thể hồ sơ vừa được sửa."


class NotOfThisProblem(Invalid):
    code = "identity.not_of_this_problem"
    message = "Ở đây chỉ sửa các mục liên quan; mục khác sửa trong hồ sơ."


class ReasonNeeded(Invalid):
    code = "identity.reason_needed"
    message = "Đồng chí ghi lý do, hoặc điều cần hỏi đảng viên."
