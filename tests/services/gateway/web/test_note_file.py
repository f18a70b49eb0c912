from __future__ import annotations

from services.gateway.web.note_file import note_file

NOTE = {
    "title": "Họp chi bộ",
    "text": "Dòng một\nDòng hai",
    "about": {"label": "Nghị quyết mới"},
    "written_at": "2026-11-22T08:00:00+00:00",
    "changed_at": "2026-11-22T09:00:00+00:00",
}


def test_the_file_holds_every_note_with_its_place_and_times() -> None:
    text = note_file([NOTE, {**NOTE, "title": "", "about": None}]).decode("utf-8-sig")
    assert text.startswith("SỔ GHI CHÉP CÁ NHÂN\r\n2 ghi chép")
    assert "Họp chi bộ\r\nViết 15:00" in text
    assert text.count("Về: Nghị quyết mới") == 1
    assert text.count("Dòng một\r\nDòng hai") == 2


def test_a_note_that_was_never_changed_names_one_time() -> None:
    changed, unchanged = (
        note_file([{**NOTE, "changed_at": at}]).decode() for at in (NOTE["changed_at"], NOTE["written_at"])
    )
    assert ", sửa 16:00" in changed
    assert "sửa" not in unchanged


def test_an_office_computer_knows_its_letters_and_line_ends() -> None:
    made = note_file([NOTE])
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\n") == made.count(b"\r\n")
