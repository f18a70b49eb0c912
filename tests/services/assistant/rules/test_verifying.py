"""What may be shown of a wording: the model is taken for hostile, and only what its quotation carries goes out."""

import re
from pathlib import Path

import pytest

from services.assistant.engines.reading import read_folder
from services.assistant.engines.wording import load_wording_policy
from services.assistant.rules.verifying import (
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    SHORTEST_QUOTE,
    DraftSentence,
    GivenClause,
    Unverified,
    verified,
)

POLICY = load_wording_policy()
DUES = GivenClause(
    id="k1",
    heading="Điều 4. Nộp đảng phí",
    text="2. Đảng viên nộp đảng phí hằng tháng cho chi bộ, trước ngày 10. Đảng viên chưa nộp quá 03 tháng mà không có "
    "lý do thì chi bộ nhắc nhở bằng văn bản.",
)
PROBATION = GivenClause(
    id="k2",
    heading="Điều 5. Đảng viên dự bị",
    text="1. Đảng viên dự bị không có quyền biểu quyết, ứng cử và bầu cử. Thời gian dự bị là 12 tháng, mức đóng 0,5% "
    "và không quá 10.000 đồng.",
)
FORBIDDEN = GivenClause(
    id="k3",
    heading="Điều 6. Những điều đảng viên không được làm",
    text="1. Đảng viên không được:\na) Nhận tiền của tổ chức nước ngoài;\nb) Tự ý phát tán tài liệu của Đảng.",
)
MEETINGS = GivenClause(id="k4", heading="Điều 7. Sinh hoạt", text="Chi bộ họp định kỳ mỗi tháng một lần.")
PAID = "2. Đảng viên nộp đảng phí hằng tháng cho chi bộ, trước ngày 10."
NO_VOTE = "Đảng viên dự bị không có quyền biểu quyết, ứng cử và bầu cử."
TIME = "Thời gian dự bị là 12 tháng, mức đóng 0,5% và không quá 10"
VOTES = "Xóa tên cần hai phần ba số phiếu, giải tán cần ba phần tư số phiếu."
MEETING = "Chi bộ họp định kỳ mỗi tháng một lần."
MONEY = "a) Nhận tiền của tổ chức nước ngoài;"


def checked(text: str, quote: str, clause_id: str = "k1") -> list[DraftSentence]:
    draft = [DraftSentence(text=text, clause_id=clause_id, quote=quote)]
    return verified(draft, [DUES, PROBATION, FORBIDDEN, MEETINGS], POLICY)


def reason(text: str, quote: str, clause_id: str = "k1") -> str:
    with pytest.raises(Unverified) as refused:
        checked(text, quote, clause_id)
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "quote", "clause_id"),
    [
        ("Đảng viên nộp đảng phí cho chi bộ, trước ngày 10.", PAID, "k1"),
        ("Đồng chí nộp đảng phí hằng tháng cho chi bộ, trước ngày 10.", PAID, "k1"),
        ("Theo quy định, đảng viên dự bị không có quyền biểu quyết.", NO_VOTE, "k2"),
        ("Đảng viên không được nhận tiền của tổ chức nước ngoài.", MONEY, "k3"),
    ],
)
def test_a_sentence_that_its_quotation_carries_is_shown(text: str, quote: str, clause_id: str) -> None:
    (shown,) = checked(text, quote, clause_id)
    assert (shown.text, shown.quote) == (text, quote)


def test_spaces_and_forms_of_unicode_do_not_matter() -> None:
    import unicodedata

    (shown,) = checked(
        "Đảng viên  nộp đảng phí\ncho chi bộ, trước ngày 10.", unicodedata.normalize("NFD", PAID).replace(" ", "\n")
    )
    assert shown.quote == PAID
    assert shown.text == "Đảng viên nộp đảng phí cho chi bộ, trước ngày 10."


