"""What can go wrong with categories and with the calendar of anniversaries.

Invalid    TooManyCategories, CategoryUnknown, NameWithoutWords, NoSuchDay
Conflict   CategoryRetired, CategoryNameTaken, AnniversaryNameTaken
NotFound   CategoryNotFound, AnniversaryNotFound
"""

from __future__ import annotations

from shared.errors import Conflict, Invalid, NotFound


class TooManyCategories(Invalid):
    code = "content.too_many_categories"
    message = "Mỗi bài có nhiều nhất ba chuyên mục."


class CategoryUnknown(Invalid):
    code = "content.category_unknown"
    message = "Chuyên mục đã chọn không có. Đồng chí vui lòng chọn lại."


class NameWithoutWords(Invalid):
    code = "content.name_without_words"
    message = "Tên cần có chữ hoặc số."


class NoSuchDay(Invalid):
    code = "content.no_such_day"
    message = "Ngày này không có trong lịch. Đồng chí vui lòng xem lại."


class CategoryRetired(Conflict):
    """Chosen by a form that was opened before it was retired."""

    code = "content.category_retired"
    message = "Chuyên mục đã chọn vừa ngừng dùng. Đồng chí vui lòng chọn chuyên mục khác."


class CategoryNameTaken(Conflict):
    code = "content.category_name_taken"
    message = "Đã có chuyên mục tên này, kể cả chuyên mục đã ngừng dùng. Đồng chí vui lòng đặt tên khác."


class AnniversaryNameTaken(Conflict):
    code = "content.anniversary_name_taken"
    message = "Lịch đã có ngày tên này, kể cả ngày đã ngừng dùng. Đồng chí vui lòng đặt tên khác."


class CategoryNotFound(NotFound):
    code = "content.category_not_found"
    message = "Không tìm thấy chuyên mục này."


class AnniversaryNotFound(NotFound):
    code = "content.anniversary_not_found"
    message = "Không tìm thấy ngày này trong lịch."
