"""What can go wrong on an article's way from its writer to its readers.

Invalid    TimeNotAhead
Conflict   NothingNewToReview, AlreadySubmitted, NotInReview, NotApproved, NotScheduled, TooManyCopies
Forbidden  OwnText
NotFound   TextNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound


class TimeNotAhead(Invalid):
    code = "content.time_not_ahead"
    message = "Giờ hẹn đăng cần ở sau lúc này và trong vòng một năm."


class NothingNewToReview(Conflict):
    code = "content.nothing_new_to_review"
    message = "Bài viết chưa có bản mới để gửi duyệt hoặc hẹn giờ đăng."


class AlreadySubmitted(Conflict):
    code = "content.already_submitted"
    message = "Bài viết này đã được gửi duyệt."


class NotInReview(Conflict):
    code = "content.not_in_review"
    message = "Bài viết này không ở bước chờ duyệt."


class TooManyCopies(Conflict):
    code = "content.too_many_working_copies"
    message = "Bài này đang có nhiều bản soạn dở ở các cửa sổ khác. Đồng chí mở lại trang, bỏ bớt bản không dùng nữa."


class NotApproved(Conflict):
    """The setting asks for two persons, and this text has not been approved."""

    code = "content.not_approved"
    message = "Bài viết cần được người khác duyệt trước khi đăng. Đồng chí vui lòng gửi duyệt."


class NotScheduled(Conflict):
    code = "content.not_scheduled"
    message = "Bài viết này chưa được hẹn giờ đăng."


class OwnText(Forbidden):
    code = "content.own_text"
    message = "Đồng chí đã viết bài này nên cần một biên tập viên khác duyệt."


class TextNotFound(NotFound):
    code = "content.text_not_found"
    message = "Bài viết không có bản này."
