"""Papers looked through by the process of its own, and photographs that tell nothing of where they were taken."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from services.identity.engines.papers import look_through
from services.identity.rules.paper_errors import (
    NotAPaper,
    PaperBroken,
    PaperHasMacros,
    PaperLocked,
    PaperTooLarge,
)
from services.identity.rules.paper_kinds import MOST_BYTES, Kind, file_name, kind_of
from services.identity.rules.picture_metadata import clean_jpeg, clean_png
from tests.services.identity.papers import chunk, docx, pdf, png

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def _photograph(**how: object) -> bytes:
    exif = Image.Exif()
    exif[MAKER] = "Máy của Hương"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (21.0, 3.0, 12.0)
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, "JPEG", exif=exif, comment=b"thon Thuong", **how)
    return out.getvalue()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photograph_loses_place_and_owner_and_stays_the_same_picture(progressive: bool) -> None:
    sent = _photograph(progressive=progressive) + b"a film behind the picture"
    kept = clean_jpeg(sent)
    before, after = (Image.open(io.BytesIO(content)) for content in (sent, kept))
    assert dict(before.getexif().get_ifd(GPS)), "the photograph had a place"
    assert dict(after.getexif()) == {ORIENTATION: 6}
    assert dict(after.getexif().get_ifd(GPS)) == {}
    assert list(before.tobytes()) == list(after.tobytes())
    assert not any(word in kept for word in (b"thon Thuong", "Hương".encode(), b"a film"))


def test_a_png_loses_its_texts(tmp_path: object) -> None:
    sent = png(chunk(b"eXIf", b"MM\x00*place"), chunk(b"tEXt", b"Author\x00Huong"), chunk(b"pHYs", bytes(9))) + b"more"
    assert clean_png(sent) == png(chunk(b"pHYs", bytes(9)))


@pytest.mark.parametrize("cut", [3, 20, 200, -3])
def test_half_a_picture_is_told_as_broken(cut: int) -> None:
    with pytest.raises(PaperBroken):
        clean_jpeg(_photograph()[:cut])
    with pytest.raises(PaperBroken):
        clean_png(png()[:cut] if cut < 60 else png()[:-4])


def test_the_content_says_what_a_file_is_and_not_its_name() -> None:
    assert [kind_of(content) for content in (pdf("a"), docx("a"), png(), _photograph())] == [
        Kind.PDF, Kind.DOCX, Kind.PNG, Kind.JPEG,
    ]  # fmt: skip
    for other in (b"MZ\x90\x00", b"PK\x03\x04 a sheet", b"<html>%PDF-1.4", b"GIF89a"):
        with pytest.raises(NotAPaper):
            kind_of(other)
    with pytest.raises(PaperTooLarge):
        kind_of(b"%PDF-" + bytes(MOST_BYTES))
    assert file_name("C:\\giấy tờ\\QĐ số 12/HU: kết nạp.exe", Kind.PDF) == "HU kết nạp.pdf"
    assert file_name("...", Kind.JPEG) == "giay-to.jpg"


def test_the_text_of_a_pdf_is_searched() -> None:
    found = look_through(pdf("QUYET DINH", "ket nap dang vien"), Kind.PDF)
    assert (found.pages, found.has_text, found.marked) == (1, True, False)
    assert look_through(pdf("TINH UY", "TUYET MAT", "So 12"), Kind.PDF).marked
    assert look_through(pdf("a", title="TOP SECRET"), Kind.PDF).marked
    assert not look_through(pdf(), Kind.PDF).has_text


def test_the_text_of_a_docx_is_searched_with_its_headers() -> None:
    found = look_through(docx("Đơn xin vào Đảng", "giữ bí mật của Đảng"), Kind.DOCX)
    assert (found.pages, found.has_text, found.marked) == (0, True, False)
    assert look_through(docx("Đơn", header="TỐI MẬT"), Kind.DOCX).marked
    assert look_through(docx("Đơn", docProps__core_xml="<c><title>MẬT</title></c>"), Kind.DOCX).marked


def test_what_cannot_be_looked_through_is_refused() -> None:
    with pytest.raises(PaperBroken):
        look_through(b"%PDF-1.4 nothing behind it", Kind.PDF)
    with pytest.raises(PaperBroken):
        look_through(docx("a")[:-30], Kind.DOCX)
    with pytest.raises(PaperHasMacros):
        look_through(docx("a", word__vbaProject_bin="x"), Kind.DOCX)
    with pytest.raises(PaperBroken):
        look_through(docx("a", word__more_xml='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), Kind.DOCX)


def test_a_locked_pdf_is_told_as_such() -> None:
    trailer = b"/Info 6 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"00" * 32 + b"> /U <" + b"00" * 32
    locked = pdf("a").replace(b"/Info 6 0 R", trailer + b"> /P -4 >> /ID [<00> <00>]")
    with pytest.raises(PaperLocked):
        look_through(locked, Kind.PDF)


ON_THE_HUB = """
import eventlet; eventlet.monkey_patch()
from services.identity.engines.papers import look_through
from services.identity.rules.paper_kinds import Kind
from tests.services.identity.papers import pdf
turns = []
def turn():
    while True: turns.append(1); eventlet.sleep(0.01)
eventlet.spawn(turn)
assert look_through(pdf("TUYET MAT"), Kind.PDF).marked
assert len(turns) > 5, turns
"""


def test_the_hub_goes_on_while_a_paper_is_looked_through() -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-c", ON_THE_HUB], check=True)
