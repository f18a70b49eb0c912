"""A PDF that was printed from a text; of the pages of a scan only that they are pictures is seen here."""

from __future__ import annotations

from typing import Any

import pypdfium2

from shared.reading.errors import FileBroken, FileLocked, FileTooLong
from shared.reading.lines import paragraphs_of_pages
from shared.reading.pages import Pages

MOST_PAGES = 400
FEWEST_LETTERS = 50
"""A page with a picture and fewer letters is a scan: they are a stamp's or a signature's."""
COVERS = 0.5
"""Of the page, by its largest picture: what a scanner puts over the letters that it recognised."""
_PASSWORD_NEEDED = 4
"""PDFium's FPDF_ERR_PASSWORD."""
_TEXT, _IMAGE = 1, 3
"""PDFium's FPDF_PAGEOBJ_TEXT and _IMAGE."""
_DEEPEST = 8
"""Forms within forms that are looked into."""


def open_pdf(content: bytes) -> Any:
    """Raises FileBroken, FileLocked."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (FileLocked if error.err_code == _PASSWORD_NEEDED else FileBroken) from None


def read_pdf(content: bytes) -> Pages:
    """Raises FileBroken, FileLocked, FileTooLong."""
    document = open_pdf(content)
    if len(document) > MOST_PAGES:
        raise FileTooLong
    if len(document) == 0:
        raise FileBroken
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        pictures = [number for number, page in enumerate(document, 1) if is_picture(page)]
        sheets = [number for number, page in enumerate(document, 1) if is_covered(page)]
    except pypdfium2.PdfiumError:
        raise FileBroken from None
    empty = [number for number, text in enumerate(texts, 1) if not any(letter.isalpha() for letter in text)]
    beside = [*document.get_metadata_dict().values(), *texts]
    text = "\n".join(paragraphs_of_pages([text.splitlines() for text in texts]))
    return Pages(text, "\n".join(beside), empty, pictures, len(texts), sheets)


def is_picture(page: Any) -> bool:
    """Whether the page's letters have to be recognised: it shows something, and has none or hardly any of its own."""
    text = page.get_textpage().get_text_range().strip()
    letters = sum(letter.isalpha() for letter in text)
    if letters >= FEWEST_LETTERS:
        return False
    kinds = {shown.type for shown in page.get_objects(max_depth=2)}
    if letters:
        return _IMAGE in kinds
    return bool(kinds - {_TEXT} if text else kinds)  # letters of a typeface that does not say which they are: a picture


def is_covered(page: Any) -> bool:
    """Whether what readers see of the page is a picture, whatever letters lie beneath: a stamp is in the picture."""
    width, height = page.get_size()
    sides = (shown.get_bounds() for shown in page.get_objects(filter=[_IMAGE], max_depth=_DEEPEST))
    areas = [max(0.0, right - left) * max(0.0, top - bottom) for left, bottom, right, top in sides]
    return bool(max(areas, default=0.0) >= COVERS * width * height)
