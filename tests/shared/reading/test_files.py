"""Each kind of file through the real reader in its own process."""

from __future__ import annotations

import io
import zipfile

import pytest

from shared.errors import AppError
from shared.reading.errors import FileBroken, FileHasMacros, FileLocked, FileTooLarge, FileTooLong, NotADocument
from shared.reading.files import ReadText, read_text
from shared.reading.kinds import MOST_BYTES, Kind, kind_of
from tests.services.content.document_files import BODY, changed, docx, pdf, scan, word

pytestmark = pytest.mark.slow
BOMB = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
ENTITIES = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + BOMB % b"&b;"


def read(content: bytes, name: str = "file.bin") -> ReadText:
    return read_text(content, kind_of(content, name))


def lines(content: bytes, name: str = "file.bin") -> list[str]:
    return read(content, name).text.split("\n")


def test_a_word_file_reads_as_it_stands_and_its_two_columns_one_after_the_other() -> None:
    assert lines(docx())[:6] == [
        "ĐẢNG BỘ TỈNH TRƯỜNG SƠN", "TỈNH ỦY", "*", "Số: 18-NQ/TU", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Trường Sơn, ngày 26 tháng 02 năm 2026",
    ]  # fmt: skip
    assert lines(docx())[9:] == list(BODY)


def test_numbers_that_word_counts_itself_are_read() -> None:
    file = word("Mở đầu.")
    for level, text in (
        (0, "Phạm vi"),
        (1, "Một."),
        (1, "Hai."),
        (2, "điểm;"),
        (2, "điểm."),
        (0, "Hết"),
        (1, "Ba."),
    ):
        file.paragraph(text, level=level)
    assert lines(file.saved())[-7:] == [
        "Điều 1. Phạm vi", "1. Một.", "2. Hai.", "a) điểm;", "b) điểm.", "Điều 2. Hết", "1. Ba.",
    ]  # fmt: skip


def test_a_table_is_rows_and_a_note_stands_under_its_paragraph() -> None:
    file = word("Mức đóng:")
    file.table([["Đối tượng", "Mức"], ["Hưởng lương", "1%"]])
    file.paragraph("Tính theo tháng.", note="Không tính phụ cấp.")
    assert lines(file.saved())[-4:] == [
        "Đối tượng | Mức",
        "Hưởng lương | 1%",
        "Tính theo tháng. [1]",
        "[1] Không tính phụ cấp.",
    ]


def test_what_was_deleted_and_the_head_of_the_page_are_beside_the_text() -> None:
    file = word("Giữ lại.", header="Lưu hành nội bộ")
    file.raw("<w:p><w:del><w:r><w:delText>Bỏ đi.</w:delText></w:r></w:del></w:p>")
    found = read(file.saved())
    assert "Bỏ đi" not in found.text
    assert "nội bộ" not in found.text
    assert "Bỏ đi" in found.beside
    assert "nội bộ" in found.beside


def test_hidden_words_are_beside_the_text_and_small_letters_shown_as_capitals_are_capitals() -> None:
    file = word("Giữ lại.")
    file.raw("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Bị ẩn.</w:t></w:r><w:r><w:t>Hiện.</w:t></w:r></w:p>")
    file.raw("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>mật</w:t></w:r></w:p>")
    found = read(file.saved())
    assert found.text.split("\n")[-2:] == ["Hiện.", "MẬT"]
    assert "Bị ẩn." in found.beside


def test_a_strict_word_file_is_read_like_any_other() -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(docx())) as parts:
        document = parts.read("word/document.xml")
    strict = changed(docx(), document=document.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert lines(strict) == lines(docx())


def test_a_printed_text_loses_what_every_page_repeats_and_its_lines_are_joined() -> None:
    long = "1. " + "Chi bộ sinh hoạt mỗi tháng một lần vào ngày đầu tháng và thông báo trước cho đảng viên, " * 4
    found = lines(pdf(["Điều 1. Sinh hoạt", long], ["2. Hai.", "3. Ba."], ["Điều 2. Hết."], head="Sổ tay – lưu hành"))
    assert found == ["Điều 1. Sinh hoạt", long.strip(), "2. Hai.", "3. Ba.", "Điều 2. Hết."]


def test_a_page_without_letters_among_others_is_told() -> None:
    assert read(pdf(["Điều 1. Sinh hoạt của chi bộ thôn."], [], ["Hết."])).empty_pages == (2,)
    assert read(pdf(["Điều 1. Sinh hoạt của chi bộ thôn."])).empty_pages == ()


def test_a_scan_has_no_text() -> None:
    found = read(scan())
    assert (found.text, found.empty_pages) == ("", (1,))


def test_a_saved_page_reads_without_menus_scripts_and_what_is_hidden() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Trang</title><script>var a;</script></head><body><nav>Thực đơn</nav>"
        "<h1>NGHỊ QUYẾT</h1><p>Điều 1. Phạm&nbsp;vi</p><ol><li>Một.<li>Hai.</ol><p style='display:none'>MẬT</p>"
        "<table><tr><td>Đối tượng<td>Mức</tr><tr><td>Lương</td><td>1%</td></tr></table><p>Dòng<br>sau"
    )
    found = read(page.encode(), "trang.html")
    assert found.text.split("\n") == [
        "NGHỊ QUYẾT", "Điều 1. Phạm vi", "1. Một.", "2. Hai.", "Đối tượng | Mức", "Lương | 1%", "Dòng", "sau",
    ]  # fmt: skip
    assert "MẬT" in found.beside


