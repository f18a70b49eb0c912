from datetime import datetime

from services.identity.rules import headers, rows

LABELS = {"card_number": "Số thẻ đảng", "birth_date": "Ngày sinh", "full_name": "Họ và tên"}
GOOD: dict[str, rows.Cell] = {
    "record_number": "001234TS",
    "card_number": "99 123 456",
    "full_name": "ĐINH THỊ  HƯƠNG",
    "sex": "nữ",
    "birth_date": datetime(1958, 3, 2),  # noqa: DTZ001 - spreadsheets know no zone
    "ethnicity": "Tày",
    "cell_code": "C0101",
    "status": "Đảng viên chính thức",
    "admitted_on": "03/02/1985",
    "official_on": "03/02/1986",
    "phone": "950123456",
    "citizen_number": "",
}


def _problems(**changes: rows.Cell) -> list[rows.Remark]:
    outcome = rows.read_member(7, GOOD | changes, LABELS)
    assert isinstance(outcome, list)
    return outcome


def test_a_good_row_becomes_one_spelling_of_everything() -> None:
    assert rows.read_member(7, GOOD, LABELS) == rows.MemberRow(
        line=7,
        cell_code="c0101",
        values={
            "record_number": "001234TS",
            "card_number": "99123456",
            "full_name": "Đinh Thị Hương",
            "sex": "female",
            "birth_date": "1958-03-02",
            "ethnicity": "Tày",
            "status": "official",
            "admitted_on": "1985-02-03",
            "official_on": "1986-02-03",
            "phone": "0950123456",
        },
    )


def test_all_problems_of_a_row_are_told_at_once_in_the_words_of_the_file() -> None:
    problems = _problems(card_number="12", birth_date="31/02/1958", full_name="Một")
    assert {str(problem).split(":")[0] for problem in problems} == {
        "Dòng 7, cột “Số thẻ đảng”",
        "Dòng 7, cột “Ngày sinh”",
        "Dòng 7, cột “Họ và tên”",
    }


def test_a_row_without_a_number_to_know_the_member_by_is_refused() -> None:
    assert "số lý lịch hoặc số thẻ" in _problems(record_number="", card_number=" ")[0].message
    assert isinstance(rows.read_member(7, GOOD | {"record_number": ""}, LABELS), rows.MemberRow)


def test_what_a_new_member_lacks_is_told_column_by_column() -> None:
    row = rows.MemberRow(7, "", {"record_number": "001234TS", "status": "official"})
    assert [remark.column for remark in rows.still_needed(row, LABELS)] == ["Họ và tên", "Ngày sinh", "Mã chi bộ"]


def test_a_text_with_a_mark_of_secrecy_is_refused() -> None:
    assert "độ mật" in _problems(career="TỐI MẬT")[0].message


def test_rare_things_are_remarked_and_not_refused() -> None:
    young = rows.read_member(7, GOOD | {"admitted_on": "01/01/1975", "card_number": ""}, LABELS)
    assert isinstance(young, rows.MemberRow)
    assert len(rows.look_again(young, LABELS)) == 2
    ordinary = rows.read_member(7, GOOD, LABELS)
    assert isinstance(ordinary, rows.MemberRow)
    assert rows.look_again(ordinary, LABELS) == []


def test_an_organisation_is_not_its_own_parent() -> None:
    outcome = rows.read_organisation(
        2, {"code": "C1", "name": "Chi bộ thôn Một", "kind": "Chi bộ", "parent_code": "c1"}, {}
    )
    assert isinstance(outcome, list)


def test_heads_are_found_under_any_of_their_names() -> None:
    head = ["STT", "HỌ TÊN", "Số lý lịch ", "NGAY SINH", "mã chi bộ", "Trạng  thái", "Họ và tên"]
    columns = headers.find_columns(head, headers.MEMBER_ALIASES, headers.MEMBER_REQUIRED)
    assert columns.positions == {
        "full_name": 1,
        "record_number": 2,
        "birth_date": 3,
        "cell_code": 4,
        "status": 5,
    }
    assert columns.missing == []
    assert columns.unknown == ["STT"]
    assert columns.repeated == ["Họ và tên"]


def test_a_missing_head_is_named_as_the_form_names_it() -> None:
    columns = headers.find_columns(["Họ và tên"], headers.MEMBER_ALIASES, headers.MEMBER_REQUIRED)
    assert columns.missing == ["Số lý lịch", "Ngày sinh", "Mã chi bộ", "Tình trạng"]
