"""Pages of scans through the real Tesseract in its own process."""

from __future__ import annotations

import io
from difflib import SequenceMatcher

import pytest
from PIL import Image, ImageDraw

from deploy.demo.regulation import SOURCE
from services.content.engines.scanning import count_pages, read_page, reader_name
from services.content.rules.document_errors import PageTooLarge
from services.content.rules.scan_text import PageText, is_marked, text_of_pages
from shared.reading.clauses import sections_of
from shared.reading.errors import FileBroken, FileLocked, FileTooLong
from shared.reading.head import propose_head
from shared.reading.kinds import Kind
from tests.services.content.document_files import BODY, pdf
from tests.services.content.scanned_files import SANS, jpeg, pdf_of, png, printed, scanned, stamped, tiff

pytestmark = pytest.mark.slow
REGULATION = [
    line.partition("[^")[0].lstrip("#! ").strip() for line in SOURCE.read_text(encoding="utf-8").splitlines()[12:60]
]
FLOOR = 0.97


def read(page: Image.Image) -> PageText:
    return read_page(png(page), Kind.PICTURE, 1).text


def likeness(found: str, written: str) -> float:
    """Share of the written letters that stand in the text in their order."""
    first, second = " ".join(found.split()), " ".join(written.split())
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(second)


@pytest.mark.parametrize("font", [None, SANS], ids=["serif", "sans"])
@pytest.mark.parametrize(("askew", "noise"), [(0.0, 0.0), (0.0, 8.0), (1.6, 8.0)])
def test_a_clean_page_of_200_dpi_is_read_to_97_of_100_letters(font: str | None, askew: float, noise: float) -> None:
    lines = REGULATION[5:25]
    given = {"font": font} if font else {}
    (page,) = printed(lines, head=(), **given)
    found = read(scanned(page, askew=askew, noise=noise, blur=0.4))
    assert likeness(found.text, "\n".join(lines)) >= FLOOR


def test_the_two_columns_of_the_head_come_one_after_the_other() -> None:
    for askew in (0.0, 1.2):
        (page,) = printed(BODY)
        proposed = propose_head(text_of_pages([read(scanned(page, askew=askew))]))
        assert (proposed.number, proposed.kind, str(proposed.issued_on)) == ("18-NQ/TU", "Nghị quyết", "2026-02-26")
        assert proposed.issuer.lower().startswith("tỉnh ủy")


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_lay_on_its_side_or_its_head_is_read_upright(turned: int) -> None:
    (page,) = printed(BODY)
    found = read(scanned(page).rotate(turned, expand=True))
    assert likeness(found.text, "\n".join(BODY)) >= FLOOR


def test_three_pages_of_the_regulation_keep_their_articles_clauses_and_points() -> None:
    lines = REGULATION[:44]
    sheets = printed(lines[:15], lines[15:30], lines[30:], head=())
    file = pdf_of(*[scanned(page, askew=0.6) for page in sheets])
    assert count_pages(file, Kind.PDF) == 3
    texts = [read_page(file, Kind.PDF, number).text for number in (1, 2, 3)]
    expected = [section.anchor for section in sections_of("", "\n".join(lines)) if section.anchor.startswith("dieu")]
    found = [section.anchor for section in sections_of("", text_of_pages(texts)) if section.anchor.startswith("dieu")]
    assert len(expected) > 20
    assert found == expected


def test_words_that_the_reader_was_not_sure_of_are_told() -> None:
    (page,) = printed(
        ["Chi bộ họp định kỳ vào ngày 03 hằng tháng tại nhà văn hóa thôn.", "Đồng chí vắng mặt phải báo."]
    )
    draw = ImageDraw.Draw(page)
    for left in range(640, 900, 9):
        draw.line((left, 620, left - 40, 690), fill="black", width=2)
    words = [word for line in read(scanned(page, noise=20, blur=1.3)).lines for word in line.words]
    doubtful = [word for word in words if word.doubtful]
    assert 0 < len(doubtful) < len(words) / 2


@pytest.mark.parametrize(
    ("word", "frame", "colour"),
    [
        ("MẬT", True, "#c81e1e"),
        ("MẬT", False, "#c81e1e"),
        ("TỐI MẬT", True, "#b01030"),
        ("TUYỆT MẬT", True, "#c81e1e"),
        ("MẬT", True, "black"),
    ],
)
def test_a_stamp_of_secrecy_at_the_head_is_seen(word: str, frame: bool, colour: str) -> None:
    (page,) = printed(BODY)
    found = read_page(jpeg(scanned(stamped(page, word, frame=frame, colour=colour))), Kind.PICTURE, 1)
    assert is_marked(found.text.text, found.beside)


def test_a_stamp_of_receipt_is_no_mark() -> None:
    (page,) = printed([*BODY, "Cán bộ văn thư giữ bí mật công tác, bảo mật tài khoản."])
    for word in ("ĐẾN", "SAO Y", "HỎA TỐC"):
        found = read_page(jpeg(scanned(stamped(page, word))), Kind.PICTURE, 1)
        assert not is_marked(found.text.text, found.beside), word


def test_what_is_no_page_of_text_says_so() -> None:
    white = Image.new("RGB", (1654, 2339), "white")
    assert read(scanned(white)) == PageText((), blank=True)
    photograph = Image.effect_mandelbrot((1654, 1200), (-2, -1, 1, 1), 80).convert("RGB")
    assert read(photograph).lines == ()


def test_a_page_of_400_million_points_is_refused_before_it_is_unpacked() -> None:
    huge = Image.new("1", (20_000, 20_000), 1)
    with pytest.raises(PageTooLarge):
        read_page(png(huge), Kind.PICTURE, 1)


def test_pages_of_a_tiff_are_counted_and_read_each() -> None:
    pages = printed(["Trang thứ nhất nói về sinh hoạt chi bộ định kỳ."], ["Trang thứ hai nói về đảng phí hằng tháng."])
    file = tiff(*map(scanned, pages))
    assert count_pages(file, Kind.PICTURE) == 2
    assert "đảng phí" in read_page(file, Kind.PICTURE, 2).text.text


def test_a_photograph_that_says_how_it_was_held_is_turned_by_that() -> None:
    (page,) = printed(BODY)
    exif = Image.Exif()
    exif[0x0112] = 8
    found = read_page(jpeg(scanned(page).rotate(270, expand=True), exif=exif), Kind.PICTURE, 1)
    assert likeness(found.text.text, "\n".join(BODY)) >= FLOOR


def test_a_page_with_letters_of_its_own_is_not_recognised_anew() -> None:
    text = read_page(pdf(BODY), Kind.PDF, 1).text
    assert BODY[3] in text.text
    assert not [word for line in text.lines for word in line.words if word.doubtful]


def test_broken_locked_and_endless_files_are_refused() -> None:
    with pytest.raises(FileBroken):
        count_pages(b"\x89PNG\r\n\x1a\n" + bytes(100), Kind.PICTURE)
    with pytest.raises(FileLocked):
        count_pages(pdf(BODY, password="1"), Kind.PDF)
    with pytest.raises(FileTooLong):
        count_pages(tiff(*[Image.new("1", (8, 8))] * 401), Kind.PICTURE)
    whole = io.BytesIO(png(printed(BODY)[0]))
    with pytest.raises(FileBroken):
        read_page(whole.getvalue()[:9000], Kind.PICTURE, 1)


def test_the_reader_says_which_it_is() -> None:
    assert reader_name().startswith("Tesseract 5")
