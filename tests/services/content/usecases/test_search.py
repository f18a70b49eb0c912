"""What a person finds, on the real store and the real index."""

from datetime import timedelta
from typing import Any

import pytest

from services.content.rules.errors import CursorUnreadable
from services.content.usecases.import_document import document_id_of, import_document
from services.content.usecases.revise_article import revise_article
from services.content.usecases.withdraw_article import withdraw_article
from services.content.usecases.withdraw_document import withdraw_at_machine
from shared.errors import Invalid
from shared.security import Grant
from shared.usecase import perform
from tests.services.content.conftest import NOW, Found, Published, editor, member, person

pytestmark = pytest.mark.slow
REGULATION = """Điều 1. Đối tượng nộp đảng phí
1. Mọi đảng viên có trách nhiệm nộp đảng phí hằng tháng cho chi bộ nơi mình sinh hoạt.
2. Đảng viên bị đình chỉ sinh hoạt thì chưa thu đảng phí.
Điều 2. Sinh hoạt chi bộ
1. Chi bộ họp mỗi tháng một lần, vào ngày mùng ba.
2. Đảng viên vắng mặt báo cáo bí thư."""


def document(
    number: str = "07-HD/TU",
    title: str = "Hướng dẫn thu, nộp đảng phí",
    text: str = REGULATION,
    audience: str = "ts/",
    *,
    kind: str = "Hướng dẫn",
    issuer: str = "Tỉnh ủy Trường Sơn",
    issued_on: str = "2026-02-26",
    more: str = "",
) -> str:
    head = f"number: {number}\nkind: {kind}\ntitle: {title}\nissuer: {issuer}\nissued_on: {issued_on}\n{more}"
    import_document(f"---\n{head}---\n{text}\n".encode(), audience, NOW)
    return document_id_of(issuer, number)


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


def marked(pieces: list[dict[str, Any]]) -> str:
    return "".join(f"[{piece['text']}]" if piece["hit"] else piece["text"] for piece in pieces)


@pytest.mark.parametrize(
    "typed",
    ["đảng phí", "dang phi", "ĐẢNG PHÍ", "đảng phi", "dda3ng phi1", "ddangr phis", "dảng phí", "đangf phís", "dangphi"],
)
def test_a_document_is_found_however_its_words_are_typed(found: Found, typed: str) -> None:
    expected = document()
    document("05-QĐ/TU", "Quy định về hội họp", "Điều 1. Phạm vi\n1. Việc họp.", kind="Quy định")
    assert ids(found(typed)) == [expected]


@pytest.mark.parametrize("typed", ["sinh haot chi bo", "sihn hoạt chi bộ", "sinh hoạt chi bọo"])
def test_wrong_letters_are_forgiven_and_told_as_the_words_are_written(found: Found, typed: str) -> None:
    expected = document()
    answer = found(typed)
    assert (ids(answer), answer["manner"], answer["meant"]) == ([expected], "corrected", "sinh hoạt chi bộ")
    again = found(answer["searched"])
    assert (ids(again), again["manner"]) == ([expected], "as_typed")


@pytest.mark.parametrize(
    "typed",
    ["07-HD/TU", "07 hd tu", "7-hd/tu", "07HD/TU", "số 07", "so 7", "hướng dẫn 07", "HD 07", "hướng dẫn số 07-HD/TU"],
)
def test_a_document_is_found_by_its_number_before_those_that_name_it(found: Found, typed: str) -> None:
    itself = document()
    naming = document(
        "12-TB/TU",
        "Thông báo về thu nộp",
        "Điều 1. Căn cứ\n1. Căn cứ Hướng dẫn số 07-HD/TU của Tỉnh ủy.",
        issued_on="2026-09-01",
    )
    document("17-HD/TU", "Hướng dẫn khác")
    assert ids(found(typed))[0] == itself
    assert set(ids(found(typed))) <= {itself, naming}


def test_title_then_phrase_then_words_and_the_newest_first_within_each(found: Found) -> None:
    rest = "\n2. Nội dung khác."
    words = document("1-A", "Văn bản một", f"Điều 1. A\n1. Phí của đảng bộ nộp tháng này, đảng viên thu.{rest}")
    old = document("2-A", "Văn bản hai", f"Điều 1. A\n1. Thu nộp đảng phí đầy đủ.{rest}", issued_on="2024-01-01")
    new = document("3-A", "Văn bản ba", f"Điều 1. A\n1. Thu nộp đảng phí đầy đủ.{rest}", issued_on="2025-01-01")
    title = document("4-A", "Thu nộp đảng phí", f"Điều 1. A\n1. Khác.{rest}", issued_on="2020-01-01")
    assert ids(found("thu nộp đảng phí")) == [title, new, old]
    assert words in ids(found("đảng viên thu"))


