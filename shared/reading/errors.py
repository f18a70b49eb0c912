"""Why a file is not read as a document, in the words of whoever sent it.

Invalid
├─ NotADocument, FileTooLarge, FileBroken, FileLocked, FileTooLong, FileHasMacros, ScanTooLarge
├─ FileWithoutText     nothing to read in it; of a scan, after it was looked at
└─ DocumentUnreadable  not in the form of a document; the message says what is missing

The codes begin with "content", which was the only one who read files when they were given out.
"""

from __future__ import annotations

from shared.errors import Invalid


class NotADocument(Invalid):
    code = "content.not_a_document"
    message = (
        "Tệp này không phải DOCX, PDF, HTML, TXT hoặc ảnh chụp trang (PNG, JPEG, TIFF). "
        "Tệp Word đời cũ (.doc) cần lưu lại ở dạng DOCX; "
        "đổi tên tệp không đổi được loại."
    )


class FileTooLarge(Invalid):
    code = "content.file_too_large"
    message = "Tệp lớn hơn 11 MB. Đồng chí tách các phụ lục thành tệp riêng."


class FileBroken(Invalid):
    code = "content.file_broken"
    message = "Tệp bị hỏng hoặc thiếu, không đọc được. Đồng chí mở thử trên máy, lưu lại rồi gửi lần nữa."


class FileLocked(Invalid):
    code = "content.file_locked"
    message = "Tệp có mật khẩu nên không đọc được. Đồng chí bỏ mật khẩu rồi gửi lại."


class FileTooLong(Invalid):
    code = "content.file_too_long"
    message = "Tệp quá dài hoặc quá phức tạp để đọc (tối đa 400 trang). Đồng chí tách thành nhiều tệp."


class FileHasMacros(Invalid):
    code = "content.file_has_macros"
    message = "Tệp Word có chứa chương trình (macro) nên không nhận. Đồng chí lưu lại ở dạng DOCX thường."


class FileWithoutText(Invalid):
    code = "content.file_without_text"
    message = (
        "Máy không nhận ra chữ nào trong tệp. Đồng chí gửi bản DOCX hoặc PDF xuất từ máy soạn thảo, "
        "hoặc quét lại rõ hơn, đặt thẳng trang giấy (từ 200 dpi trở lên)."
    )


class ScanTooLarge(Invalid):
    code = "content.scan_too_large"

    @classmethod
    def above(cls, limit: int) -> ScanTooLarge:
        return cls(
            f"Tệp lớn hơn {limit // 1_000_000} MB. Đồng chí quét ở chế độ đen trắng, 200–300 dpi, "
            "hoặc tách thành nhiều tệp."
        )


class DocumentUnreadable(Invalid):
    """A file that is not in the form of a document; the message says what is missing."""

    code = "content.document_unreadable"