@pytest.mark.parametrize(
    ("expected", "text", "quote", "clause_id"),
    [
        # a quotation that stands nowhere, in another clause, is too short, or is of an unknown clause
        ("quote", "Đảng viên nộp đảng phí cho chi bộ.", "Đảng viên nộp đảng phí hằng năm cho đảng bộ.", "k1"),
        ("quote", "Đảng viên nộp đảng phí cho chi bộ.", PAID, "k2"),
        ("quote", "Đảng viên nộp đảng phí cho chi bộ.", "đảng phí", "k1"),
        ("unknown_clause", "Đảng viên nộp đảng phí cho chi bộ.", PAID, "k9"),
        # a quotation whose "không" was cut off, or the start of whose number
        ("cut_quote", "Đảng viên được nhận tiền của tổ chức.", "Nhận tiền của tổ chức nước", "k3"),
        ("cut_quote", "Đảng viên dự bị có quyền biểu quyết.", "có quyền biểu quyết, ứng cử và bầu cử.", "k2"),
        ("cut_quote", "Mức đóng không quá 10 theo quy định.", TIME, "k2"),
        # a negation or a condition lost or added
        ("negation", "Đảng viên dự bị có quyền biểu quyết.", NO_VOTE, "k2"),
        ("negation", "Đảng viên nộp đảng phí không cho chi bộ.", PAID, "k1"),
        ("negation", "Đảng viên nhận tiền của tổ chức nước ngoài.", MONEY, "k3"),
        # numbers
        ("number", "Đảng viên nộp đảng phí cho chi bộ, trước ngày 15.", PAID, "k1"),
        ("number", "Đảng viên nộp đảng phí 10 tháng cho chi bộ trước ngày.", PAID, "k1"),
        # words and order that the passage does not have
        ("words", "Đảng viên nộp đảng phí bằng tiền mặt cho chi bộ, trước ngày 10.", PAID, "k1"),
        ("words", "Bí thư nộp đảng phí cho chi bộ, trước ngày 10.", PAID, "k1"),
        ("order", "Chi bộ nộp đảng phí cho đảng viên, trước ngày 10.", PAID, "k1"),
        ("words", "Theo quy định tại các điều khoản này thì như vậy.", MEETING, "k4"),
        # looks
        ("link", "Đảng viên nộp đảng phí tại dangphi.vn cho chi bộ.", PAID, "k1"),
        ("link", "Đảng viên nộp đảng phí https cho chi bộ.", PAID, "k1"),
        ("characters", "Đảng viên nộp <b>đảng phí</b> cho chi bộ.", PAID, "k1"),
        ("characters", "Đảng viên nộp **đảng phí** cho chi bộ.", PAID, "k1"),
        ("characters", "Đảng viên nộp đảng\u200b phí cho chi bộ.", PAID, "k1"),
        ("characters", "Đảng viên nộp đảng phí cho chi b\u043e.", PAID, "k1"),
        ("characters", "Đảng viên nộp đảng phí cho chi bộ 🎉.", PAID, "k1"),
        ("language", "Members pay their dues to the cell.", PAID, "k1"),
        ("language", "Dang vien nop dang phi cho chi bo.", PAID, "k1"),
        ("empty", "Chi bộ.", PAID, "k1"),
        ("long", "Đảng viên nộp đảng phí cho chi bộ " * 12, PAID, "k1"),
    ],
)  # fmt: skip
def test_whatever_the_quotation_does_not_carry_drops_the_wording(
    expected: str, text: str, quote: str, clause_id: str
) -> None:
    assert reason(text, quote, clause_id) == expected


def test_every_sentence_of_the_sample_regulations_may_be_said_as_it_stands() -> None:
    """The rules are strict with what was twisted, not with the language of regulations."""
    for document, clauses in read_folder(Path("deploy/demo/documents")):
        for clause in clauses:
            given = GivenClause(id="k1", heading=clause.heading, text=clause.text)
            for quote in re.split(r"(?<=[.;])\s+", " ".join(clause.text.split())):
                text = re.sub(r"^(?:\d+[.)]|[a-zđ]\))\s*", "", quote)
                if len(text) >= SHORTEST_QUOTE and ":" not in text and "không" not in clause.heading:
                    draft = DraftSentence(text=text, clause_id="k1", quote=quote)
                    assert verified([draft], [given], POLICY), document.document_id