def test_an_old_page_in_windows_1258_is_read() -> None:
    page = "<html><head><meta charset=windows-1258></head><body><p>Tài liệu học tập của chi bộ thôn</p>"
    raw = (
        page.replace("ệ", "ê\u0323")
        .replace("ọ", "o\u0323")
        .replace("ậ", "â\u0323")
        .replace("ộ", "ô\u0323")
        .replace("ủ", "u\u0309")
    )
    assert lines(raw.encode("cp1258")) == ["Tài liệu học tập của chi bộ thôn"]


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (docx()[:-200], FileBroken),
        (changed(docx(), document=b"<w:document"), FileBroken),
        (changed(docx(), document=ENTITIES), FileBroken),
        (changed(docx(), document=ENTITIES.decode().encode("utf-16")), FileBroken),
        (changed(docx(), document=BOMB % (b" " * 30_000_000)), FileTooLong),
        (changed(docx(), **{f"part{number}": b"x" * 9_000_000 for number in range(8)}), FileTooLong),
        (changed(docx(), document=BOMB % (b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000)), FileTooLong),
        (changed(docx(), vbaProject=b"macro"), FileHasMacros),
        (b"PK\x03\x04 word/ nothing", FileBroken),
        (b"%PDF-1.7\nnothing", FileBroken),
        (pdf(["Điều 1. Phạm vi"], password="chìa".encode().hex()), FileLocked),
        (pdf(*[["Trang."]] * 401), FileTooLong),
        (docx()[:0] + b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", NotADocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileLocked),
        (b"\xff\xd8\xff picture", NotADocument),
        (b"%PDF-" + b" " * MOST_BYTES, FileTooLarge),
    ],
    ids=range(16),
)
def test_what_is_broken_locked_or_hostile_is_refused_in_words(content: bytes, refused: type[AppError]) -> None:
    with pytest.raises(refused) as found:
        read(content)
    assert found.value.code.startswith("content.")
    assert len(found.value.message) > 20


def test_a_page_nested_without_end_is_read_or_refused_in_time() -> None:
    deep = b"<html><body>" + b"<div>" * 200_000 + "Tài liệu học tập của chi bộ".encode()
    assert lines(deep) == ["Tài liệu học tập của chi bộ"]
    assert kind_of(deep, "") is Kind.HTML


W_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("word/header9.xml", '<w:hdr {0}><w:p><w:r><v:shape><v:textpath string="MẬT"/></v:shape></w:r></w:p></w:hdr>'),
        ("word/header9.xml", '<w:hdr {0}><w:p><w:r><wp:docPr id="1" name="Hình 1" descr="MẬT"/></w:r></w:p></w:hdr>'),
        ("word/diagrams/data1.xml", "<a:p {0}><a:r><a:t>MẬT</a:t></a:r></a:p>"),
    ],
    ids=["watermark", "words for a picture", "drawing"],
)
def test_what_is_drawn_in_a_word_file_is_looked_through_for_marks(part: str, xml: str) -> None:
    sent = io.BytesIO(docx())
    with zipfile.ZipFile(sent, "a") as parts:
        parts.writestr(part, xml.format(W_NAMES))
    assert "MẬT" in read(sent.getvalue(), "a.docx").beside.split("\n")


@pytest.mark.parametrize("part", ["<a", "<!--", "</", '<a x="'])
def test_a_page_whose_tags_never_end_does_not_hold_up_the_files_of_others(part: str) -> None:
    page = "<html><body>Tài liệu" + part * (600_000 // len(part))
    assert read(page.encode(), "trang.html").text.startswith("Tài liệu")
