"""Why a sent document is not read, not imported or not changed.

Invalid                 and those of shared/reading/errors.py
├─ PageTooLarge, ScanNotReadInTime, ScanGivenUp
├─ ReplacedInCircle    what it replaces replaces it in turn
├─ HeadIncomplete      one sentence for each field of the head that is wrong
NotFound
├─ DraftNotFound       also for one that somebody else's committee reads
Conflict
├─ DocumentKnown       it is there already, in a version that the sender has not seen
├─ KeptElsewhere       the library has it from a committee for which the sender does not speak
├─ TooManyScans        of one person at a time
├─ DraftDone           imported or thrown away meanwhile
Unavailable
├─ ScannerMissing      this machine has no reader of scans
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound, Unavailable


class PageTooLarge(Invalid):
    code = "content.page_too_large"
    message = "Ảnh của trang quá lớn (trên 80 triệu điểm ảnh). Đồng chí quét lại ở 200–300 dpi."


class PageNotRead(Invalid):
    code = "content.page_not_read"
    message = "Máy đã thử ba lần mà không đọc được."


class PageWithoutText(Invalid):
    code = "content.page_without_text"
    message = "Máy không nhận ra chữ; có thể là ảnh chụp hoặc trang quá mờ."


class PageBlank(Invalid):
    code = "content.page_blank"
    message = "Trang trắng."


class ScanGivenUp(Invalid):
    code = "content.scan_given_up"
    message = "Đã thử nhiều lần mà chưa đọc được tệp này nên tệp bị xóa. Đồng chí quét lại rồi gửi, hoặc gửi bản DOCX."


class ScanNotReadInTime(Invalid):
    code = "content.scan_not_read_in_time"
    message = (
        "Đã quá thời hạn mà tệp chưa được đọc xong nên tệp bị xóa. Đồng chí gửi lại, hoặc báo người quản trị hệ thống."
    )


class HeadIncomplete(Invalid):
    code = "content.document_head_incomplete"
    message = "Thông tin về văn bản chưa đủ hoặc chưa đúng."


class ReplacedInCircle(Invalid):
    code = "content.document_replaced_in_circle"
    message = (
        "Văn bản được thay thế lại đang thay thế chính văn bản này (trực tiếp hoặc qua văn bản khác). "
        "Đồng chí kiểm tra lại số hiệu."
    )


class DraftNotFound(NotFound):
    code = "content.document_draft_not_found"
    message = "Không tìm thấy tệp đang chờ nhập. Tệp chờ quá 7 ngày thì được xóa; đồng chí gửi lại tệp."


class DocumentKnown(Conflict):
    code = "content.document_known"
    message = (
        "Thư viện đã có văn bản với số hiệu và cơ quan ban hành này. "
        "Đồng chí xem lại thông tin bên dưới; nhập lần nữa thì thành bản mới của văn bản đó."
    )


class KeptElsewhere(Conflict):
    code = "content.document_kept_elsewhere"
    message = "Văn bản với số hiệu và cơ quan ban hành này do tổ chức khác quản lý nên không nhập được từ đây."


class TooManyScans(Conflict):
    code = "content.too_many_scans"
    message = "Đồng chí đang có 20 bản quét chờ nhận dạng. Đồng chí đợi đọc xong hoặc bỏ bớt rồi gửi tiếp."


class ScannerMissing(Unavailable):
    code = "content.scanner_missing"
    message = "Máy này chưa cài bộ nhận dạng chữ tiếng Việt nên không đọc được bản quét."


class DraftDone(Conflict):
    code = "content.document_draft_done"
    message = "Tệp này đã được nhập hoặc đã bỏ."
