"""Why a picture or file is not taken for an article, or a picture as the cover of an audio book.

Invalid    NotAPicture, PictureBroken, PictureTooLarge, FileNotTaken, FileTooBig, AltMissing, FileNotAttached,
           FileUnnamed, TooManyFiles
           FileNotLookedThrough
Conflict   FileInUse, FileBeingLookedThrough
NotFound   ArticleFileNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class NotAPicture(Invalid):
    code = "content.not_a_picture"
    message = "Tệp này không phải ảnh JPEG, PNG hoặc WebP. Ảnh SVG và ảnh HEIC cần được lưu lại ở dạng JPEG hoặc PNG."


class PictureBroken(Invalid):
    code = "content.picture_broken"
    message = "Ảnh bị hỏng hoặc thiếu, không đọc được. Đồng chí mở thử trên máy, lưu lại rồi gửi lần nữa."


class PictureTooLarge(Invalid):
    code = "content.picture_too_large"
    message = "Ảnh có quá nhiều điểm ảnh (tối đa 50 triệu). Đồng chí thu nhỏ ảnh rồi gửi lại."


class FileNotTaken(Invalid):
    code = "content.file_not_taken"
    message = "Chỉ nhận tệp PDF, Word (DOCX), Excel (XLSX), PowerPoint (PPTX) không chứa macro, và ảnh JPEG hoặc PNG."


class FileTooBig(Invalid):
    code = "content.file_too_big"
    message = "Tệp lớn hơn 10 MB. Đồng chí thu nhỏ hoặc tách thành nhiều tệp."


class AltMissing(Invalid):
    code = "content.alt_missing"
    message = "Đồng chí viết vài lời cho biết trong ảnh có gì, để người không nhìn rõ và người nghe đọc cũng hiểu."


class FileNotAttached(Invalid):
    code = "content.file_not_attached"
    message = "Bài có ảnh hoặc tệp chưa được gửi lên cho bài này. Đồng chí xóa dòng đó hoặc gửi lại tệp."


class FileUnnamed(Invalid):
    code = "content.file_unnamed"
    message = "Đồng chí ghi tên của tệp kèm theo, để người đọc biết tệp đó là gì trước khi tải về."


class TooManyFiles(Invalid):
    code = "content.too_many_files"
    message = "Một bài có tối đa 20 ảnh và 10 tệp kèm theo."


class FileNotLookedThrough(Invalid):
    code = "content.file_not_looked_through"
    message = (
        "Chưa kiểm tra được hết các trang của tệp (trang hỏng hoặc không đọc được) nên tệp bị xóa. "
        "Đồng chí lưu hoặc quét lại rồi gửi lần nữa."
    )


class FileBeingLookedThrough(Conflict):
    code = "content.file_being_looked_through"
    message = (
        "Ảnh hoặc tệp của bài đang được kiểm tra dấu chỉ độ mật, chưa dùng được. "
        "Đồng chí chờ ít phút, tải lại trang rồi làm tiếp."
    )


class FileInUse(Conflict):
    code = "content.file_in_use"
    message = (
        "Ảnh hoặc tệp này đang có trong bài. Đồng chí bỏ nó khỏi nội dung, lưu (và đăng lại nếu bài đã đăng), "
        "hoặc gỡ bài, rồi xóa."
    )


class ArticleFileNotFound(NotFound):
    code = "content.article_file_not_found"
    message = "Không tìm thấy ảnh hoặc tệp này. Có thể bài viết đã được sửa hoặc gỡ."
