"""A PDF that was printed from a text; of a scan there is nothing to read."""

from __future__ import annotations

import pypdfium2

from services.content.engines.reading.pages import Pages
from services.content.rules.document_errors import FileBroken, FileLocked, FileTooLong
from services.content.rules.document_lines import paragraphs_of_pages

MOST_PAGES = 400
_PASSWORD_NEEDED = 4
"""PDFium's FPDF_ERR_PASSWORD."""


def read_pdf(content: bytes) -> Pages:
    """Raises FileBroken, FileLocked, FileTooLong."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (FileLocked if error.err_code == _PASSWORD_NEEDED else FileBroken) from None
    if len(document) > MOST_PAGES:
        raise FileTooLong
    if len(document) == 0:
        raise FileBroken
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError:
        raise FileBroken from None
    empty = [number for number, text in enumerate(texts, 1) if not any(letter.isalpha() for letter in text)]
    beside = [*document.get_metadata_dict().values(), *texts]
    return Pages("\n".join(paragraphs_of_pages([text.splitlines() for text in texts])), "\n".join(beside), empty)
