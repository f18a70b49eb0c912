"""Files of an article that are looked through before they are kept: what runs by itself, marks of secrecy."""

import io
import zipfile
from datetime import timedelta

import pytest
from openpyxl.comments import Comment

from services.content.rules.file_errors import (
    FileNotTaken,
)
from services.content.store import article_files
from services.content.store.article_files import ArticleFile
from services.content.usecases.write_article import write_article
from shared.security import audit
from shared.security.refusing import SecretMark
from shared.store import GridFSBlobStore
from shared.usecase import perform
from tests.services.content.conftest import NOW, editor
from tests.services.content.sent_files import attach, drawn, office, pdf, send, slides, workbook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("blobs")]


@pytest.fixture
def draft(store: None) -> str:
    text = {"title": "Trao Huy hiệu", "body": "Đoạn một.", "audience": "ts/", "form": "markup"}
    return str(perform(write_article, text, editor())["id"])


def test_what_runs_by_itself_or_cannot_be_looked_through_is_not_taken(draft: str) -> None:
    for content in (
        b"MZ" + b"0" * 100,
        b"<html><script>1</script></html>",
        office("xl/workbook.xml", "xl/vbaProject.bin"),
        office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"),
        office("ppt/presentation.xml", "ppt/embeddings/Mo.EXE"),
        b"PK\x03\x04 word/document.xml and no package",
        office("anything.txt"),
        b"%PDF-1.7 and then nothing",
        office("word/document.xml"),
    ):
        with pytest.raises(FileNotTaken):
            attach(draft, content, "van ban.pdf")
    assert ArticleFile.objects.count() == 0


def test_a_mark_of_secrecy_in_the_file_its_name_or_the_words_is_refused(draft: str, blobs: GridFSBlobStore) -> None:
    audit.ensure_index()
    with pytest.raises(SecretMark):
        attach(draft, pdf("TUYET MAT"))
    with pytest.raises(SecretMark):
        attach(draft, pdf("x"), "TỐI MẬT.pdf")
    with pytest.raises(SecretMark):
        send(draft, drawn((10, 10)), alt="Trang bìa đóng dấu\nTUYỆT MẬT")
    assert ArticleFile.objects.count() == 0
    assert list(blobs.named(article_files.BLOB, NOW + timedelta(days=900))) == []


@pytest.mark.parametrize(
    "content",
    [
        workbook(lambda _book, sheet: sheet.append([1, "MẬT"])),
        workbook(lambda book, _sheet: book.create_sheet("TỐI MẬT")),
        workbook(lambda _book, sheet: setattr(sheet["A1"], "comment", Comment("Độ mật: Tuyệt mật", "x"))),
        workbook(lambda _book, sheet: setattr(sheet.oddHeader.center, "text", '&"Arial,Bold"&14MẬT')),
        slides("TỐI| M|ẬT"),
        slides("Độ mật: Mật", "ppt/notesSlides/notesSlide1.xml"),
    ],
    ids=["cell", "sheet", "remark", "head", "slide", "notes"],
)  # fmt: skip
def test_a_mark_of_secrecy_in_a_workbook_or_in_slides_is_refused(draft: str, content: bytes) -> None:
    audit.ensure_index()
    with pytest.raises(SecretMark):
        attach(draft, content, "bang.xlsx")
    assert ArticleFile.objects.count() == 0


def test_ordinary_workbooks_and_slides_are_taken(draft: str) -> None:
    content = workbook(lambda _book, sheet: sheet.append([1, "Giữ bí mật nghề nghiệp; mật độ dân số 300 người/km²"]))
    assert attach(draft, content, "bang.xlsx")["sort"] == "Excel"
    assert attach(draft, slides("Bảo mật| thông tin"), "x.pptx")["sort"] == "PowerPoint"


def test_workbooks_that_cannot_be_looked_through_are_not_taken(draft: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", "<x>" + " " * 70_000_000 + "</x>")
    entity = office("ppt/presentation.xml").replace(b"<x/>", b"<!x>")
    for content in (bomb.getvalue(), entity):
        with pytest.raises(FileNotTaken):
            attach(draft, content, "bang.xlsx")
