"""Papers in a member's file: attached by who keeps them, renewed, withdrawn, read, and never stored when marked."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from services.identity.queries.member_papers import MemberPapers, member_papers
from services.identity.queries.my_data import MyData, my_data
from services.identity.queries.my_record_access import MyRecordAccess, my_record_access
from services.identity.queries.paper_file import PaperFile, paper_file
from services.identity.rules.paper_errors import (
    NotAPaper,
    NotLookedAt,
    PaperErased,
    PaperNotFound,
    PaperNotYours,
    PaperWithdrawn,
    UploadGivenUp,
)
from services.identity.rules.record_errors import OwnRecord
from services.identity.store import paper_files
from services.identity.store.member_papers import MemberPaper
from services.identity.store.paper_files import LooseFile
from services.identity.usecases.attach_paper import AttachPaper, attach_paper
from services.identity.usecases.decide_correction import DecideCorrection, decide_correction
from services.identity.usecases.log_in_with_password import LogInWithPassword, log_in_with_password
from services.identity.usecases.renew_paper import RenewPaper, renew_paper
from services.identity.usecases.request_correction import RequestCorrection, request_correction
from services.identity.usecases.sweep_paper_files import sweep_paper_files
from services.identity.usecases.withdraw_paper import WithdrawPaper, withdraw_paper
from shared import ids
from shared.outbox import ChangedByAnother
from shared.security import Actor
from shared.security.refusing import SecretMark
from shared.store import database, use_keys
from shared.store.keys import KeyRing
from shared.store.rotation import reencrypt
from shared.usecase import Context
from tests.services.identity.conftest import NOW, PASSWORD, Province
from tests.services.identity.papers import docx, pdf, png

At = Callable[..., Context]
NAME = "Đinh Thị Hương"
DAY = timedelta(days=1)


@pytest.fixture
def officer(province: Province) -> Actor:
    return province.actor("Lê Đức An", ("committee_officer", "ts/x01/"))


@pytest.fixture
def secretary(province: Province) -> Actor:
    return province.actor("Hoàng Văn Thuận", ("cell_secretary", "ts/x01/c0101/"))


@pytest.fixture
def member(province: Province, at: At) -> Actor:
    signed_in = log_in_with_password(LogInWithPassword(username="dangvien", password=PASSWORD), at())
    return province.verified(signed_in.token)


def _paper(province: Province, **more: object) -> AttachPaper:
    given = {
        "member_id": province.member(NAME).id, "paper_type": "admission_decision", "title": "Số 12-QĐ/ĐU",
        "file_name": "qd 12.pdf", "content": pdf("QUYET DINH"), "looked_at": True,
    }  # fmt: skip
    return AttachPaper(**given | more)  # type: ignore[arg-type]


def _files() -> int:
    return database()["fs.files"].count_documents({"filename": paper_files.PLACE})


def test_a_paper_lies_sealed_and_is_read_again_with_a_trail(
    province: Province, at: At, officer: Actor, member: Actor
) -> None:
    kept = attach_paper(_paper(province), at(officer))
    assert b"QUYET DINH" not in b"".join(row["data"] for row in database()["fs.chunks"].find())
    assert "12-Q" not in repr(list(database()["member_papers"].find()))
    [shown] = member_papers(MemberPapers(member_id=province.member(NAME).id), at(officer)).items
    assert (shown.type_label, shown.title, shown.changeable) == ("Quyết định kết nạp", "Số 12-QĐ/ĐU", True)
    [version] = shown.versions
    assert (version.file_name, version.by, version.pages, version.has_text) == ("qd 12.pdf", "Lê Đức An", 1, True)
    file = paper_file(PaperFile(paper_id=kept.paper_id, number=1), at(officer))
    assert (file.content, file.media_type) == (pdf("QUYET DINH"), "application/pdf")
    [own] = member_papers(MemberPapers(), at(member)).items
    assert (own.title, own.changeable) == ("Số 12-QĐ/ĐU", False)
    assert paper_file(PaperFile(paper_id=kept.paper_id, number=1), at(member)).content == pdf("QUYET DINH")
    seen = {item.action for item in my_record_access(MyRecordAccess(), at(member)).items}
    assert {"identity.paper_attached", "identity.papers_listed", "identity.paper_read"} <= seen


@pytest.mark.parametrize(
    "marked",
    [
        {"title": "Báo cáo (Tối mật)"},
        {"file_name": "TUYỆT MẬT.pdf"},
        {"file_name": "top-secret.docx"},
        {"content": pdf("TINH UY", "TUYET MAT")},
        {"content": docx("Báo cáo", header="MẬT"), "file_name": "a.docx"},
    ],
)
def test_a_paper_marked_secret_is_stored_nowhere_and_leaves_a_hash(
    province: Province, at: At, officer: Actor, marked: dict[str, object]
) -> None:
    with pytest.raises(SecretMark):
        attach_paper(_paper(province, **marked), at(officer))
    assert (_files(), LooseFile.objects.count(), MemberPaper.objects.count()) == (0, 0, 0)
    [entry] = database()["audit_entries"].find({"action": "security.secret_text_refused"})
    if "content" in marked:
        assert entry["subject"] == "sha256:" + hashlib.sha256(marked["content"]).hexdigest()  # type: ignore[arg-type]


def test_what_is_no_paper_or_was_not_looked_at_is_not_stored(province: Province, at: At, officer: Actor) -> None:
    for refused, why in (
        ({"content": b"MZ program", "file_name": "qd.pdf"}, NotAPaper),
        ({"looked_at": False}, NotLookedAt),
    ):
        with pytest.raises(why):
            attach_paper(_paper(province, **refused), at(officer))
    assert _files() == 0


def test_the_secretary_keeps_some_kinds_and_does_not_see_all(
    province: Province, at: At, officer: Actor, secretary: Actor
) -> None:
    life = attach_paper(_paper(province, paper_type="life_story", title="Lý lịch"), at(officer))
    with pytest.raises(PaperNotYours):
        attach_paper(_paper(province), at(secretary))
    attach_paper(_paper(province, paper_type="self_review", title="Kiểm điểm 2025"), at(secretary))
    shown = member_papers(MemberPapers(member_id=province.member(NAME).id), at(secretary))
    assert [item.title for item in shown.items] == ["Kiểm điểm 2025"]
    assert set(shown.attachable) == {"self_review", "transfer_letter"}
    with pytest.raises(PaperNotFound):
        paper_file(PaperFile(paper_id=life.paper_id, number=1), at(secretary))
    with pytest.raises(OwnRecord):
        attach_paper(_paper(province), at(province.actor(NAME, ("committee_officer", "ts/x01/"))))


def test_a_new_version_leaves_the_old_and_of_two_at_once_one_is_told(
    province: Province, at: At, officer: Actor
) -> None:
    paper_id = attach_paper(_paper(province), at(officer)).paper_id
    newer = RenewPaper(paper_id=paper_id, version=1, file_name="b.png", content=png(), looked_at=True)
    assert renew_paper(newer, at(officer)).number == 2
    with pytest.raises(ChangedByAnother):
        renew_paper(newer, at(officer))
    [shown] = member_papers(MemberPapers(member_id=province.member(NAME).id), at(officer)).items
    assert [(item.number, item.file_name) for item in shown.versions] == [(2, "b.png"), (1, "qd 12.pdf")]
    for number, content in ((1, pdf("QUYET DINH")), (2, png())):
        assert paper_file(PaperFile(paper_id=paper_id, number=number), at(officer)).content == content


def test_the_same_command_again_attaches_once(province: Province, officer: Actor) -> None:
    made = [ids.new_id(), ids.new_id()]
    for _ in range(2):
        again = iter(made)
        attach_paper(_paper(province), Context(officer, NOW, "c", lambda: next(again)))  # noqa: B023
    assert (MemberPaper.objects.count(), _files(), LooseFile.objects.count()) == (1, 1, 0)


def test_a_withdrawn_paper_stays_listed_with_its_reason(province: Province, at: At, officer: Actor) -> None:
    paper_id = attach_paper(_paper(province), at(officer)).paper_id
    for _ in range(2):  # tapped twice
        withdraw_paper(WithdrawPaper(paper_id=paper_id, version=1, reason="Của người khác"), at(officer))
    [shown] = member_papers(MemberPapers(member_id=province.member(NAME).id), at(officer)).items
    assert (shown.withdrawn_reason, shown.withdrawn_by, shown.changeable) == ("Của người khác", "Lê Đức An", False)
    with pytest.raises(PaperWithdrawn):
        renew_paper(
            RenewPaper(paper_id=paper_id, version=2, file_name="b.png", content=png(), looked_at=True), at(officer)
        )


def test_a_file_that_a_kill_left_goes_after_a_day_and_named_ones_stay(
    province: Province, at: At, officer: Actor
) -> None:
    attach_paper(_paper(province), at(officer))
    paper_files.put("killed", b"before the paper was written", NOW)
    assert sweep_paper_files(NOW + DAY / 2, 0) == 0
    assert sweep_paper_files(NOW + 2 * DAY, 0) == 1
    assert (_files(), LooseFile.objects.count()) == (1, 0)


def test_a_file_that_the_sweep_has_begun_with_is_not_named_any_more(store: None) -> None:
    paper_files.put("slow", b"content", NOW - 2 * DAY)
    LooseFile.objects.update(set__swept=True)
    with pytest.raises(UploadGivenUp):
        paper_files.named("slow")
    with pytest.raises(UploadGivenUp):
        paper_files.put("slow", b"content", NOW)
    assert sweep_paper_files(NOW, 0) == 1, "a sweep that was killed is gone on with"
    assert _files() == 0


def test_replaced_files_go_when_the_set_days_are_over_and_who_sent_them_stays(
    province: Province, at: At, officer: Actor
) -> None:
    paper_id = attach_paper(_paper(province), at(officer)).paper_id
    renew_paper(RenewPaper(paper_id=paper_id, version=1, file_name="b.png", content=png(), looked_at=True), at(officer))
    assert sweep_paper_files(NOW + 30 * DAY, 0) == 0
    assert sweep_paper_files(NOW + 30 * DAY, 60) == 0
    assert sweep_paper_files(NOW + 61 * DAY, 60) == 1
    [shown] = member_papers(MemberPapers(member_id=province.member(NAME).id), at(officer)).items
    assert [(item.number, item.erased) for item in shown.versions] == [(2, False), (1, True)]
    with pytest.raises(PaperErased):
        paper_file(PaperFile(paper_id=paper_id, number=1), at(officer))
    assert paper_file(PaperFile(paper_id=paper_id, number=2), at(officer)).content == png()


def test_the_own_copy_has_papers_history_and_what_was_asked(
    province: Province, at: At, officer: Actor, member: Actor
) -> None:
    attach_paper(_paper(province), at(officer))
    command = RequestCorrection(changes={"origin": "xã Hồng Phong"}, reason="Khai sinh ghi khác")
    asked = request_correction(command, at(member)).correction_id
    decide_correction(DecideCorrection(correction_id=asked, accept=True, note="Đã sửa"), at(officer))
    kept = my_data(MyData(), at(member))
    assert [(item.title, item.file_name) for item in kept.papers] == [("Số 12-QĐ/ĐU", "qd 12.pdf")]
    assert [(item.state, item.reply) for item in kept.corrections] == [("accepted", "Đã sửa")]
    [change] = kept.changes
    assert (change.changed_by, [(f.label, f.after) for f in change.fields]) == (
        "Lê Đức An", [("Quê quán", "xã Hồng Phong")],
    )  # fmt: skip


def test_titles_and_file_names_are_rewritten_under_a_new_key_and_files_stay_readable(
    province: Province, at: At, officer: Actor
) -> None:
    paper_id = attach_paper(_paper(province), at(officer)).paper_id
    both = {"k1": b"1" * 32, "k2": b"2" * 32}
    use_keys(KeyRing("identity", "k2", both, b"b" * 32))
    assert reencrypt([MemberPaper]).rewritten == 2
    assert reencrypt([MemberPaper]).rewritten == 0
    assert paper_file(PaperFile(paper_id=paper_id, number=1), at(officer)).content == pdf("QUYET DINH")
    use_keys(KeyRing("identity", "k2", {"k2": b"2" * 32}, b"b" * 32))
    stored = MemberPaper.objects.get()
    assert (stored.title, stored.versions[0].file_name) == ("Số 12-QĐ/ĐU", "qd 12.pdf")
