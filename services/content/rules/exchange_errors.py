"""What is refused where other systems come and go.

Unauthenticated  KeyUnknown
Invalid          WebhookUnreadable, WebhookHostUnknown
                 ManifestUnreadable, PackageUnreadable    nothing of what was handed over is taken
                 PackageTooLarge    what was chosen does not go into one
                 EntryUnreadable, FileMissing, HashWrong, HeadDiffers, AudienceOutOfReach   one document is refused
NotFound         PartnerNotFound, PackageNotFound
Forbidden        NotThisPartner   the key is right and not for this
Conflict         FeedForgotten    asked for what is told no more
                 PartnerRevoked
                 PackageDone     taken or thrown away meanwhile
                 WithdrawnHere   what was taken away here does not come back by a repeated hand-over
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


class ManifestUnreadable(Invalid):
    code = "exchange.manifest_unreadable"
    message = "Thiếu manifest.json hoặc tệp này không đúng dạng sotay.documents, bản 1."


class PackageUnreadable(Invalid):
    code = "exchange.package_unreadable"
    message = "Gói không phải tệp zip đọc được, có mật khẩu hoặc chứa quá nhiều dữ liệu."


class EntryUnreadable(Invalid):
    code = "exchange.entry_unreadable"
    message = "Mục này trong manifest.json thiếu hoặc sai dạng."


class FileMissing(Invalid):
    code = "exchange.file_missing"
    message = "Không có tệp này trong gói."


class HashWrong(Invalid):
    code = "exchange.hash_wrong"
    message = "Mã SHA-256 của tệp không khớp với manifest.json."


class HeadDiffers(Invalid):
    code = "exchange.head_differs"
    message = "Phần đầu tệp và manifest.json nói khác nhau về văn bản này."


class AudienceOutOfReach(Invalid):
    code = "exchange.audience_out_of_reach"
    message = "Phạm vi nhận của văn bản nằm ngoài phạm vi được nhập."


class WithdrawnHere(Conflict):
    code = "exchange.withdrawn_here"
    message = "Văn bản này đã được gỡ trong thư viện; muốn đăng lại thì nhập tại bàn làm việc."


class PackageTooLarge(Invalid):
    code = "exchange.package_too_large"
    message = "Gói lớn hơn 11 MB. Đồng chí chọn ít văn bản hơn rồi xuất thành nhiều gói."


class PackageNotFound(NotFound):
    code = "exchange.package_not_found"
    message = "Không tìm thấy gói đang chờ nhập. Gói chờ quá 7 ngày thì được xóa; đồng chí gửi lại gói."


class PackageDone(Conflict):
    code = "exchange.package_done"
    message = "Gói này đang được nhập, đã được nhập hoặc đã bỏ."
