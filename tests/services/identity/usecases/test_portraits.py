"""The register's photograph: a paper that is a picture, of which the newest counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.identity.rules.paper_errors import NotAPortrait, PaperNotYours
from services.identity.rules.papers import PORTRAIT
from services.identity.store import member_papers, paper_files
from services.identity.usecases.attach_paper import AttachPaper, attach_paper
from services.identity.usecases.renew_paper import RenewPaper, renew_paper
from services.identity.usecases.withdraw_paper import WithdrawPaper, withdraw_paper
from shared.security import Actor
from shared.store import database
from shared.usecase import Context
from tests.services.identity.conftest import NOW, Province
from tests.services.identity.papers import chunk, docx, pdf, png

At = Callable[..., Context]
NAME = "Đinh Thị Hương"


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Lê Đức An", ("committee_officer", "ts/x01/"))


def _portrait(province: Province, content: bytes) -> AttachPaper:
    return AttachPaper(
        member_id=province.member(NAME).id, paper_type=PORTRAIT, title="Ảnh năm 2026", file_name="anh.png",
        content=content, looked_at=True,
    )  # fmt: skip


def _another(number: int) -> bytes:
    return png(chunk(b"gAMA", number.to_bytes(4, "big")))


def _counts(province: Province) -> bytes | None:
    version = member_papers.current(province.member(NAME).id, PORTRAIT)
    return paper_files.read(version.file_id) if version else None


@pytest.mark.parametrize("content", [pdf("ANH"), docx("Ảnh")])
def test_a_portrait_is_a_picture_and_nothing_else_is_stored(
    province: Province, at: At, officer: Actor, content: bytes
) -> None:
    with pytest.raises(NotAPortrait):
        attach_paper(_portrait(province, content), at(officer))
    kept = attach_paper(_portrait(province, _another(1)), at(officer))
    wish = RenewPaper(paper_id=kept.paper_id, version=1, file_name="anh.pdf", content=content, looked_at=True)
    with pytest.raises(NotAPortrait):
        renew_paper(wish, at(officer))
    assert database()["fs.files"].count_documents({"filename": paper_files.PLACE}) == 1


def test_the_newest_version_that_was_not_withdrawn_counts(province: Province, at: At, officer: Actor) -> None:
    assert _counts(province) is None
    first = attach_paper(_portrait(province, _another(1)), at(officer))
    attach_paper(_portrait(province, _another(2)), at(officer, NOW + timedelta(days=1)))
    counted = _counts(province)
    wish = RenewPaper(paper_id=first.paper_id, version=1, file_name="anh.png", content=_another(3), looked_at=True)
    renew_paper(wish, at(officer, NOW + timedelta(days=2)))
    assert _counts(province) not in {counted, None}
    withdraw_paper(WithdrawPaper(paper_id=first.paper_id, version=2, reason="Nhầm người"), at(officer))
    assert _counts(province) == counted


def test_the_secretary_who_looks_at_registrations_does_not_choose_the_portrait(province: Province, at: At) -> None:
    secretary = province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))
    with pytest.raises(PaperNotYours):
        attach_paper(_portrait(province, _another(1)), at(secretary))