@pytest.mark.parametrize(
    ("expected", "text", "clause"),
    [
        ("", "Thời hạn là 12 năm, báo cáo mỗi 3 tháng.", "Thời hạn là 12 năm, báo cáo mỗi 3 tháng."),
        ("number", "Thời hạn là 12 tháng, báo cáo mỗi 3 năm.", "Thời hạn là 12 năm, báo cáo mỗi 3 tháng."),
        ("number", "Thời hạn là 3 năm, báo cáo mỗi 12 tháng.", "Thời hạn là 12 năm, báo cáo mỗi 3 tháng."),
        ("number", "Người nghỉ hưu nộp 1% tiền lương.", "Đảng viên nộp 1% tiền lương. Người nghỉ hưu nộp 0,5%."),
        ("number", "Đảng viên nộp 0,5% theo quy định.", "Đảng viên nộp 1% tiền lương và người nghỉ hưu nộp 0,5%."),
        ("number", "Xóa tên cần ba phần tư số phiếu.", VOTES),
        ("", "Xóa tên cần hai phần ba số phiếu.", VOTES),
        ("order", "Đảng viên cao tuổi, được nghỉ sinh hoạt.", "Đảng viên cao tuổi, sức khỏe yếu, được nghỉ sinh hoạt."),
        ("order", "Chi bộ bầu thủ quỹ.", "Chi bộ họp. Ở chi bộ cơ sở lớn, chi bộ bầu thủ quỹ."),
        ("order", "Chi bộ nhỏ bầu thủ quỹ.", "Chi bộ nhỏ bầu bí thư, đảng ủy lớn bầu thủ quỹ."),
        ("order", "Chi bộ nhỏ, bầu thủ quỹ.", "Chi bộ nhỏ bầu bí thư theo nhiệm kỳ, đảng ủy lớn bầu thủ quỹ."),
        ("order", "Đảng ủy lớn bầu bí thư.", "Chi bộ nhỏ bầu bí thư. Đảng ủy lớn bầu thủ quỹ."),
    ],
)  # fmt: skip
def test_nobodys_duty_or_number_becomes_anothers(expected: str, text: str, clause: str) -> None:
    given = GivenClause(id="k1", heading="Điều 1. Công tác", text=clause)
    draft = [DraftSentence(text=text, clause_id="k1", quote=clause)]
    if not expected:
        assert verified(draft, [given], POLICY)
        return
    with pytest.raises(Unverified, match=expected):
        verified(draft, [given], POLICY)


@pytest.mark.parametrize("name", ["đồng chí Nguyễn Văn An", "ông Bình", "Nguyễn Văn An"])
def test_a_person_named_in_the_clause_itself_is_not_named_in_a_wording(name: str) -> None:
    text = f"Ban chấp hành giao cho {name} phụ trách công tác đảng viên."
    clause = GivenClause(id="k1", heading="Điều 1. Phân công", text=text)
    with pytest.raises(Unverified, match="person"):
        verified([DraftSentence(text=text, clause_id="k1", quote=text)], [clause], POLICY)


@pytest.mark.parametrize(
    "who", ["đồng chí Bí thư chi bộ", "Đoàn Thanh niên cộng sản Hồ Chí Minh", "Tỉnh ủy Hà Giang", "Đồng chí đảng viên"]
)
def test_an_office_or_a_public_name_is_no_person(who: str) -> None:
    text = f"{who} chịu trách nhiệm phụ trách công tác đảng viên."
    clause = GivenClause(id="k1", heading="Điều 1. Phân công", text=text)
    assert verified([DraftSentence(text=text, clause_id="k1", quote=text)], [clause], POLICY)


def test_one_sentence_that_does_not_hold_drops_those_that_do() -> None:
    good = DraftSentence(text="Đảng viên nộp đảng phí cho chi bộ, trước ngày 10.", clause_id="k1", quote=PAID)
    bad = DraftSentence(text="Đảng viên dự bị có quyền biểu quyết.", clause_id="k2", quote=NO_VOTE)
    with pytest.raises(Unverified, match="negation"):
        verified([good, bad], [DUES, PROBATION], POLICY)
    assert len(verified([good], [DUES], POLICY)) == 1


def test_nothing_and_too_much_are_no_wording() -> None:
    good = DraftSentence(text="Đảng viên nộp đảng phí cho chi bộ, trước ngày 10.", clause_id="k1", quote=PAID)
    with pytest.raises(Unverified, match="empty"):
        verified([], [DUES], POLICY)
    with pytest.raises(Unverified, match="long"):
        verified([good] * (MOST_SENTENCES + 1), [DUES], POLICY)
    assert len("Đảng viên nộp đảng phí cho chi bộ " * 12) > LONGEST_SENTENCE