def test_who_types_the_tones_sees_the_same_word_before_others_that_fold_to_it(found: Found) -> None:
    other = document("1-A", "Văn bản một", "Điều 1. A\n1. Việc đang làm.", issued_on="2026-10-01")
    same = document("2-A", "Văn bản hai", "Điều 1. A\n1. Việc của Đảng.", issued_on="2020-01-01")
    assert ids(found("đảng")) == [same, other]
    assert ids(found("dang")) == [other, same]


def test_a_hit_shows_the_original_words_marked_and_the_clause_they_stand_in(found: Found) -> None:
    document()
    (item,) = found("vang mat bao cao")["items"]
    assert item["anchor"] == "dieu-2-khoan-2"
    assert marked(item["snippet"]) == "2. Đảng viên [vắng mặt báo cáo] bí thư."
    assert marked(item["heading"]) == "Điều 2. Sinh hoạt chi bộ"
    (item,) = found("thu nop dang phi")["items"]
    assert marked(item["title"]) == "Hướng dẫn [thu, nộp đảng phí]"


def test_a_hit_deep_in_a_long_article_is_cut_around_its_words(found: Found, published: Published) -> None:
    filler = "Câu này không nói gì. " * 300
    published(title="Bài dài", body=f"{filler}Đập bản Tà Phình đã xong. {filler}")
    (item,) = found("tà phình")["items"]
    snippet = marked(item["snippet"])
    assert "bản [Tà Phình] đã xong" in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")
    assert len(snippet) < 300


def test_articles_and_documents_are_found_together_and_each_alone(found: Found, published: Published) -> None:
    article = published(title="Thu đảng phí qua mạng", now=NOW)
    document_id = document()
    assert ids(found("đảng phí")) == [article, document_id]
    assert ids(found("đảng phí", thing="article")) == [article]
    assert ids(found("đảng phí", thing="document")) == [document_id]
    choices = found("đảng phí")["choices"]
    assert {choice["value"]: choice["count"] for choice in choices["thing"]} == {"article": 1, "document": 1}


def test_what_is_found_is_narrowed_by_kind_issuer_year_and_force(found: Found) -> None:
    guidance = document()
    ended = document(
        "08-HD/TU", "Hướng dẫn cũ về đảng phí", issued_on="2020-01-01", more="effective_until: 2025-12-31\n"
    )
    coming = document(
        "09-QĐ/ĐU", "Quy định đảng phí", kind="Quy định", issuer="Đảng ủy xã", more="effective_from: 2027-01-01\n"
    )
    assert set(ids(found("đảng phí"))) == {guidance, ended, coming}
    assert ids(found("đảng phí", kind="Quy định")) == [coming]
    assert ids(found("đảng phí", issuer="Đảng ủy xã")) == [coming]
    assert ids(found("đảng phí", year=2020)) == [ended]
    assert ids(found("đảng phí", in_force=True)) == [guidance]
    assert set(ids(found("đảng phí", in_force=False))) == {ended, coming}
    assert {item["in_force"] for item in found("đảng phí", in_force=False)["items"]} == {False}
    nothing = found("đảng phí", year=2020, in_force=True)
    assert (nothing["items"], nothing["unfiltered"]) == ([], 3)


def test_without_words_the_newest_of_what_passes_the_filters(found: Found) -> None:
    old = document("1-A", issued_on="2024-01-01")
    new = document("2-A", issued_on="2025-01-01")
    assert ids(found("")) == [new, old]
    assert ids(found("… ?!", year=2024)) == [old]


def test_what_is_meant_for_others_is_neither_found_counted_nor_suggested(found: Found) -> None:
    document("01-BC/X04", "Báo cáo riêng Khe Mây", "Điều 1. A\n1. Thủy lợi Khe Mây.", audience="ts/x04/", issuer="Xã")
    mine = document()
    for typed in ("khe mây", "khe may", "01-BC/X04", "thuỷ lợi", "khe maay", "khe mây thủy lọi", "báo cáo riêng khe"):
        answer = found(typed)
        assert (answer["total"], answer["meant"], answer["unfiltered"]) == (0, "", 0), typed
        assert not any(answer["choices"].values())
    assert found("", year=2030)["unfiltered"] == 1
    everything = found("")
    assert (ids(everything), everything["total"]) == ([mine], 1)
    assert [choice["value"] for choice in everything["choices"]["issuer"]] == ["Tỉnh ủy Trường Sơn"]
    assert found("khe mây", person("m9", "ts/x04/c0401/"))["total"] == 1


def test_a_hidden_text_takes_no_suggestion_away(found: Found) -> None:
    mine = document()
    assert (found("sin hoạt")["manner"], found("sin hoạt")["meant"]) == ("corrected", "sinh hoạt")
    document("01-BC/X04", "Báo cáo bản Sín Hoạt", "Điều 1. A\n1. Bản Sín Hoạt.", audience="ts/x04/", issuer="Xã")
    answer = found("sin hoạt")
    assert (ids(answer), answer["manner"], answer["meant"]) == ([mine], "corrected", "sinh hoạt")


