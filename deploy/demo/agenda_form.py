"""`python -m deploy.demo.agenda_form`: the blank programme of a cell's meeting, as a Word file, which an article of the
demonstration gives to take along. The same lines make the same file."""

from __future__ import annotations

import sys
from pathlib import Path

from deploy.demo.word import WordFile

FILE = Path(__file__).resolve().parent / "articles" / "08-chuan-bi-mot-buoi-sinh-hoat-chi-bo.docx"
_HEAD = ["ĐẢNG BỘ XÃ …………………\nCHI BỘ …………………", "ĐẢNG CỘNG SẢN VIỆT NAM\n………, ngày … tháng … năm ……"]
_ROWS = [
    ["TT", "Nội dung", "Người trình bày", "Thời gian"],
    ["1", "Kiểm diện, thông qua chương trình", "Người chủ trì", "5 phút"],
    ["2", "Kết quả những việc buổi trước đã bàn", "Người được giao việc", "15 phút"],
    ["3", "Thông báo, chỉ đạo mới của cấp trên", "Chi ủy", "15 phút"],
    ["4", "Thảo luận: …………………………", "Toàn thể đảng viên", "40 phút"],
    ["5", "Đọc lại việc đã thống nhất, biểu quyết", "Thư ký", "15 phút"],
]


def made() -> bytes:
    file = WordFile()
    file.table([_HEAD], lines=False)
    file.paragraph("CHƯƠNG TRÌNH", bold=True, centre=True)
    file.paragraph("sinh hoạt chi bộ thường kỳ tháng …/……", bold=True, centre=True)
    file.table(_ROWS)
    file.paragraph("Giấy mời gửi trước ít nhất một ngày. Mỗi văn bản chỉ ghi ba ý: làm gì, ai làm, bao giờ xong.")
    return file.saved()


def main() -> int:
    FILE.write_bytes(made())
    print(f"{FILE.name}: {FILE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
