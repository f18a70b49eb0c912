"""What is refused where other systems come and go.

Unauthenticated  KeyUnknown
Invalid          WebhookUnreadable, WebhookHostUnknown
NotFound         PartnerNotFound
Forbidden        NotThisPartner   the key is right and not for this
Conflict         FeedForgotten    asked for what is told no more
                 PartnerRevoked
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class KeyUnknown(Unauthenticated):
    code = "exchange.key_unknown"
    message = "Khóa kết nối không đúng hoặc đã bị thu hồi."


class WebhookUnreadable(Invalid):
    code = "exchange.webhook_unreadable"
    message = "Địa chỉ nhận tin không đúng dạng (https://máy-chủ/đường-dẫn)."


class WebhookHostUnknown(Invalid):
    code = "exchange.webhook_host_unknown"
    message = "Máy chủ này chưa được đơn vị vận hành cho phép nhận tin. Đồng chí liên hệ bộ phận kỹ thuật của tỉnh."


class PartnerNotFound(NotFound):
    code = "exchange.partner_not_found"
    message = "Không tìm thấy hệ thống kết nối này."


class NotThisPartner(Forbidden):
    code = "exchange.not_for_this_partner"
    message = "Hệ thống kết nối này không được phép thực hiện việc này."


class FeedForgotten(Conflict):
    code = "exchange.feed_forgotten"
    message = "Các tin trước mốc này không còn giữ. Cần lấy lại toàn bộ văn bản rồi theo dõi tiếp."


class PartnerRevoked(Conflict):
    code = "exchange.partner_revoked"
    message = "Kết nối này đã bị thu hồi, không thay đổi được nữa."
