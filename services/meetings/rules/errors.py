"""Everything meetings refuses, by name.

Invalid
├─ StartsInThePast, StartsTooFarAhead, ReasonMissing, CursorUnreadable
Forbidden
├─ NotTheSecretary, NotOnTheRoll, Suspended
├─ ProbationaryMayNotVote, NotInElectorate
├─ NotTheDemonstration
NotFound
├─ MeetingNotFound, VoteNotFound      also for those of another cell
├─ MemberNotOnTheRoll
Conflict
├─ MeetingNotOpen, MeetingAlreadyOpen, MeetingAlreadyClosed, MeetingCancelled, NothingMoved
├─ VotesStillOpen, RollEmpty, NobodyMayVote
├─ TooManyVotesOpen
├─ CheckInOver, NoCheckInHere
├─ CheckedInThemselves, VotedByHand, MemberSuspended
├─ AlreadyVoted, VoteClosed
│  └─ MemberAlreadyVoted              the same, told to the secretary
├─ VoterNotPresent, MemberMayNotVote
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class StartsInThePast(Invalid):
    code = "meetings.starts_in_the_past"
    message = "Thời gian họp đã qua. Đồng chí vui lòng chọn thời gian khác."

    def __init__(self) -> None:
        super().__init__(details={"starts_at": self.message})


class StartsTooFarAhead(Invalid):
    code = "meetings.starts_too_far_ahead"
    message = "Thời gian họp còn quá xa. Đồng chí vui lòng kiểm tra lại năm họp."

    def __init__(self) -> None:
        super().__init__(details={"starts_at": self.message})


class ReasonMissing(Invalid):
    code = "meetings.reason_missing"
    message = "Đồng chí vui lòng ghi lý do vắng mặt."

    def __init__(self) -> None:
        super().__init__(details={"reason": self.message})


class CursorUnreadable(Invalid):
    code = "meetings.cursor_unreadable"
    message = "Không đọc được vị trí trang. Đồng chí vui lòng mở lại danh sách từ đầu."


class NotTheSecretary(Forbidden):
    code = "meetings.not_the_secretary"
    message = "Việc này do bí thư chi bộ thực hiện, trong chi bộ của mình."


class NotOnTheRoll(Forbidden):
    code = "meetings.not_on_the_roll"
    message = "Đồng chí chưa có trong danh sách của chi bộ này. Đề nghị đồng chí báo bí thư chi bộ."


class Suspended(Forbidden):
    code = "meetings.suspended"
    message = "Đồng chí đang bị đình chỉ sinh hoạt đảng nên chưa tham dự sinh hoạt chi bộ."


class ProbationaryMayNotVote(Forbidden):
    code = "meetings.probationary_may_not_vote"
    message = "Đảng viên dự bị được thảo luận nhưng chưa có quyền biểu quyết."


class NotInElectorate(Forbidden):
    code = "meetings.not_in_electorate"
    message = "Đồng chí không có trong danh sách biểu quyết của nội dung này."


class NotTheDemonstration(Forbidden):
    code = "meetings.not_the_demonstration"
    message = "Lệnh này chỉ dùng cho tỉnh hư cấu của bản trình diễn."


class MeetingNotFound(NotFound):
    code = "meetings.meeting_not_found"
    message = "Không tìm thấy cuộc họp trong chi bộ của đồng chí."


class VoteNotFound(NotFound):
    code = "meetings.vote_not_found"
    message = "Không tìm thấy nội dung biểu quyết trong chi bộ của đồng chí."


class MemberNotOnTheRoll(NotFound):
    code = "meetings.member_not_on_the_roll"
    message = "Không tìm thấy đảng viên này trong danh sách của chi bộ."


class MeetingNotOpen(Conflict):
    code = "meetings.meeting_not_open"
    message = "Cuộc họp chưa bắt đầu. Đồng chí vui lòng chờ bí thư chi bộ khai mạc."


class MeetingAlreadyOpen(Conflict):
    code = "meetings.meeting_already_open"
    message = "Cuộc họp đã bắt đầu từ trước."


class MeetingAlreadyClosed(Conflict):
    code = "meetings.meeting_closed"
    message = "Cuộc họp đã kết thúc."


class MeetingCancelled(Conflict):
    code = "meetings.meeting_cancelled"
    message = "Cuộc họp này đã được hủy."


class NothingMoved(Conflict):
    code = "meetings.nothing_moved"
    message = "Thời gian và địa điểm vẫn như cũ. Đồng chí chọn thời gian hoặc địa điểm mới."


class TooManyVotesOpen(Conflict):
    code = "meetings.too_many_votes_open"
    message = "Đang có quá nhiều nội dung biểu quyết cùng lúc. Đồng chí vui lòng kết thúc bớt rồi mở tiếp."


class VotesStillOpen(Conflict):
    code = "meetings.votes_still_open"
    message = "Còn nội dung đang biểu quyết. Đồng chí vui lòng kết thúc biểu quyết trước khi kết thúc họp."


class RollEmpty(Conflict):
    code = "meetings.roll_empty"
    message = "Danh sách đảng viên của chi bộ chưa sẵn sàng. Đồng chí vui lòng thử lại sau ít phút."


class NobodyMayVote(Conflict):
    code = "meetings.nobody_may_vote"
    message = "Chi bộ chưa có đảng viên chính thức nào có quyền biểu quyết."


class CheckInOver(Conflict):
    code = "meetings.check_in_over"
    message = "Đã hết thời gian điểm danh trên ứng dụng. Đề nghị đồng chí báo bí thư chi bộ."


class NoCheckInHere(Conflict):
    code = "meetings.no_check_in_here"
    message = "Chi bộ của đồng chí không điểm danh trên ứng dụng theo quy định."


class CheckedInThemselves(Conflict):
    code = "meetings.checked_in_themselves"
    message = "Đảng viên này đã tự điểm danh trên ứng dụng nên không ghi vắng được."


class VotedByHand(Conflict):
    code = "meetings.voted_by_hand"
    message = "Đảng viên này đã được ghi ý kiến biểu quyết tại cuộc họp nên không ghi vắng được."


class MemberSuspended(Conflict):
    code = "meetings.member_suspended"
    message = "Đảng viên này đang bị đình chỉ sinh hoạt đảng nên không điểm danh."


class AlreadyVoted(Conflict):
    code = "meetings.already_voted"
    message = "Đồng chí đã biểu quyết nội dung này. Biểu quyết công khai không sửa lại được."


class VoteClosed(Conflict):
    code = "meetings.vote_closed"
    message = "Biểu quyết đã kết thúc."


class MemberAlreadyVoted(AlreadyVoted):
    message = "Đảng viên này đã biểu quyết nội dung này. Biểu quyết công khai không sửa lại được."


class VoterNotPresent(Conflict):
    code = "meetings.voter_not_present"
    message = "Đảng viên này chưa được điểm danh có mặt. Đồng chí ghi có mặt trước khi ghi ý kiến biểu quyết."


class MemberMayNotVote(Conflict):
    code = "meetings.member_may_not_vote"
    message = "Đảng viên này không có trong danh sách biểu quyết của nội dung này."
