import pytest

from services.assistant.rules.guide import read_guide
from services.assistant.rules.knowledge import EVERYBODY

TEXT = """# Hướng dẫn
Dành cho: member

## Đổi mật khẩu
Mở: /me/password
Vào trang Cá nhân.
Bấm Đổi mật khẩu.

## Dùng chữ lớn
Mở: /me
Bấm Dùng chữ lớn.
"""


def test_every_task_is_an_entry_with_the_page_that_it_is_about() -> None:
    guide = read_guide("dang-vien", TEXT)
    document, clauses = guide.entry
    assert (guide.role, document.source, document.audience) == ("member", "guide", EVERYBODY)
    assert [(each.anchor, each.heading, each.opens, each.text) for each in clauses] == [
        ("doi-mat-khau", "Đổi mật khẩu", "/me/password", "Vào trang Cá nhân.\nBấm Đổi mật khẩu."),
        ("dung-chu-lon", "Dùng chữ lớn", "/me", "Bấm Dùng chữ lớn."),
    ]


def test_another_text_is_another_version() -> None:
    changed = read_guide("dang-vien", TEXT.replace("Cá nhân", "Thêm"))
    assert changed.entry[0].version != read_guide("dang-vien", TEXT).entry[0].version


@pytest.mark.parametrize(
    "broken", [TEXT.replace("Mở: /me\n", ""), TEXT.replace("Dành cho: member\n", ""), TEXT + "\n## Không có nội dung\n"]
)
def test_a_file_in_another_form_is_an_error_and_not_half_read(broken: str) -> None:
    with pytest.raises(ValueError, match="dang-vien"):
        read_guide("dang-vien", broken)
