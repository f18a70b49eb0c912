"""Notices, courses, books, bulletins and files of articles are found too, each by whom its own page opens for."""

from typing import Any

import pytest

from services.content.usecases.correct_notice import correct_notice
from services.content.usecases.publish_article import publish_article
from services.content.usecases.publish_bulletin import publish_bulletin
from services.content.usecases.send_notice import send_notice
from services.content.usecases.withdraw_bulletin import withdraw_bulletin
from services.content.usecases.withdraw_notice import withdraw_notice
from shared.security import Grant
from shared.usecase import perform
from tests.services.content.conftest import CELL, Found, Published, editor, member, person
from tests.services.content.courses import begun, opened, part_of, question_of, ready
from tests.services.content.sent_files import attach, pdf, workbook
from tests.services.content.usecases.test_article_files import draft, revise
from tests.services.content.usecases.test_article_files import published as publish_with
from tests.services.content.usecases.test_books import made, publish, with_chapters

__all__ = ["draft"]
pytestmark = pytest.mark.slow
HERE = "ts/x03/"
SECRETARY = Grant("cell_secretary", CELL)


def notice(**fields: Any) -> dict[str, Any]:
    given = {
        "kind": "notice", "from_path": "ts/", "issuer": "Tỉnh ủy", "title": "Lịch tiếp đảng viên", "audience": HERE,
        "text": "Đồng chí mang thẻ Đảng khi đến nhà văn hóa.", "acknowledge": False, **fields,
    }  # fmt: skip
    return perform(send_notice, given, editor())


def seen(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item["thing"], item["id"]) for item in answer["items"]]


def test_a_notice_is_found_by_whom_it_is_meant_for_and_no_more_once_withdrawn(found: Found) -> None:
    sent = notice()
    assert seen(found("nha van hoa")) == [("notice", sent["id"])]
    assert seen(found("nhà văn hóa", member("ts/x04/c0401/"))) == []
    leader = person("m2", "ts/x04/c0401/", Grant("committee_officer", "ts/"))
    assert seen(found("nhà văn hóa", leader)) == [], "who leads above opens no notice that is not meant for her"
    corrected = perform(
        correct_notice,
        {"notice_id": sent["id"], "version": sent["version"], "title": "Lịch tiếp", "text": "Ở trụ sở xã.",
         "reason": "Đổi nơi."},
        editor(),
    )  # fmt: skip
    assert seen(found("nhà văn hóa")) == []
    assert seen(found("trụ sở xã")) == [("notice", sent["id"])]
    perform(
        withdraw_notice, {"notice_id": sent["id"], "version": corrected["version"], "reason": "Gửi nhầm."}, editor()
    )
    assert seen(found("trụ sở xã")) == []


def test_a_notice_for_secretaries_is_found_by_who_holds_the_role_there(found: Found) -> None:
    sent = notice(roles=["cell_secretary"])
    assert seen(found("thẻ Đảng")) == []
    assert found("thẻ Đảng")["choices"]["thing"] == []
    assert seen(found("thẻ Đảng", person("s1", CELL, SECRETARY))) == [("notice", sent["id"])]
    assert seen(found("thẻ Đảng", person("s2", CELL, Grant("committee_officer", HERE)))) == []
    elsewhere = person("s3", "ts/x04/c0401/", Grant("cell_secretary", "ts/x04/c0401/"))
    assert seen(found("thẻ Đảng", elsewhere)) == []


def test_a_course_is_found_by_its_parts_and_not_by_the_answers_to_its_questions(found: Found) -> None:
    drafted = begun(title="Chưa mở cho ai")
    course = part_of(
        begun(title="Nghị quyết về chuyển đổi số"), "Dữ liệu dùng chung", body="Mỗi thôn một tổ công nghệ."
    )
    course = opened(question_of(course, course["changed_id"], "Ai nhập dữ liệu đầu vào?"))
    assert seen(found("tổ công nghệ")) == [("course", course["id"])]
    assert seen(found("dữ liệu dùng chung")) == [("course", course["id"])]
    assert found("ai nhập dữ liệu đầu vào")["manner"] != "as_typed"
    assert drafted["id"] not in str(found("chưa mở cho ai"))


def test_a_course_for_officers_of_a_commune_is_theirs_alone(found: Found) -> None:
    course = ready(audience=HERE, roles=["committee_officer"], title="Bồi dưỡng cấp ủy viên")
    assert seen(found("bồi dưỡng cấp ủy")) == []
    assert seen(found("bồi dưỡng cấp ủy", person("o1", CELL, Grant("committee_officer", HERE)))) == [
        ("course", course["id"])
    ]


def test_an_audio_book_is_found_by_its_title_and_those_of_its_chapters(found: Found, published: Published) -> None:
    book = with_chapters(made(), published("Chương mở đầu"))
    assert ("book", book["id"]) not in seen(found("lịch sử"))
    publish(book)
    assert seen(found("lich su")) == [("book", book["id"])]
    assert seen(found("lịch sử", member("ts/x04/c0401/"))) == []


def test_a_bulletin_is_found_by_its_title_and_period_until_it_is_withdrawn(found: Found, published: Published) -> None:
    items = [{"kind": "article", "ref": published("Mùa gặt")}]
    fields = {"title": "Bản tin nội bộ", "period": "Tháng 11 năm 2026", "audience": HERE, "items": items}
    bulletin = perform(publish_bulletin, fields, editor())
    assert seen(found("ban tin noi bo")) == [("bulletin", bulletin["id"])]
    assert ("bulletin", bulletin["id"]) in seen(found("tháng 11"))
    assert seen(found("bản tin nội bộ", member("ts/x04/c0401/"))) == []
    gone = {"bulletin_id": bulletin["id"], "version": bulletin["version"], "reason": "In nhầm"}
    perform(withdraw_bulletin, gone, editor())
    assert seen(found("bản tin nội bộ")) == []


def test_what_stands_in_a_file_of_an_article_is_found_with_the_files_name_while_readers_have_it(
    draft: str, blobs: object, found: Found
) -> None:
    table = workbook(lambda _book, sheet: sheet.append([1, "Trần Thị Hoa Sim", "Tổ trưởng thu gom vỏ thuốc"]))
    sheet, paper = (
        attach(draft, table, "Danh sách.xlsx"),
        attach(draft, pdf("Mau cam ket bao ve moi truong"), "Mẫu.pdf"),
    )
    assert seen(found("thu gom vỏ thuốc")) == []
    version = publish_with(draft, f"Đoạn.\n\n{sheet['line']}\n\n{paper['line']}")
    hit = found("thu gom vo thuoc")["items"][0]
    assert (hit["thing"], hit["id"]) == ("article", draft)
    assert "Danh sách" in "".join(piece["text"] for piece in hit["heading"])
    shown = "".join(piece["text"] for piece in hit["snippet"])
    assert shown == "STT; Họ và tên; Trần Thị Hoa Sim; Tổ trưởng thu gom vỏ thuốc;"
    assert seen(found("openpyxl")) == [], "who wrote a file is not what it says"
    assert seen(found("cam kết bảo vệ môi trường")) == [("article", draft)]
    revised = revise(draft, "Không còn tệp.", version)
    perform(publish_article, {"article_id": draft, "version": revised["version"]}, editor())
    assert seen(found("thu gom vỏ thuốc")) == []
