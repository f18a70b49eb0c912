"""What can go wrong here, in the words of the editor and the reader.

Invalid    NothingWritten, TooManyParagraphs, CursorUnreadable, NoChapters, ChapterOutOfReach,
           ChapterTwice, ChapterNotOpen, BulletinItemOutOfReach, BulletinIncomplete
NotFound   ArticleNotFound, DocumentNotFound, ClauseNotFound, BookNotFound, BulletinNotFound,
           BulletinDraftNotFound (also for what the reader may not see)
Conflict   NotPublished, NothingNewToPublish, BookNotPublished, AlreadyOpen, NotOpen, BookAlreadyOpen, BookNotOpen,
           TooManyBookmarks, BulletinWithdrawnBefore
Forbidden  NotTheDemonstration
Unavailable  SearchNotOpen
"""

from __future__ import annotations

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable


class NothingWritten(Invalid):
    code = "content.nothing_written"
    message = "Bài viết chưa có nội dung."


class TooManyParagraphs(Invalid):
    code = "content.too_many_paragraphs"
    message = "Bài viết có trên 2.000 đoạn. Đồng chí tách thành nhiều bài, hoặc nhập thành văn bản."


class CursorUnreadable(Invalid):
    code = "content.cursor_unreadable"
    message = "Không mở được trang tiếp theo. Đồng chí vui lòng mở lại danh sách từ đầu."


class NotTheDemonstration(Forbidden):
    code = "content.not_the_demonstration"
    message = "Tin bài và tài liệu trình diễn chỉ dùng cho tỉnh hư cấu Trường Sơn."


class ArticleNotFound(NotFound):
    code = "content.article_not_found"
    message = "Không tìm thấy bài viết này. Bài có thể đã được gỡ hoặc không thuộc phạm vi của đồng chí."


class DocumentNotFound(NotFound):
    code = "content.document_not_found"
    message = "Không tìm thấy tài liệu này. Tài liệu có thể đã được gỡ hoặc không thuộc phạm vi của đồng chí."


class NotPublished(Conflict):
    code = "content.article_not_published"
    message = "Bài viết này chưa được đăng hoặc đã được gỡ."


class NothingNewToPublish(Conflict):
    code = "content.nothing_new_to_publish"
    message = "Bài viết đã được đăng và chưa có bản sửa nào mới."


class AlreadyOpen(Conflict):
    code = "content.article_already_open"
    message = "Bài viết này đã được công khai và chưa có bản mới nào được đăng."


class NotOpen(Conflict):
    code = "content.article_not_open"
    message = "Bài viết này không ở trạng thái công khai."


class TooManyBookmarks(Conflict):
    code = "content.too_many_bookmarks"
    message = "Đồng chí đã đánh dấu 500 nội dung. Đồng chí bỏ bớt nội dung đã đọc rồi đánh dấu tiếp."


class ClauseNotFound(NotFound):
    code = "content.clause_not_found"
    message = "Văn bản này không có điều, khoản đã chọn."


class BulletinNotFound(NotFound):
    code = "content.bulletin_not_found"
    message = "Không tìm thấy bản tin này. Bản tin có thể đã được gỡ hoặc không thuộc phạm vi của đồng chí."


class BulletinDraftNotFound(NotFound):
    code = "content.bulletin_draft_not_found"
    message = "Không tìm thấy bản nháp này. Bản nháp có thể đã được đăng hoặc đã bị xóa."


class BulletinIncomplete(Invalid):
    code = "content.bulletin_incomplete"
    message = "Bản tin chưa đủ để đăng: cần có kỳ và ít nhất một nội dung."


class BulletinWithdrawnBefore(Conflict):
    code = "content.bulletin_withdrawn"
    message = "Bản tin này đã được gỡ."


class BulletinItemOutOfReach(Invalid):
    """An item that not everybody who gets the bulletin may read, or that is not published (any more)."""

    code = "content.bulletin_item_out_of_reach"


class BookNotFound(NotFound):
    code = "content.book_not_found"
    message = "Không tìm thấy sách nói này. Sách có thể đã được gỡ hoặc không thuộc phạm vi của đồng chí."


class BookNotPublished(Conflict):
    code = "content.book_not_published"
    message = "Sách nói này chưa được đăng hoặc đã được gỡ."


class BookAlreadyOpen(Conflict):
    code = "content.book_already_open"
    message = "Sách nói này đã được công khai và chưa có bản mới nào được đăng."


class BookNotOpen(Conflict):
    code = "content.book_not_open"
    message = "Sách nói này không ở trạng thái công khai."


class NoChapters(Invalid):
    code = "content.book_without_chapters"
    message = "Sách nói chưa có chương nào."


class ChapterTwice(Invalid):
    code = "content.book_chapter_twice"
    message = "Một bài được chọn làm hai chương. Đồng chí bỏ bớt một chương."


class ChapterOutOfReach(Invalid):
    """A chapter that not everybody who gets the book may read, or that is not published (any more)."""

    code = "content.book_chapter_out_of_reach"


class ChapterNotOpen(Invalid):
    """A book is opened to everybody, and a chapter of it is not open itself."""

    code = "content.book_chapter_not_open"


class SearchNotOpen(Unavailable):
    code = "content.search_not_open"
    message = "Tìm kiếm đang tạm gián đoạn. Đồng chí vui lòng thử lại sau ít phút."
