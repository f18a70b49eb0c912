"""What a part of a course gives to read. The template is the real one."""

from __future__ import annotations

from services.gateway.web.views import environment


def test_the_heading_over_several_clauses_of_an_article_stands_there_once() -> None:
    pieces = [
        {"heading": "Điều 4. Sinh hoạt chuyên đề", "text": "1. Mỗi quý một buổi."},
        {"heading": "Điều 4. Sinh hoạt chuyên đề", "text": "2. Không thay thế sinh hoạt định kỳ."},
        {"heading": "Điều 5. Chuẩn bị", "text": "Đăng tài liệu trước."},
        {"heading": "", "text": "Đoạn không có tiêu đề."},
    ]
    part = {"source": "document", "source_title": "05-QĐ/TU", "source_gone": False, "pieces": pieces}
    html = environment.get_template("parts/study_text.html").render(part=part)
    assert html.count("<h2>Điều 4. Sinh hoạt chuyên đề</h2>") == 1
    assert html.count("<h2>") == 2
    assert html.count("<p>") == 4
