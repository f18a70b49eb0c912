"""The blank programme that an article of the demonstration gives to take along."""

from __future__ import annotations

from deploy.demo.agenda_form import FILE, made
from services.content.rules.article_files import DOCX, attachment_sort
from shared.reading.files import read_text
from shared.reading.kinds import Kind


def test_the_committed_file_is_made_of_its_lines() -> None:
    assert FILE.read_bytes() == made(), "run: python -m deploy.demo.agenda_form"


def test_it_is_a_word_file_that_is_taken_and_read() -> None:
    assert attachment_sort(made()) is DOCX
    assert "CHƯƠNG TRÌNH" in read_text(made(), Kind.DOCX).text