def test_who_leads_the_organisations_below_finds_what_is_written_for_them(found: Found) -> None:
    below = document("01-BC/X04", "Báo cáo thủy lợi", "Điều 1. A\n1. B.", audience="ts/x04/c0401/", issuer="Xã")
    leader = person("m2", "ts/x03/c0312/", Grant("committee_officer", "ts/x04/"))
    beside = person("m3", "ts/x03/c0312/", Grant("committee_officer", "ts/x05/"))
    assert ids(found("thủy lợi", leader)) == [below]
    assert ids(found("thủy lợi", beside)) == []


def test_a_draft_and_a_revision_that_is_not_published_are_not_found(found: Found, published: Published) -> None:
    article = published(title="Bản đã đăng", body="Nội dung cũ.")
    perform(
        revise_article,
        {"article_id": article, "version": 2, "title": "Bản đang sửa", "body": "Nội dung mới.", "audience": "ts/"},
        editor(),
    )
    assert ids(found("bản đã đăng")) == [article]
    assert ids(found("bản đang sửa")) == []


def test_what_is_withdrawn_is_found_no_more_and_again_when_it_is_back(found: Found, published: Published) -> None:
    article, document_id = published(title="Đảng phí"), document()
    assert set(ids(found("đảng phí"))) == {article, document_id}
    perform(withdraw_article, {"article_id": article, "version": 2, "reason": "Sai"}, editor())
    withdraw_at_machine(document_id)
    assert ids(found("đảng phí")) == []
    document()
    assert ids(found("đảng phí")) == [document_id]


def test_pages_go_on_without_repeating_while_something_new_comes(found: Found) -> None:
    made = [document(f"{number}-A", f"Đảng phí {number}", issued_on="2025-03-03") for number in range(45)]
    first = found("đảng phí")
    assert first["total"] == 45
    document("99-A", "Đảng phí mới nhất", issued_on="2026-03-03")
    second = found("đảng phí", cursor=first["next_cursor"])
    third = found("đảng phí", cursor=second["next_cursor"])
    seen = ids(first) + ids(second) + ids(third)
    assert sorted(seen) == sorted(made)
    assert third["next_cursor"] is None
    assert second["choices"] == {}


def test_pages_pass_from_one_rung_to_the_next(found: Found) -> None:
    titles = [document(f"{number}-T", f"Đảng phí {number}") for number in range(15)]
    texts = [document(f"{number}-V", f"Khác {number}") for number in range(15)]
    first = found("đảng phí")
    second = found("đảng phí", cursor=first["next_cursor"])
    assert set(ids(first)[:15]) == set(titles)
    assert sorted(ids(first)[15:] + ids(second)) == sorted(texts)


def test_a_question_that_nothing_answers_wholly_is_shown_the_nearest(found: Found) -> None:
    nearest = document()
    answer = found("đảng viên bị đình chỉ sinh hoạt đóng bao nhiêu tiền")
    assert (ids(answer), answer["manner"], answer["next_cursor"]) == ([nearest], "nearest", None)


@pytest.mark.parametrize("cursor", ["x", "1", "1.", "1.-5", "999.1", f"1.{2**63}", "²2.1"])
def test_a_cursor_that_nobody_gave_is_refused(found: Found, cursor: str) -> None:
    with pytest.raises(CursorUnreadable):
        found("đảng phí", cursor=cursor)


@pytest.mark.parametrize(
    "typed",
    [
        "\u200b" * 50,
        "*:*",
        'text:"a" AND (',
        "a" * 200,
        "😀 😀",
        "đ" * 200,
        "1 " * 100,
        "a b " * 50,
        "-/.",
        "o\u0323\u0302" * 20,
    ],
)
def test_whatever_is_typed_is_answered(found: Found, typed: str) -> None:
    document()
    assert found(typed)["total"] in (0, 1)


def test_what_is_too_long_is_refused_with_a_sentence(found: Found) -> None:
    for bad in ({"text": "a" * 201}, {"year": 12}, {"kind": "a" * 300}):
        with pytest.raises(Invalid) as refused:
            found(**bad)
        assert refused.value.details


def test_a_cursor_far_beyond_the_end_is_an_empty_page(found: Found) -> None:
    document()
    assert found("đảng phí", cursor="90.5")["items"] == []


def test_an_article_shows_the_day_on_which_it_was_published_here(found: Found, published: Published) -> None:
    published(title="Tin đêm", now=NOW.replace(hour=20) + timedelta(days=0))
    (item,) = found("tin đêm", member())["items"]
    assert item["day"] == "2026-11-23"
